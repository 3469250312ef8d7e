package io.transferlab.projection;

import java.util.Arrays;

/**
 * Repulsion by Barnes and Hut's approximation (van der Maaten 2014).
 *
 * <p>A square of points stands for them all where its width is less than {@code theta} times its
 * distance. Points that lie together ask the tree together, by the distance of the one nearest to
 * the square, so that the error is at most that of asking for each alone, and the sums are over
 * plain arrays. Each group sums up its own; the sums of groups are added in order: the result does
 * not depend on the number of threads.
 */
final class TreeRepulsion implements Repulsion {
  private static final int GROUP = 16;

  /** Tasks a walk over all groups is split into at most. */
  private static final int TASKS = 256;

  private final double squaredTheta;
  private final Workers workers;
  private final QuadTree tree;
  private final ThreadLocal<Partners> partners = ThreadLocal.withInitial(Partners::new);
  private final double[] groupZ;

  /** What one group feels: points and squares, with how many points each stands for. */
  private static final class Partners {
    private double[] x = new double[512];
    private double[] y = new double[512];
    private double[] weight = new double[512];
    private int size;

    void add(double atX, double atY, double points) {
      if (size == x.length) {
        x = Arrays.copyOf(x, 2 * size);
        y = Arrays.copyOf(y, 2 * size);
        weight = Arrays.copyOf(weight, 2 * size);
      }
      x[size] = atX;
      y[size] = atY;
      weight[size++] = points;
    }
  }

  TreeRepulsion(int n, double theta, Workers workers) {
    this.squaredTheta = theta * theta;
    this.workers = workers;
    tree = new QuadTree(n, GROUP);
    groupZ = new double[n];
  }

  @Override
  public double compute(double[] x, double[] y, double[] forceX, double[] forceY) {
    tree.build(x, y);
    int tasks = Math.min(TASKS, tree.groupCount);
    workers.forEach(
        tasks,
        task -> {
          int first = (int) ((long) task * tree.groupCount / tasks);
          int last = (int) ((long) (task + 1) * tree.groupCount / tasks);
          for (int group = first; group < last; group++) {
            repel(group, forceX, forceY);
          }
        });
    double z = 0;
    for (int group = 0; group < tree.groupCount; group++) {
      z += groupZ[group];
    }
    return z;
  }

  private void repel(int group, double[] repulsionX, double[] repulsionY) {
    int node = tree.groups[group];
    int lo = tree.from[node];
    int hi = tree.to[node];
    Partners felt = partners.get();
    felt.size = 0;
    walk(felt, lo, hi);
    double sum = 0;
    for (int i = lo; i < hi; i++) {
      double px = tree.x[i];
      double py = tree.y[i];
      double forceX = 0;
      double forceY = 0;
      double weights = 0;
      for (int j = 0; j < felt.size; j++) {
        double dx = px - felt.x[j];
        double dy = py - felt.y[j];
        double w = 1 / (1 + dx * dx + dy * dy);
        double many = w * felt.weight[j];
        weights += many;
        forceX += many * w * dx;
        forceY += many * w * dy;
      }
      // The point itself is among its partners: no force, but a weight of 1.
      sum += weights - 1;
      repulsionX[tree.order[i]] = forceX;
      repulsionY[tree.order[i]] = forceY;
    }
    groupZ[group] = sum;
  }

  /** Collects what the points from lo to hi feel. */
  private void walk(Partners felt, int lo, int hi) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.POSITIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (int i = lo; i < hi; i++) {
      left = Math.min(left, tree.x[i]);
      right = Math.max(right, tree.x[i]);
      bottom = Math.min(bottom, tree.y[i]);
      top = Math.max(top, tree.y[i]);
    }
    int node = 0;
    while (node < tree.nodes) {
      double nx = tree.nodeX[node];
      double ny = tree.nodeY[node];
      double dx = Math.max(0, Math.max(left - nx, nx - right));
      double dy = Math.max(0, Math.max(bottom - ny, ny - top));
      if (tree.squaredWidth[node] < squaredTheta * (dx * dx + dy * dy)) {
        felt.add(nx, ny, tree.to[node] - tree.from[node]);
        node = tree.skip[node];
      } else if (tree.leaf[node]) {
        for (int i = tree.from[node]; i < tree.to[node]; i++) {
          felt.add(tree.x[i], tree.y[i], 1);
        }
        node = tree.skip[node];
      } else {
        node++;
      }
    }
  }
}
