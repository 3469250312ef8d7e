package io.transferlab.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.transferlab.core.Matrices;
import io.transferlab.core.RowReader;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NearestTest {
  @Property(tries = 200)
  void theSmallestAreKeptAndOfEqualOnesTheLowerItems(
      @ForAll @IntRange(min = 1, max = 12) int capacity,
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll long seed) {
    Random dice = new Random(seed);
    float[][] rows = new float[n + 1][1];
    for (int i = 1; i <= n; i++) {
      rows[i][0] = dice.nextInt(60) / 8f; // exact, and many are equal
    }
    Nearest nearest = new Nearest(capacity);
    for (int i = 1; i <= n; i++) {
      nearest.offer(rows[i][0] * rows[i][0] - 5, i); // negative ones too
    }
    int[] expected =
        IntStream.rangeClosed(1, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> (double) rows[i][0] * rows[i][0]))
            .limit(capacity)
            .mapToInt(i -> i)
            .toArray();
    int k = expected.length;
    int[] items = new int[k];
    float[] squares = new float[k];
    nearest.exact(RowReader.of(Matrices.of(rows)), 0);
    nearest.write(items, squares, 0, k);
    assertArrayEquals(expected, items);
    for (int i = 0; i < k; i++) {
      assertEquals(rows[items[i]][0] * rows[items[i]][0], squares[i]);
    }
  }
}
