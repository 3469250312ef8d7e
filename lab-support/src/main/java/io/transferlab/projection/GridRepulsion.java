package io.transferlab.projection;

import java.util.Arrays;

/**
 * Repulsion by interpolation on a grid (after FIt-SNE: Linderman and others 2019, Nature Methods
 * 16): time grows with the points and with the area of the map, not with n log n.
 *
 * <p>Points are spread over the nodes of a grid, {@link GridForces} computes the force at all
 * nodes, and each point reads it at its place. FIt-SNE interpolates by parabolas in boxes, and puts
 * the force together from sums of w^2 and w^2 y. Here cubic splines interpolate, and the force is
 * computed as such: at half the error the grid has less than half the nodes, there are three
 * transforms instead of eight, and points at one place do not push each other.
 */
final class GridRepulsion implements Repulsion {
  /**
   * Between two nodes, in units of the map; w falls to half at distance 1. At 0.5 maps had a
   * divergence 0.2 % above those of a tree, here they have the same.
   */
  private static final double SPACING = 0.45;

  /** Cells along a small map at least: groups are dense while it is small. */
  private static final int FEWEST = 144;

  /** No grid has as many: {@link TsneGradient} takes the tree long before. */
  private static final int MOST = 1 << 20;

  /** A cubic spline's nodes beyond the cell. */
  private static final int REACH = 3;

  private static final int BANDS = 64;
  private static final int TASKS = 256;

  private final int n;
  private final Workers workers;
  private final int[] order;
  private final int[] cellX;
  private final int[] cellY;
  private float[] grid = {};
  private float[] second = {};

  /** Where each row's points end in the order. */
  private int[] ends = {};

  private GridForces forces;
  private double left;
  private double bottom;

  GridRepulsion(int n, Workers workers) {
    this.n = n;
    this.workers = workers;
    order = new int[n];
    cellX = new int[n];
    cellY = new int[n];
    forces = new GridForces(GridForces.length(REACH + 1), SPACING, workers);
  }

  static double extent(double[] x, double[] y) {
    return Math.max(extent(x), extent(y));
  }

  private static double extent(double[] values) {
    double most = values[0];
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most - least(values);
  }

  /** A loop: streams take several times as long, at every step. */
  private static double least(double[] values) {
    double least = values[0];
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** How long transforms for a map of this extent are: their time grows with the square. */
  static int length(double extent) {
    double cells = Math.min(MOST, Math.ceil(extent / spacing(extent)));
    return GridForces.length((int) cells + REACH + 1);
  }

  /** In steps, so that a growing map does not need another for each size. */
  private static double spacing(double extent) {
    double fine = extent / FEWEST;
    return fine == 0 || fine >= SPACING
        ? SPACING
        : SPACING * Math.pow(2, Math.floor(4 * Math.log(fine / SPACING) / Math.log(2)) / 4);
  }

  @Override
  public double compute(double[] x, double[] y, double[] forceX, double[] forceY) {
    left = least(x);
    bottom = least(y);
    double extent = extent(x, y);
    boolean fits = length(extent) == forces.length && spacing(extent) == forces.spacing;
    if (!fits || grid.length == 0) {
      forces = new GridForces(length(extent), spacing(extent), workers);
      grid = new float[forces.side * forces.side];
      second = new float[forces.side * forces.side];
    }
    sort(x, y);
    spread(x, y);
    double pairs = forces.apply(grid, second);
    workers.forEach(TASKS, task -> read(task, x, y, forceX, forceY));
    return pairs - n; // w of a point with itself
  }

  /** Sorts points by the row of their cell. */
  private void sort(double[] x, double[] y) {
    ends = new int[forces.side + 1];
    for (int i = 0; i < n; i++) {
      cellX[i] = (int) ((x[i] - left) / forces.spacing);
      cellY[i] = (int) ((y[i] - bottom) / forces.spacing);
      ends[cellY[i] + 1]++;
    }
    for (int row = 0; row < forces.side; row++) {
      ends[row + 1] += ends[row];
    }
    for (int i = 0; i < n; i++) {
      order[ends[cellY[i]]++] = i;
    }
  }

  /** By bands of rows: every other one at once, since a point reaches into the next band. */
  private void spread(double[] x, double[] y) {
    Arrays.fill(grid, 0);
    int side = forces.side;
    int high = Math.max(REACH, (side + BANDS - 1) / BANDS);
    int bands = (side + high - 1) / high;
    for (int odd = 0; odd < 2; odd++) {
      int first = odd;
      workers.forEach(
          (bands + 1 - odd) / 2,
          task -> {
            int band = 2 * task + first;
            int from = band == 0 ? 0 : ends[band * high - 1];
            spread(x, y, from, ends[Math.min(side, (band + 1) * high) - 1]);
          });
    }
  }

  private void spread(double[] x, double[] y, int from, int to) {
    float[] across = new float[REACH + 1];
    float[] up = new float[REACH + 1];
    for (int at = from; at < to; at++) {
      int i = order[at];
      weigh((x[i] - left) / forces.spacing - cellX[i], across);
      weigh((y[i] - bottom) / forces.spacing - cellY[i], up);
      for (int row = 0; row <= REACH; row++) {
        int node = (cellY[i] + row) * forces.side + cellX[i];
        grid[node] += up[row] * across[0];
        grid[node + 1] += up[row] * across[1];
        grid[node + 2] += up[row] * across[2];
        grid[node + 3] += up[row] * across[3];
      }
    }
  }

  /** The four cubic splines at a place between two nodes, in floats as the grid is. */
  private static void weigh(double place, float[] weight) {
    float u = (float) place;
    float rest = 1 - u;
    weight[0] = rest * rest * rest / 6;
    weight[1] = (4 + u * u * (3 * u - 6)) / 6;
    weight[2] = (4 + rest * rest * (3 * rest - 6)) / 6;
    weight[3] = u * u * u / 6;
  }

  private void read(int task, double[] x, double[] y, double[] forceX, double[] forceY) {
    int from = (int) ((long) task * n / TASKS);
    int to = (int) ((long) (task + 1) * n / TASKS);
    float[] across = new float[REACH + 1];
    float[] up = new float[REACH + 1];
    for (int at = from; at < to; at++) {
      int i = order[at];
      weigh((x[i] - left) / forces.spacing - cellX[i], across);
      weigh((y[i] - bottom) / forces.spacing - cellY[i], up);
      float fx = 0;
      float fy = 0;
      for (int row = 0; row <= REACH; row++) {
        int node = (cellY[i] + row) * forces.side + cellX[i];
        fx +=
            up[row]
                * (across[0] * grid[node]
                    + across[1] * grid[node + 1]
                    + across[2] * grid[node + 2]
                    + across[3] * grid[node + 3]);
        fy +=
            up[row]
                * (across[0] * second[node]
                    + across[1] * second[node + 1]
                    + across[2] * second[node + 2]
                    + across[3] * second[node + 3]);
      }
      forceX[i] = fx;
      forceY[i] = fy;
    }
  }
}
