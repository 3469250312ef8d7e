package io.transferlab.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearHashesTest {
  /** Some alone, most in crowds as of pictures that look alike, some twice. */
  private static long[] hashes(int n, SplittableRandom random) {
    long[] hashes = new long[n];
    for (int i = 0; i < n; i++) {
      long hash = random.nextInt(4) == 0 || i == 0 ? random.nextLong() : hashes[random.nextInt(i)];
      for (int changed = random.nextInt(10); changed > 0 && i > 0; changed--) {
        hash ^= 1L << random.nextInt(64);
      }
      hashes[i] = hash;
    }
    return hashes;
  }

  @ParameterizedTest(name = "{0} hashes, {1} bits")
  @CsvSource({
    "0, 5",
    "1, 14",
    "2, 0",
    "7, 14",
    "300, 1",
    "300, 12",
    "3000, 12",
    "3000, 14",
    "70000, 12",
    "500, 40"
  })
  void findsExactlyThoseWithinTheRadiusAndEachOnce(int n, int radius) {
    SplittableRandom random = new SplittableRandom(n + radius);
    long[] hashes = hashes(n, random);
    NearHashes index = new NearHashes(hashes, radius);
    int found = 0;
    for (int question = 0; question < 60; question++) {
      long asked = n == 0 ? 0 : hashes[random.nextInt(n)] ^ 1L << random.nextInt(64);
      Map<Integer, Integer> expected = new TreeMap<>();
      for (int i = 0; i < n; i++) {
        int distance = Long.bitCount(asked ^ hashes[i]);
        if (distance <= radius) {
          expected.put(i, distance);
        }
      }
      Map<Integer, Integer> near = new TreeMap<>();
      index.near(asked, (i, distance) -> assertNull(near.put(i, distance), "told twice: " + i));
      assertEquals(expected, near);
      found += near.size();
    }
    assertTrue(found > 0 || n < 2 || radius == 0);
  }
}
