package io.transferlab.search;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.features.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Rows to be searched by cosine similarity, exactly: one product of matrices gives all scores.
 *
 * <pre>{@code
 * SimilarityIndex index = SimilarityIndex.of(features);
 * for (SimilarRow match : index.like(0, 10)) { ... }
 * }</pre>
 *
 * <p>A row of zeros has no direction: its score with everything is 0. More matches than rows are
 * never given: asking for too many gives all. Immutable.
 */
public final class SimilarityIndex implements VectorIndex {
  /** Scores at a time: 32 MB. */
  private static final int BLOCK = 8 << 20;

  private final INDArray unit;

  private SimilarityIndex(INDArray unit) {
    this.unit = unit;
  }

  /**
   * Makes pictures searchable by their features.
   *
   * @param features of the pictures to be found
   * @return the index
   */
  public static SimilarityIndex of(Features features) {
    return of(features.matrix());
  }

  /**
   * Makes rows searchable.
   *
   * @param rows {@code [n, d]}, finite
   * @return the index
   */
  public static SimilarityIndex of(INDArray rows) {
    return new SimilarityIndex(Matrices.unit(Matrices.checked(rows, 1)));
  }

  /**
   * The rows most like another vector.
   *
   * @param query d numbers
   * @param most how many at most, at least 1
   * @return best first; of equal scores the lower row first
   */
  @Override
  public List<SimilarRow> nearest(float[] query, int most) {
    return nearest(Matrices.of(new float[][] {query}), most).get(0);
  }

  /**
   * The rows most like each of several vectors.
   *
   * @param queries {@code [q, d]}, finite
   * @param most how many at most, at least 1
   * @return for each query its matches, best first
   */
  public List<List<SimilarRow>> nearest(INDArray queries, int most) {
    INDArray asked = unit(queries);
    int n = size();
    int count = requireSome(most);
    List<List<SimilarRow>> all = new ArrayList<>();
    int block = Math.max(1, BLOCK / n);
    for (int start = 0; start < asked.size(0); start += block) {
      float[] scores = scores(asked, start, block);
      IntStream.range(0, scores.length / n)
          .parallel()
          .mapToObj(q -> best(scores, q * n, n, count, -1))
          .forEachOrdered(all::add);
    }
    return all;
  }

  /**
   * The rows most like one of them, without itself.
   *
   * @param row its number
   * @param most how many at most, at least 1
   * @return best first
   */
  public List<SimilarRow> like(int row, int most) {
    requireRow(row);
    return best(scores(unit, row, 1), 0, size(), requireSome(most), row);
  }

  /**
   * How alike two rows are.
   *
   * @param row one
   * @param other the other
   * @return the cosine of their angle, -1 to 1
   */
  public double similarity(int row, int other) {
    requireRow(row);
    requireRow(other);
    return Transforms.dot(unit.getRow(row), unit.getRow(other)).getDouble(0);
  }

  /**
   * The similarities of some rows with all.
   *
   * @param rows row numbers
   * @return {@code [rows][n]}, each from -1 to 1
   */
  public double[][] similarities(int... rows) {
    return Arrays.stream(rows)
        .mapToObj(
            row -> {
              float[] scores = scores(unit, row, 1);
              return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
            })
        .toArray(double[][]::new);
  }

  private void requireRow(int row) {
    if (row < 0 || row >= size()) {
      throw LabException.of("a row from 0 to " + (size() - 1), String.valueOf(row), "count from 0");
    }
  }

  private static int requireSome(int most) {
    if (most < 1) {
      throw LabException.of("at least 1 match", String.valueOf(most), "ask for 10");
    }
    return most;
  }

  private INDArray unit(INDArray queries) {
    if (queries.rank() != 2 || queries.size(1) != unit.size(1)) {
      throw LabException.of(
          "queries of " + unit.size(1) + " numbers",
          "the shape " + Arrays.toString(queries.shape()),
          "compute them with the same network and layers");
    }
    return Matrices.unit(Matrices.checked(queries, 1));
  }

  /** Scores of some queries, one query after the other. */
  private float[] scores(INDArray queries, int start, int block) {
    long end = Math.min(queries.size(0), start + (long) block);
    INDArray some = queries.get(NDArrayIndex.interval(start, end), NDArrayIndex.all()).dup();
    return Matrices.products(some, unit);
  }

  private static List<SimilarRow> best(float[] scores, int from, int n, int most, int without) {
    return IntStream.range(0, n)
        .filter(i -> i != without)
        .mapToObj(i -> new SimilarRow(i, Math.max(-1, Math.min(1, scores[from + i]))))
        .sorted(
            Comparator.comparingDouble((SimilarRow m) -> -m.score())
                .thenComparingInt(SimilarRow::row))
        .limit(most)
        .toList();
  }

  /** The rows, each of length 1. */
  INDArray unitRows() {
    return unit;
  }

  /**
   * How many rows there are.
   *
   * @return n
   */
  public int size() {
    return Math.toIntExact(unit.size(0));
  }

  @Override
  public String toString() {
    return "all rows";
  }
}
