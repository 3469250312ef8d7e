package io.transferlab.words.train;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * One epoch of GloVe on several threads whose result does not depend on how many there are. The
 * vocabulary is dealt into {@value #SHARDS} hands; a block holds the cells with rows of one hand
 * and columns of another. Blocks that share neither run at the same time, as in R. Gemulla, E.
 * Nijkamp, P. J. Haas, Y. Sismanis: Large-scale matrix factorization with distributed stochastic
 * gradient descent, KDD 2011: no two threads ever touch the same vector.
 */
final class GloveShards {
  static final int SHARDS = 8;

  private final GloveModel model;
  private final Cooccurrence cells;
  private final float[] logs;
  private final float[] weights;
  private final int[][] blocks;
  private final long seed;

  GloveShards(GloveModel model, Cooccurrence cells, long seed) {
    this.model = model;
    this.cells = cells;
    this.seed = seed;
    logs = new float[cells.size()];
    weights = new float[cells.size()];
    int[] sizes = new int[SHARDS * SHARDS];
    for (int i = 0; i < cells.size(); i++) {
      // StrictMath: the same bits on every machine.
      logs[i] = (float) StrictMath.log(cells.value(i));
      weights[i] = model.weight(cells.value(i));
      sizes[block(i)]++;
    }
    blocks = new int[SHARDS * SHARDS][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new int[sizes[b]];
    }
    int[] filled = new int[blocks.length];
    for (int i = 0; i < cells.size(); i++) {
      int b = block(i);
      blocks[b][filled[b]++] = i;
    }
  }

  private int block(int cell) {
    return cells.row(cell) % SHARDS * SHARDS + cells.column(cell) % SHARDS;
  }

  /**
   * Learns from every cell once.
   *
   * @param epoch which pass, for the order of the cells
   * @return the mean cost of a cell, measured while learning
   * @throws CancellationException if interrupted; whole blocks are done or not begun
   */
  double epoch(int epoch) {
    double[] costs = new double[blocks.length];
    Thread caller = Thread.currentThread();
    for (int shift = 0; shift < SHARDS; shift++) {
      int by = shift;
      IntStream.range(0, SHARDS)
          .map(row -> row * SHARDS + (row + by) % SHARDS)
          .parallel()
          .filter(block -> !caller.isInterrupted())
          .forEach(block -> costs[block] = learn(block, epoch));
      if (caller.isInterrupted()) {
        throw new CancellationException("interrupted in epoch " + epoch);
      }
    }
    double sum = 0;
    for (double cost : costs) {
      sum += cost;
    }
    return sum / cells.size();
  }

  private double learn(int block, int epoch) {
    int[] order = blocks[block];
    shuffle(order, new Random(seed + 31L * epoch * blocks.length + block));
    double cost = 0;
    for (int cell : order) {
      cost += model.step(cells.row(cell), cells.column(cell), logs[cell], weights[cell]);
    }
    return cost;
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }
}
