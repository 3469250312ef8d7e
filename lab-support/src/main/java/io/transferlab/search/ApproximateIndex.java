package io.transferlab.search;

import com.github.jelmerk.knn.DistanceFunctions;
import com.github.jelmerk.knn.Item;
import com.github.jelmerk.knn.hnsw.HnswIndex;
import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.RowReader;
import io.transferlab.features.Features;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Search by cosine similarity in a navigable graph (HNSW: Malkov and Yashunin 2020, by hnswlib):
 * looks at few rows instead of all, and sometimes misses one. Worth it from some 100,000 rows on.
 */
public final class ApproximateIndex implements VectorIndex {
  private static final int LINKS = 16;
  private static final int CONSTRUCTION = 200;

  private final HnswIndex<Integer, float[], Row, Float> graph;
  private int ef = 50;

  private ApproximateIndex(HnswIndex<Integer, float[], Row, Float> graph) {
    this.graph = graph;
  }

  private record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  /**
   * Builds the graph of features.
   *
   * @param features of the pictures to be found
   * @return the index, its ef 50
   */
  public static ApproximateIndex of(Features features) {
    return of(features.matrix());
  }

  /**
   * Builds the graph.
   *
   * @param rows {@code [n, d]}, finite
   * @return the index, its ef 50
   * @throws CancellationException if the thread is interrupted; the flag stays set
   */
  public static ApproximateIndex of(INDArray rows) {
    RowReader unit = RowReader.of(Matrices.unit(Matrices.checked(rows, 1)));
    int n = Math.toIntExact(unit.rows());
    HnswIndex<Integer, float[], Row, Float> graph =
        HnswIndex.newBuilder(unit.columns(), DistanceFunctions.FLOAT_INNER_PRODUCT, n)
            .withM(LINKS)
            .withEfConstruction(CONSTRUCTION)
            .withEf(1) // what is asked for says how many are looked at
            .build();
    try {
      graph.addAll(IntStream.range(0, n).mapToObj(i -> new Row(i, unit.row(i))).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while building the index");
    }
    return new ApproximateIndex(graph);
  }

  /**
   * How many candidates a search keeps.
   *
   * @return at least 1
   */
  public int ef() {
    return ef;
  }

  /**
   * A search of the same graph that keeps more candidates or fewer. Nothing is built again.
   *
   * @param value at least 1: more is slower and finds more; 50 is usual
   * @return the index with that ef
   */
  public ApproximateIndex withEf(int value) {
    if (value < 1) {
      throw LabException.of("an ef of at least 1", String.valueOf(value), "50 is usual");
    }
    ApproximateIndex copy = new ApproximateIndex(graph);
    copy.ef = value;
    return copy;
  }

  /**
   * Rows much like a vector, nearly always the most alike.
   *
   * @param query d numbers
   * @param most how many at most, at least 1
   * @return best first
   */
  @Override
  public List<SimilarRow> nearest(float[] query, int most) {
    float[] unit = Matrices.flat(Matrices.unit(Matrices.of(new float[][] {query})));
    // hnswlib keeps as many candidates as it is asked for, or ef, if that is more.
    return graph.findNearest(unit, Math.max(ef, most)).stream()
        .limit(most)
        .map(r -> new SimilarRow(r.item().id(), Math.max(-1, Math.min(1, 1 - r.distance()))))
        .toList();
  }

  @Override
  public String toString() {
    return "graph, ef " + ef;
  }
}
