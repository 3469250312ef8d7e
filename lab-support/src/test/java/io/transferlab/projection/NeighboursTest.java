package io.transferlab.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.testing.Blobs;
import io.transferlab.testing.Golden;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NeighboursTest {
  private static final Golden GOLDEN = new Golden();

  @Test
  void neighboursAreScikitLearns() {
    Neighbours found = Neighbours.exact(GOLDEN.rows(), 5);
    double[][] golden = GOLDEN.table("neighbours");
    for (int i = 0; i < 120; i++) {
      int[] expected = Arrays.stream(golden[i]).mapToInt(v -> (int) v).toArray();
      assertArrayEquals(expected, found.of(i), "row " + i);
    }
  }

  @Property(tries = 40)
  void noOtherRowIsNearer(
      @ForAll @IntRange(min = 2, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 8) int d,
      @ForAll long seed) {
    Random dice = new Random(seed);
    float[][] rows = new float[n][d];
    for (float[] row : rows) {
      for (int j = 0; j < d; j++) {
        // Few values far from 0: many rows are equal, and rounding has something to spoil.
        row[j] = 100 + dice.nextInt(4);
      }
    }
    int k = Math.min(5, n - 1);
    Neighbours found = Neighbours.exact(Matrices.of(rows), k);
    for (int i = 0; i < n; i++) {
      int of = i;
      double[] all =
          IntStream.range(0, n)
              .filter(j -> j != of)
              .mapToDouble(j -> squares(rows, of, j))
              .sorted()
              .toArray();
      for (int rank = 0; rank < k; rank++) {
        assertEquals(all[rank], squares(rows, i, found.at(i, rank)), 1e-9);
        assertEquals(all[rank], found.squaredDistance(i, rank), 1e-5);
      }
      assertEquals(k, Arrays.stream(found.of(i)).distinct().filter(j -> j != of).count());
    }
  }

  private static double squares(float[][] rows, int a, int b) {
    return IntStream.range(0, rows[a].length)
        .mapToDouble(c -> (rows[a][c] - rows[b][c]) * (rows[a][c] - rows[b][c]))
        .sum();
  }

  @Test
  void tilesChangeNothing() {
    INDArray rows = Blobs.of(150, 7, 4, 8).rows();
    Neighbours whole = Neighbours.exact(rows, 6);
    try (Workers workers = Workers.all()) {
      // Queries of a task, rows of a tile; the last of each has fewer.
      for (int[] size : new int[][] {{150, 150}, {47, 64}, {64, 47}, {1, 1}, {200, 7}}) {
        Neighbours tiles = ExactNeighbours.find(rows, 6, workers, size[0], size[1]);
        for (int i = 0; i < 150; i++) {
          assertArrayEquals(whole.of(i), tiles.of(i), "row " + i);
        }
      }
    }
  }

  @Test
  void theGraphFindsNearlyAll() {
    INDArray rows = Blobs.of(600, 16, 6, 4).rows();
    Neighbours exact = Neighbours.exact(rows, 10);
    Neighbours found = Neighbours.approximate(rows, 10);
    long right =
        IntStream.range(0, 600)
            .mapToLong(
                i ->
                    Arrays.stream(found.of(i))
                        .filter(j -> Arrays.stream(exact.of(i)).anyMatch(e -> e == j))
                        .count())
            .sum();
    assertTrue(right > 0.95 * 6000, right + " of 6000");
  }

  @Test
  void tooManyNeighboursAreRefused() {
    assertThrows(LabException.class, () -> Neighbours.exact(Nd4j.rand(4, 2), 4));
    assertThrows(LabException.class, () -> Neighbours.exact(Nd4j.rand(4, 2), 0));
  }

  @Test
  void anInterruptStopsTheSearch() {
    Thread.currentThread().interrupt();
    INDArray rows = Blobs.of(20, 2, 2, 1).rows();
    assertThrows(CancellationException.class, () -> Neighbours.exact(rows, 3));
    assertTrue(Thread.interrupted());
  }

  @Test
  void trustworthinessIsScikitLearns() {
    INDArray rows = GOLDEN.rows();
    INDArray map =
        rows.get(
            org.nd4j.linalg.indexing.NDArrayIndex.all(),
            org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 2));
    assertEquals(GOLDEN.number("trustworthiness"), Trustworthiness.of(rows, map, 5), 1e-3);
    assertEquals(1, Trustworthiness.of(rows, rows, 5), 1e-12);
  }

  @Test
  void sharedNeighboursAreCounted() {
    Neighbours first = Neighbours.exact(Matrices.of(new float[][] {{0}, {1}, {3}, {7}}), 2);
    assertEquals(1, first.shared(first));
    // 0: 1 2 and 1 3; 1: 0 2 and 3 0; 2: 1 0 and 3 1; 3: 2 1 and 1 2.
    Neighbours second = Neighbours.exact(Matrices.of(new float[][] {{0}, {3}, {9}, {5}}), 2);
    assertEquals(5 / 8.0, first.shared(second));
    Neighbours fewer = Neighbours.exact(Matrices.of(new float[][] {{0}, {3}, {9}, {5}}), 1);
    LabException e = assertThrows(LabException.class, () -> first.shared(fewer));
    assertTrue(e.getMessage().contains("2 neighbours of each of 4 rows"), e.getMessage());
  }

  @Test
  void manyEqualRowsHaveApproximateNeighboursToo() {
    Neighbours found = Neighbours.approximate(Nd4j.zeros(DataType.FLOAT, 400, 3), 30);
    for (int row = 0; row < 400; row++) {
      int self = row;
      int[] others = Arrays.stream(found.of(row)).filter(i -> i != self).distinct().toArray();
      assertEquals(30, others.length);
    }
  }
}
