package io.transferlab.projection;

import io.transferlab.core.BlasThreads;
import io.transferlab.core.Matrices;
import io.transferlab.core.RowReader;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All distances by blocks of one matrix product; then the candidates' distances again in double,
 * since |a|^2 + |b|^2 - 2ab loses digits where a and b are close. Ours because Smile's search trees
 * degenerate to comparing every pair, one number at a time, from some twenty dimensions on.
 */
final class ExactNeighbours {
  /** Candidates beyond k, so that rounding does not lose one at the border. */
  private static final int SPARE = 8;

  /** Rows whose neighbours one task looks for: all others are read once for so many. */
  private static final int QUERIES = 128;

  /** Rows they are compared with at a time: the products stay in a core's cache. */
  private static final int TILE = 2048;

  /** Tasks for each core between two looks whether the thread was interrupted. */
  private static final int ROUND = 8;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final RowReader reader;
  private final float[] norms;
  private final int n;
  private final int k;
  private final int queries;
  private final int tile;
  private final int[] indices;
  private final float[] squares;

  private ExactNeighbours(INDArray rows, int k, int queries, int tile) {
    INDArray centred = Matrices.centred(rows);
    this.k = k;
    this.queries = queries;
    this.tile = tile;
    n = Math.toIntExact(rows.size(0));
    reader = RowReader.of(centred);
    norms = Matrices.squaredLengths(centred);
    indices = new int[Math.multiplyExact(n, k)];
    squares = new float[n * k];
  }

  static Neighbours find(INDArray rows, int k, Workers workers) {
    return find(rows, k, workers, QUERIES, TILE);
  }

  static Neighbours find(INDArray rows, int k, Workers workers, int queries, int tile) {
    ExactNeighbours search = new ExactNeighbours(rows, k, queries, tile);
    // Each core computes its own products: they are too small to be worth waiting for one another.
    return BlasThreads.shared(CORES, () -> search.all(workers));
  }

  private Neighbours all(Workers workers) {
    int tasks = (n + queries - 1) / queries;
    for (int done = 0; done < tasks; done += ROUND * CORES) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while looking for neighbours");
      }
      int first = done;
      workers.forEach(Math.min(ROUND * CORES, tasks - done), task -> find(first + task));
    }
    return new Neighbours(k, indices, squares);
  }

  private void find(int task) {
    int first = task * queries;
    int count = Math.min(queries, n - first);
    int width = Math.min(n, tile);
    float[] keys = new float[width];
    Nearest[] nearest = new Nearest[count];
    Arrays.setAll(nearest, q -> new Nearest(Math.min(n - 1, k + SPARE)));
    try (FloatPointer products = new FloatPointer((long) width * count)) {
      FloatBuffer read = products.asBuffer();
      for (int from = 0; from < n; from += width) {
        int many = Math.min(width, n - from);
        reader.products(reader.at(first), count, from, many, products);
        for (int q = 0; q < count; q++) {
          read.get(q * many, keys, 0, many);
          offer(keys, from, many, first + q, nearest[q]);
        }
      }
    }
    for (int q = 0; q < count; q++) {
      nearest[q].exact(reader, first + q);
      nearest[q].write(indices, squares, (first + q) * k, k);
    }
  }

  /** Keys are products; they become squared distances but for the query's own length. */
  private void offer(float[] keys, int from, int many, int row, Nearest nearest) {
    for (int j = 0; j < many; j++) {
      keys[j] = norms[from + j] - 2 * keys[j];
    }
    if (row >= from && row < from + many) {
      keys[row - from] = Float.POSITIVE_INFINITY;
    }
    float worst = nearest.worst();
    for (int j = 0; j < many; j++) {
      if (keys[j] < worst) {
        nearest.offer(keys[j], from + j);
        worst = nearest.worst();
      }
    }
  }
}
