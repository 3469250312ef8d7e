package io.transferlab.projection;

import com.github.jelmerk.knn.DistanceFunctions;
import com.github.jelmerk.knn.Item;
import com.github.jelmerk.knn.SearchResult;
import com.github.jelmerk.knn.hnsw.HnswIndex;
import io.transferlab.core.RowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Neighbours by hnswlib. */
final class ApproximateNeighbours {
  private static final int LINKS = 16;
  private static final int CONSTRUCTION = 200;

  private ApproximateNeighbours() {}

  /** A row with its number. */
  record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  static Neighbours find(INDArray rows, int k) {
    int n = Math.toIntExact(rows.size(0));
    RowReader reader = RowReader.of(rows);
    HnswIndex<Integer, float[], Row, Float> index =
        HnswIndex.newBuilder(reader.columns(), DistanceFunctions.FLOAT_EUCLIDEAN_DISTANCE, n)
            .withM(LINKS)
            .withEfConstruction(CONSTRUCTION)
            .withEf(Math.max(100, 2 * k))
            .build();
    List<Row> all = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      all.add(new Row(i, reader.row(i)));
    }
    try {
      index.addAll(all);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while building the index");
    }
    int[] indices = new int[Math.multiplyExact(n, k)];
    float[] squares = new float[n * k];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              List<SearchResult<Row, Float>> found = index.findNearest(all.get(i).vector(), k + 1);
              if (write(found, i, k, indices, squares) < k) {
                exactly(reader, i, k, indices, squares);
              }
            });
    return new Neighbours(k, indices, squares);
  }

  /** Many equal rows can part the graph, so that it leads to too few: then all are looked at. */
  private static void exactly(RowReader rows, int row, int k, int[] indices, float[] squares) {
    Nearest nearest = new Nearest(k);
    float[] from = rows.row(row);
    for (int j = 0; j < rows.rows(); j++) {
      double sum = rows.squaredDistance(from, j);
      if (j != row && sum < nearest.worst()) {
        nearest.offer((float) sum, j);
      }
    }
    nearest.exact(rows, row);
    nearest.write(indices, squares, row * k, k);
  }

  private static int write(
      List<SearchResult<Row, Float>> found, int row, int k, int[] indices, float[] squares) {
    int rank = 0;
    for (SearchResult<Row, Float> result : found) {
      if (result.item().id() != row && rank < k) {
        indices[row * k + rank] = result.item().id();
        squares[row * k + rank] = result.distance() * result.distance();
        rank++;
      }
    }
    return rank;
  }
}
