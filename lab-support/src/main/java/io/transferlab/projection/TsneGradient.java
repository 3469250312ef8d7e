package io.transferlab.projection;

import org.jspecify.annotations.Nullable;

/**
 * The gradient of t-SNE's divergence.
 *
 * <p>With w(i, j) = 1 / (1 + |y(i) - y(j)|^2) and Z the sum of w over all pairs, attraction and
 * repulsion of point i are the sums over j of p(i, j) w (y(i) - y(j)) and of w^2 (y(i) - y(j)) / Z;
 * the divergence's gradient is four times their difference.
 *
 * <p>Repulsion is approximated: by a tree of squares, or, of many points, by a grid where that is
 * faster.
 */
final class TsneGradient {
  /** Below, a tree is fast enough, and its error smaller. */
  static final int FEWEST_ON_GRID = 10_000;

  /** Tasks a walk over all points is split into. */
  private static final int TASKS = 256;

  /**
   * Time of the tree per n log n over that of the grid per L^2 log L, L the length of its
   * transforms (processor time measured at 5,000 and 26,000 points, with doubles). It also bounds
   * the grid: on a map so wide that the grid would be slow or large, points are so far apart that
   * the tree is fast.
   */
  private static final double TREE_TO_GRID = 20;

  private final Affinities p;
  private final Workers workers;
  private final TreeRepulsion tree;
  private final @Nullable GridRepulsion grid;
  private final double[] partLoss = new double[TASKS];

  /** The points, as {@link #attract} reads them. */
  private final float[] nearX;

  private final float[] nearY;

  /** Attraction minus repulsion would hide that exaggeration weighs the first alone. */
  final double[] attractionX;

  final double[] attractionY;
  final double[] repulsionX;
  final double[] repulsionY;

  private double divergence;

  TsneGradient(Affinities p, double theta, Workers workers) {
    this(p, theta, workers, false);
  }

  TsneGradient(Affinities p, double theta, Workers workers, boolean mayUseGrid) {
    this.p = p;
    this.workers = workers;
    int n = p.size();
    tree = new TreeRepulsion(n, theta, workers);
    grid = mayUseGrid ? new GridRepulsion(n, workers) : null;
    nearX = new float[n];
    nearY = new float[n];
    attractionX = new double[n];
    attractionY = new double[n];
    repulsionX = new double[n];
    repulsionY = new double[n];
  }

  /**
   * Computes all forces.
   *
   * @param x first coordinates
   * @param y second coordinates
   * @param withLoss whether {@link #divergence} is wanted
   */
  void compute(double[] x, double[] y, boolean withLoss) {
    int n = x.length;
    Repulsion chosen = grid != null && gridIsFaster(x, y) ? grid : tree;
    double z = chosen.compute(x, y, repulsionX, repulsionY);
    for (int i = 0; i < n; i++) {
      nearX[i] = (float) x[i];
      nearY[i] = (float) y[i];
    }
    workers.forEach(
        TASKS,
        task -> {
          int from = (int) ((long) task * n / TASKS);
          int to = (int) ((long) (task + 1) * n / TASKS);
          attract(from, to);
          partLoss[task] = withLoss ? loss(from, to, x, y) : 0;
          for (int i = from; i < to; i++) {
            repulsionX[i] /= z;
            repulsionY[i] /= z;
          }
        });
    double loss = 0;
    for (double part : partLoss) {
      loss += part;
    }
    divergence = loss + Math.log(z);
  }

  /** A rule, not a clock: the same rows shall give the same map. */
  static boolean gridIsFaster(double[] x, double[] y) {
    double length = GridRepulsion.length(GridRepulsion.extent(x, y));
    return length * length * Math.log(length) < TREE_TO_GRID * x.length * Math.log(x.length);
  }

  /** The divergence of the last {@link #compute} with loss: sum of p log(p / q), q = w / Z. */
  double divergence() {
    return divergence;
  }

  /**
   * In the order of the rows: their affinities, most of what is read, then come in one stream. With
   * floats alone: turning each affinity into a double makes a division wait for the one before,
   * depending on how Java's compiler hands out registers, which takes up to three times as long.
   */
  private void attract(int from, int to) {
    int[] start = p.start();
    int[] column = p.column();
    float[] value = p.value();
    float[] x = nearX;
    float[] y = nearY;
    for (int i = from; i < to; i++) {
      float px = x[i];
      float py = y[i];
      float forceX = 0;
      float forceY = 0;
      int end = start[i + 1];
      for (int e = start[i]; e < end; e++) {
        int j = column[e];
        float dx = px - x[j];
        float dy = py - y[j];
        float pull = value[e] / (1 + dx * dx + dy * dy);
        forceX += pull * dx;
        forceY += pull * dy;
      }
      attractionX[i] = forceX;
      attractionY[i] = forceY;
    }
  }

  /** The sum of p log(p / w) over some rows. */
  private double loss(int from, int to, double[] x, double[] y) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      for (int e = p.start()[i]; e < p.start()[i + 1]; e++) {
        double dx = x[i] - x[p.column()[e]];
        double dy = y[i] - y[p.column()[e]];
        double affinity = p.value()[e];
        if (affinity > 0) {
          sum += affinity * Math.log(affinity * (1 + dx * dx + dy * dy));
        }
      }
    }
    return sum;
  }
}
