package io.transferlab.projection;

import io.transferlab.core.Matrices;
import io.transferlab.core.RowReader;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * All distances by blocks of one matrix product; then the candidates' distances again in double,
 * since |a|^2 + |b|^2 - 2ab loses digits where a and b are close. Ours because Smile's search trees
 * degenerate to comparing every pair, one number at a time, from some twenty dimensions on.
 */
final class ExactNeighbours {
  /** Candidates beyond k, so that rounding does not lose one at the border. */
  private static final int SPARE = 8;

  /** Products at a time: 32 MB. */
  private static final int BLOCK = 8 << 20;

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
    for (int start = 0; start < n; start += block) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while looking for neighbours");
      }
      int first = start;
      int count = Math.min(block, n - start);
      float[] products;
      try (INDArray queries =
          centred.get(NDArrayIndex.interval(start, start + count), NDArrayIndex.all()).dup()) {
        products = Matrices.products(queries, centred);
      }
      workers.forEach(
          count,
          q -> {
            int row = first + q;
            Nearest nearest = new Nearest(Math.min(n - 1, k + SPARE));
            int offset = q * n;
            for (int j = 0; j < n; j++) {
              float distance = norms[j] - 2 * products[offset + j];
              if (distance < nearest.worst() && j != row) {
                nearest.offer(distance, j);
              }
            }
            nearest.exact(reader, row);
            nearest.write(indices, squares, row * k, k);
          });
    }
    return new Neighbours(k, indices, squares);
  }
}
