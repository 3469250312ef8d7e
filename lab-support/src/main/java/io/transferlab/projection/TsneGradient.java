package io.transferlab.projection;

import java.util.Arrays;

/**
 * The gradient of t-SNE's divergence by Barnes and Hut's approximation (van der Maaten 2014).
 *
 * <p>With w(i, j) = 1 / (1 + |y(i) - y(j)|^2) and Z the sum of w over all pairs, attraction and
 * repulsion of point i are the sums over j of p(i, j) w (y(i) - y(j)) and of w^2 (y(i) - y(j)) / Z;
 * the divergence's gradient is four times their difference.
 *
 * <p>A square of points stands for them all where its width is less than {@code theta} times its
 * distance. Points that lie together ask the tree together, by the distance of the one nearest to
 * the square, so that the error is at most that of asking for each alone, and the sums are over
 * plain arrays. Each group sums up its own; the sums of groups are added in order: the result does
 * not depend on the number of threads.
 */
final class TsneGradient {
  private static final int GROUP = 16;

  /** Tasks a walk over all groups is split into at most. */
  private static final int TASKS = 256;

  private final Affinities p;
  private final double squaredTheta;
  private final Workers workers;
  private final QuadTree tree;
  private final ThreadLocal<Partners> partners = ThreadLocal.withInitial(Partners::new);
  private final double[] groupZ;
  private final double[] groupLoss;

  /** Attraction minus repulsion would hide that exaggeration weighs the first alone. */
  final double[] attractionX;

  final double[] attractionY;
  final double[] repulsionX;
  final double[] repulsionY;

  /** The sum of w over all ordered pairs. */
  private double z;

  /** The sum over all pairs of p log(p / w). */
  private double loss;

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

  TsneGradient(Affinities p, double theta, Workers workers) {
    this.p = p;
    this.squaredTheta = theta * theta;
    this.workers = workers;
    int n = p.size();
    tree = new QuadTree(n, GROUP);
    groupZ = new double[n];
    groupLoss = new double[n];
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
    tree.build(x, y);
    int tasks = Math.min(TASKS, tree.groupCount);
    workers.forEach(
        tasks,
        task -> {
          int first = (int) ((long) task * tree.groupCount / tasks);
          int last = (int) ((long) (task + 1) * tree.groupCount / tasks);
          for (int group = first; group < last; group++) {
            repel(group);
            attract(group, x, y, withLoss);
          }
        });
    z = 0;
    loss = 0;
    for (int group = 0; group < tree.groupCount; group++) {
      z += groupZ[group];
      loss += groupLoss[group];
    }
    for (int i = 0; i < x.length; i++) {
      repulsionX[i] /= z;
      repulsionY[i] /= z;
    }
  }

  /** The divergence of the last {@link #compute} with loss: sum of p log(p / q), q = w / Z. */
  double divergence() {
    return loss + Math.log(z);
  }

  private void repel(int group) {
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

  private void attract(int group, double[] x, double[] y, boolean withLoss) {
    int node = tree.groups[group];
    double sum = 0;
    for (int at = tree.from[node]; at < tree.to[node]; at++) {
      int i = tree.order[at];
      double px = x[i];
      double py = y[i];
      double forceX = 0;
      double forceY = 0;
      for (int e = p.start()[i]; e < p.start()[i + 1]; e++) {
        int j = p.column()[e];
        double dx = px - x[j];
        double dy = py - y[j];
        double distance = 1 + dx * dx + dy * dy;
        double pull = p.value()[e] / distance;
        forceX += pull * dx;
        forceY += pull * dy;
        if (withLoss && p.value()[e] > 0) {
          sum += p.value()[e] * Math.log(p.value()[e] * distance);
        }
      }
      attractionX[i] = forceX;
      attractionY[i] = forceY;
    }
    groupLoss[group] = sum;
  }
}
