package io.transferlab.classify;

import io.transferlab.core.Matrices;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains linear support vector machines with squared hinge loss in their dual, all classes at once,
 * block by block of the rows (Yu, Hsieh, Chang, Lin: Large linear classification when data cannot
 * fit in memory, TKDD 5, 2012): within a block the coordinates descend over the products of its
 * rows, as in {@link DualDescent} over those of all; then the weights move by a matrix product, and
 * the features are not looked at until the next round. The rows are put in random order first, so
 * that a block holds every class.
 *
 * <p>It needs the products within each block, {@value #BLOCK} numbers a row, and one number for
 * each row and class. It is quick where there are many features for the rows, and slow where there
 * are few or all rows point the same way, just where {@link PrimalNewton} is quick: after {@value
 * #MOST_ROUNDS} rounds it leaves the rest to that.
 */
final class BlockDescent {
  /** Rows of a block: their products fit the cache, and reading the rows pays. */
  static final int BLOCK = 512;

  /** How often a block's coordinates descend before the next block has its turn. */
  private static final int PASSES = 5;

  /** Who is not done by then has rows that are too alike from block to block. */
  private static final int MOST_ROUNDS = 50;

  private static final double TOLERANCE = 1e-4;

  /** A smaller gradient moves nothing that counts. */
  private static final double SMALLEST = 1e-6;

  private final INDArray x;
  private final int d;
  private final int[] labels;
  private final int[] order;
  private final double diagonal;
  private final float[][] alpha;
  private final float[] intercepts;
  private final float[][][] products;

  /**
   * What was learned.
   *
   * @param weights {@code [classes][d + 1]}, the intercept last
   * @param isDone whether every class came to its end
   */
  record Machines(float[][] weights, boolean isDone) {}

  /** How far a class's projected gradients reach in a round. */
  private static final class Reach {
    double highest = Double.NEGATIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;

    void see(double projected) {
      highest = Math.max(highest, projected);
      lowest = Math.min(lowest, projected);
    }

    boolean isWide() {
      return highest - lowest > TOLERANCE;
    }
  }

  private BlockDescent(INDArray x, int[] labels, int classes, boolean[] used, double c) {
    this.x = x;
    this.d = x.columns();
    this.labels = labels;
    this.order = shuffled(IntStream.range(0, labels.length).filter(i -> used[i]).toArray());
    this.diagonal = 0.5 / c;
    this.alpha = new float[classes][order.length];
    this.intercepts = new float[classes];
    this.products = new float[(order.length + BLOCK - 1) / BLOCK][][];
  }

  /**
   * Trains a machine for each class against all others. The result does not depend on the number of
   * threads.
   *
   * @param x {@code [n, d]}; only read
   * @param labels class of each row
   * @param classes how many classes
   * @param used which rows count
   * @param c weight of the losses, above 0
   * @return the machines
   * @throws CancellationException if the thread is interrupted
   */
  static Machines train(INDArray x, int[] labels, int classes, boolean[] used, double c) {
    return new BlockDescent(x, labels, classes, used, c).train();
  }

  private static int[] shuffled(int[] rows) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = rows.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = rows[i];
      rows[i] = rows[j];
      rows[j] = kept;
    }
    return rows;
  }

  private Machines train() {
    int classes = alpha.length;
    try (INDArray weights = Nd4j.zeros(classes, d)) {
      int[] open = IntStream.range(0, classes).toArray();
      for (int round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
        Reach[] reach = new Reach[classes];
        Arrays.setAll(reach, k -> new Reach());
        for (int block = 0; block < products.length; block++) {
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while training a support vector machine");
          }
          descend(block, round, open, weights, reach);
        }
        open = IntStream.of(open).filter(k -> reach[k].isWide()).toArray();
      }
      float[] all = Matrices.copy(weights);
      float[][] machines = new float[classes][];
      for (int k = 0; k < classes; k++) {
        machines[k] = Arrays.copyOf(Arrays.copyOfRange(all, k * d, (k + 1) * d), d + 1);
        machines[k][d] = intercepts[k];
      }
      return new Machines(machines, open.length == 0);
    }
  }

  private void descend(int block, int round, int[] open, INDArray weights, Reach[] reach) {
    int from = block * BLOCK;
    int rows = Math.min(order.length - from, BLOCK);
    try (INDArray some = Matrices.rows(x, Arrays.copyOfRange(order, from, from + rows))) {
      if (products[block] == null) {
        products[block] = products(some);
      }
      float[] decisions = Matrices.products(weights, some);
      float[] changes = new float[alpha.length * rows];
      IntStream.of(open)
          .parallel()
          .forEach(
              k -> {
                float[] decision = Arrays.copyOfRange(decisions, k * rows, (k + 1) * rows);
                float[] change = new float[rows];
                descend(k, block, round, decision, change, reach[k]);
                System.arraycopy(change, 0, changes, k * rows, rows);
              });
      try (INDArray factors = Nd4j.create(changes, new long[] {alpha.length, rows}, 'c')) {
        Nd4j.gemm(factors, some, weights, false, false, 1, 1);
      }
    }
  }

  /** With the constant feature that carries the intercept. */
  private static float[][] products(INDArray rows) {
    int n = rows.rows();
    float[] all = Matrices.products(rows, rows);
    float[][] products = new float[n][];
    for (int i = 0; i < n; i++) {
      products[i] = Arrays.copyOfRange(all, i * n, (i + 1) * n);
      for (int j = 0; j < n; j++) {
        products[i][j] += 1;
      }
    }
    return products;
  }

  /** One class's coordinates of one block. */
  private void descend(int k, int block, int round, float[] decision, float[] change, Reach reach) {
    int from = block * BLOCK;
    int rows = decision.length;
    float[] a = alpha[k];
    for (int i = 0; i < rows; i++) {
      decision[i] += intercepts[k];
    }
    SplittableRandom random = new SplittableRandom(((long) round << 40) + ((long) block << 16) + k);
    int[] turn = IntStream.range(0, rows).toArray();
    for (int pass = 0; pass < PASSES; pass++) {
      double steepest = 0;
      for (int s = 0; s < rows; s++) {
        int other = s + random.nextInt(rows - s);
        int i = turn[other];
        turn[other] = turn[s];
        turn[s] = i;
        int y = labels[order[from + i]] == k ? 1 : -1;
        double old = a[from + i];
        double gradient = y * decision[i] - 1 + diagonal * old;
        double projected = old == 0 ? Math.min(gradient, 0) : gradient;
        if (pass == 0) {
          reach.see(projected);
        }
        steepest = Math.max(steepest, Math.abs(projected));
        if (Math.abs(projected) > SMALLEST) {
          float[] row = products[block][i];
          a[from + i] = (float) Math.max(old - gradient / (row[i] + diagonal), 0);
          float moved = (float) ((a[from + i] - old) * y);
          change[i] += moved;
          for (int j = 0; j < rows; j++) {
            decision[j] += moved * row[j];
          }
        }
      }
      if (steepest <= TOLERANCE) {
        break;
      }
    }
    for (float moved : change) {
      intercepts[k] += moved;
    }
  }
}
