package io.transferlab.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.features.Features;
import io.transferlab.testing.Blobs;
import io.transferlab.testing.Golden;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class SearchTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  @Test
  void averagePrecisionIsScikitLearns() {
    Golden golden = new Golden();
    Retrieval found = Retrieval.of(golden.rows(), golden.integers("labels"), NAMES);
    assertArrayEquals(golden.numbers("averagePrecision"), found.averagePrecision(), 1e-3);
    assertEquals(120, found.queries());
  }

  @Property(tries = 50)
  void matchesFallAndAreTheBest(
      @ForAll @IntRange(min = 2, max = 50) int n,
      @ForAll @IntRange(min = 1, max = 60) int most,
      @ForAll long seed) {
    INDArray rows = Blobs.of(n, 5, 3, seed).rows();
    SimilarityIndex index = SimilarityIndex.of(rows);
    double[] all = index.similarities(0)[0];
    List<SimilarRow> found = index.like(0, most);
    assertEquals(Math.min(most, n - 1), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertTrue(found.get(i).row() != 0);
      assertEquals(all[found.get(i).row()], found.get(i).score(), 1e-6);
      assertTrue(i == 0 || found.get(i - 1).score() >= found.get(i).score());
    }
    double worst = found.get(found.size() - 1).score();
    long better = 0;
    for (int j = 1; j < n; j++) {
      better += all[j] > worst + 1e-6 ? 1 : 0;
    }
    assertTrue(better < found.size());
  }

  @Test
  void aQueryFindsItself() {
    INDArray rows = Blobs.of(40, 6, 4, 2).rows();
    SimilarityIndex index = SimilarityIndex.of(rows);
    List<SimilarRow> found = index.nearest(Matrices.flat(rows, 7, 8), 3);
    assertEquals(7, found.get(0).row());
    assertEquals(1, found.get(0).score(), 1e-5);
    assertEquals(40, index.nearest(rows, 99).get(3).size());
  }

  @Test
  void severalQueriesAreAnsweredAsOneByOne() {
    INDArray rows = Blobs.of(300, 6, 4, 5).rows();
    SimilarityIndex index = SimilarityIndex.of(rows);
    INDArray some =
        rows.get(
            org.nd4j.linalg.indexing.NDArrayIndex.interval(40, 47),
            org.nd4j.linalg.indexing.NDArrayIndex.all());
    List<List<SimilarRow>> together = index.nearest(some, 5);
    for (int i = 0; i < 7; i++) {
      assertEquals(
          index.nearest(Matrices.flat(rows, 40 + i, 41 + i), 5).toString(),
          together.get(i).toString());
      assertEquals(40 + i, together.get(i).get(0).row());
    }
  }

  @Test
  void averagePrecisionOfManyRowsIsThatOfPairs() {
    // Two classes at right angles: every ranking is perfect, in every block of queries.
    float[][] rows = new float[600][];
    int[] labels = new int[600];
    for (int i = 0; i < 600; i++) {
      labels[i] = i / 300;
      rows[i] = labels[i] == 0 ? new float[] {1 + i, 0} : new float[] {0, 1 + i};
    }
    assertArrayEquals(
        new double[] {1, 1},
        Retrieval.of(Matrices.of(rows), labels, List.of("a", "b")).averagePrecision(),
        1e-12);
  }

  @Test
  void zerosAreLikeNothing() {
    SimilarityIndex index =
        SimilarityIndex.of(Matrices.of(new float[][] {{0, 0}, {1, 0}, {-2, 0}}));
    assertArrayEquals(new double[] {0, 0, 0}, index.similarities(0)[0]);
    assertArrayEquals(new double[] {0, 1, -1}, index.similarities(1)[0], 1e-6);
  }

  @Test
  void theGraphFindsNearlyAll() {
    INDArray rows = Blobs.of(500, 12, 5, 3).rows();
    ApproximateIndex graph = ApproximateIndex.of(rows).withEf(100);
    List<String> keys = java.util.stream.IntStream.range(0, 500).mapToObj(i -> "k" + i).toList();
    Features features = Features.of("x", rows, new int[500], List.of("x"), keys);
    SimilarityIndex exact = SimilarityIndex.of(features);
    double found = graph.recall(exact, features, 10);
    assertTrue(found > 0.95, "found " + found);
    assertTrue(graph.withEf(10).recall(exact, features, 10) <= found);
    assertEquals(1, exact.recall(exact, features, 10));
    assertEquals(List.of("graph, ef 100", "all rows"), List.of(graph + "", exact + ""));
    assertEquals(exact.similarities(3)[0][9], exact.similarity(3, 9), 1e-6);
    assertThrows(LabException.class, () -> exact.similarity(3, 500));
  }

  @Test
  void wrongQuestionsAreRefused() {
    SimilarityIndex index = SimilarityIndex.of(Matrices.of(new float[][] {{1, 0}, {1, 1}}));
    assertThrows(LabException.class, () -> index.nearest(new float[] {1, 2, 3}, 1));
    assertThrows(LabException.class, () -> index.like(2, 1));
    assertThrows(LabException.class, () -> index.like(0, 0));
    assertThrows(LabException.class, () -> index.nearest(new float[] {Float.NaN, 1}, 1));
  }
}
