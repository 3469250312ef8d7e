package io.transferlab.projection;

import io.transferlab.core.Matrices;
import io.transferlab.core.RowReader;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * All distances by blocks of one matrix product; then the candidates' distances again in double,
 * since |a|^2 + |b|^2 - 2ab loses digits where a and b are close. Ours because Smile's search trees
 * degenerate to comparing every pair, one number at a time, from some twenty dimensions on.
 */
final class ExactNeighbours {
  /** Candidates beyond k, so that rounding does not lose one at the border. */
  private static final int SPARE = 8;

  /** Products at a time: 8 MB, which stay in the cache. */
  private static final int BLOCK = 2 << 20;

  private ExactNeighbours() {}

  static Neighbours find(INDArray rows, int k, Workers workers) {
    return find(rows, k, workers, BLOCK);
  }

  static Neighbours find(INDArray rows, int k, Workers workers, int productsAtATime) {
    int n = Math.toIntExact(rows.size(0));
    INDArray centred = Matrices.centred(rows);
    float[] norms = Matrices.squaredLengths(centred);
    RowReader reader = RowReader.of(centred);
    int[] indices = new int[Math.multiplyExact(n, k)];
    float[] squares = new float[n * k];
    int block = Math.max(1, Math.min(n, productsAtATime / n));
    float[] products = new float[block * n];
    // In this order each query's products lie together, and nothing has to be turned round.
    try (INDArray all = Nd4j.createUninitialized(DataType.FLOAT, new long[] {n, block}, 'f')) {
      for (int start = 0; start < n; start += block) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while looking for neighbours");
        }
        int first = start;
        int count = Math.min(block, n - start);
        multiply(centred, start, count, all, products);
        workers.forEach(
            count,
            q -> {
              Nearest nearest = new Nearest(Math.min(n - 1, k + SPARE));
              offer(products, q * n, norms, first + q, nearest);
              nearest.exact(reader, first + q);
              nearest.write(indices, squares, (first + q) * k, k);
            });
      }
    }
    return new Neighbours(k, indices, squares);
  }

  private static void multiply(
      INDArray rows, int start, int count, INDArray all, float[] products) {
    INDArray some = all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, count));
    try (INDArray queries =
        rows.get(NDArrayIndex.interval(start, start + count), NDArrayIndex.all()).dup('c')) {
      Nd4j.gemm(rows, queries, some, false, true, 1, 0);
    }
    Nd4j.getAffinityManager().ensureLocation(all, AffinityManager.Location.HOST);
    all.data().asNioFloat().get(products, 0, count * Math.toIntExact(rows.size(0)));
  }

  private static void offer(float[] products, int at, float[] norms, int row, Nearest nearest) {
    for (int j = 0; j < norms.length; j++) {
      products[at + j] = norms[j] - 2 * products[at + j];
    }
    products[at + row] = Float.POSITIVE_INFINITY;
    float worst = nearest.worst();
    for (int j = 0; j < norms.length; j++) {
      if (products[at + j] < worst) {
        nearest.offer(products[at + j], j);
        worst = nearest.worst();
      }
    }
  }
}
