package io.transferlab.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.Blobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MapMeasuresTest {
  @Test
  void aBetterMapIsMeasuredBetter() {
    INDArray rows = Blobs.of(120, 8, 4, 1).rows();
    MapQuality tsne =
        MapQuality.of(
            rows, Tsne.defaults().withPerplexity(10).withIterations(300).map(rows).points(), 10);
    MapQuality noise =
        MapQuality.of(rows, Nd4j.randn(0, 5, new long[] {120, 2}, Nd4j.getRandom()), 10);
    assertTrue(tsne.kl() < noise.kl() / 2, tsne + " and " + noise);
    assertTrue(tsne.trustworthiness() > noise.trustworthiness() + 0.2, tsne + " and " + noise);
    assertThrows(LabException.class, () -> MapQuality.of(rows, Nd4j.ones(120, 3), 10));
  }

  @Test
  void someQuestionsMeasureAsAll() {
    INDArray rows = Blobs.of(300, 8, 4, 2).rows();
    INDArray map = Pca.map(rows).points();
    assertEquals(Trustworthiness.of(rows, map, 5), Trustworthiness.ofSome(rows, map, 5, 150), 0.02);
    assertThrows(LabException.class, () -> Trustworthiness.of(rows, map, 150));
  }

  /** By the definition, one point after the other; blocks of rows and of points change nothing. */
  @Test
  void inHoweverManyBlocksTheMeasureIsTheSame() {
    INDArray rows = Blobs.of(150, 9, 4, 3).rows();
    INDArray map = Pca.map(rows).points();
    int n = 150;
    int k = 6;
    double[][] far = squares(rows);
    double[][] near = squares(map);
    long penalty = 0;
    for (int i = 0; i < n; i++) {
      List<Integer> byRows = ranked(far[i], i);
      for (int j : ranked(near[i], i).subList(0, k)) {
        penalty += Math.max(0, byRows.indexOf(j) + 1 - k);
      }
    }
    double expected = 1 - 2.0 * penalty / (n * k * (2.0 * n - 3.0 * k - 1));
    assertTrue(expected < 0.99, "a map that is wrong somewhere");
    assertEquals(expected, Trustworthiness.of(rows, map, k), 1e-12);
    for (int numbers : new int[] {1, 7 * n, 100_000}) {
      assertEquals(expected, Trustworthiness.ofSome(rows, map, k, n, numbers), 1e-12);
    }
    assertEquals(
        Trustworthiness.ofSome(rows, map, k, 40),
        Trustworthiness.ofSome(rows, map, k, 40, 3 * n),
        1e-12);
  }

  private static double[][] squares(INDArray rows) {
    float[][] values = rows.toFloatMatrix();
    double[][] all = new double[values.length][values.length];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        for (int c = 0; c < values[i].length; c++) {
          double difference = values[i][c] - values[j][c];
          all[i][j] += difference * difference;
        }
      }
    }
    return all;
  }

  private static List<Integer> ranked(double[] squares, int without) {
    return IntStream.range(0, squares.length)
        .filter(j -> j != without)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> squares[j]))
        .toList();
  }

  @Test
  void aMapIsWrittenAsCsv(@TempDir Path folder) throws Exception {
    INDArray points = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4.5f}});
    Projection map = Projection.of(points, "PCA", Map.of());
    var table = MapTable.of(map, List.of("a.png", "b, c.png"), new int[] {1, 0}, List.of("x", "y"));
    assertEquals(
        List.of("key,class,x,y", "a.png,y,1.0,2.0", "\"b, c.png\",x,3.0,4.5"),
        Files.readAllLines(MapTable.csv(table, folder.resolve("map.csv"))));
    assertThrows(LabException.class, () -> MapTable.of(map, List.of("a"), new int[0], List.of()));
  }
}
