package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import io.transferlab.core.RowReader;
import io.transferlab.features.Features;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a map can be trusted: 1 if the k nearest points of each point are among its k nearest in
 * the data, less the further down the data's ranking they come from (Venna and Kaski 2001; van der
 * Maaten 2009).
 */
public final class Trustworthiness {
  private static final long SEED = 1;

  /** Distances kept at a time, in numbers of 8 bytes. */
  private static final int BLOCK = 2 << 20;

  /** So much less of the rows is read at a time: it shall stay in the cache. */
  private static final int PARTS = 8;

  private Trustworthiness() {}

  /**
   * Measures a map of features with all points.
   *
   * @param features what was mapped
   * @param map the map
   * @param k how many neighbours, at least 1, less than n / 2
   * @return 0 to 1
   */
  public static double of(Features features, Projection map, int k) {
    return of(features.matrix(), map.points(), k);
  }

  /**
   * Measures a map with all points.
   *
   * @param rows {@code [n, d]}: what was mapped
   * @param map {@code [n, 2]}
   * @param k how many neighbours, at least 1, less than n / 2
   * @return 0 to 1
   */
  public static double of(INDArray rows, INDArray map, int k) {
    return ofSome(rows, map, k, Math.toIntExact(rows.size(0)));
  }

  /**
   * Measures a map with some of its points, each compared with all: for large n. The points are
   * chosen by chance, but the same for all maps of as many rows, so that maps compare.
   *
   * @param rows {@code [n, d]}: what was mapped
   * @param map {@code [n, 2]}
   * @param k how many neighbours, at least 1, less than n / 2
   * @param most how many points are asked at most
   * @return 0 to 1
   */
  public static double ofSome(INDArray rows, INDArray map, int k, int most) {
    int n = Math.toIntExact(rows.size(0));
    if (map.size(0) != n || k < 1 || 2 * k >= n) {
      throw LabException.of(
          "a map of the " + n + " rows, and 1 to fewer than n / 2 neighbours",
          map.size(0) + " points and " + k + " neighbours",
          "5 neighbours are usual");
    }
    return ofSome(rows, map, k, most, BLOCK);
  }

  static double ofSome(INDArray rows, INDArray map, int k, int most, int numbersAtATime) {
    INDArray data = Matrices.checked(rows, 3);
    INDArray points = Matrices.checked(map, 3);
    int n = Math.toIntExact(data.size(0));
    int[] asked =
        most >= n
            ? IntStream.range(0, n).toArray()
            : new Random(SEED).ints(0, n).distinct().limit(most).toArray();
    int together = Math.max(1, numbersAtATime / n);
    long penalty = 0;
    try (Progress signs = Progress.of("trustworthiness", "points", asked.length)) {
      for (int start = 0; start < asked.length; start += together) {
        int[] some = Arrays.copyOfRange(asked, start, Math.min(asked.length, start + together));
        double[][] far = distances(data, some, numbersAtATime);
        double[][] near = distances(points, some, numbersAtATime);
        penalty +=
            IntStream.range(0, some.length)
                .parallel()
                .mapToLong(i -> penalty(far[i], near[i], some[i], k))
                .sum();
        signs.done(some.length);
      }
    }
    return 1 - 2.0 * penalty / ((double) asked.length * k * (2.0 * n - 3.0 * k - 1));
  }

  private static long penalty(double[] far, double[] near, int of, int k) {
    int n = far.length;
    int[] nearest = new int[k];
    for (int rank = 0; rank < k; rank++) {
      int best = -1;
      for (int j = 0; j < n; j++) {
        boolean better = best < 0 || near[j] < near[best];
        if (j != of && better && !Double.isInfinite(near[j])) {
          best = j;
        }
      }
      nearest[rank] = best;
      near[best] = Double.POSITIVE_INFINITY;
    }
    long sum = 0;
    for (int neighbour : nearest) {
      int rank = 1;
      for (int j = 0; j < n; j++) {
        if (j != of && (far[j] < far[neighbour] || far[j] == far[neighbour] && j < neighbour)) {
          rank++;
        }
      }
      sum += Math.max(0, rank - k);
    }
    return sum;
  }

  /** The squared distances of some rows to all: each row is read once for all of them. */
  private static double[][] distances(INDArray rows, int[] asked, int numbersAtATime) {
    int n = Math.toIntExact(rows.size(0));
    int d = Math.toIntExact(rows.size(1));
    RowReader reader = RowReader.of(rows);
    float[][] from = IntStream.of(asked).mapToObj(reader::row).toArray(float[][]::new);
    double[][] all = new double[asked.length][n];
    int block = Math.max(1, Math.min(n, numbersAtATime / d / PARTS));
    for (int start = 0; start < n; start += block) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while measuring a map");
      }
      int first = start;
      float[] some = Matrices.flat(rows, first, Math.min(n, first + block));
      IntStream.range(0, asked.length)
          .parallel()
          .forEach(
              i -> {
                for (int j = 0; j < some.length / d; j++) {
                  all[i][first + j] = squaredDistance(from[i], some, j * d);
                }
              });
    }
    return all;
  }

  private static double squaredDistance(float[] from, float[] rows, int at) {
    double sum = 0;
    for (int c = 0; c < from.length; c++) {
      double difference = from[c] - rows[at + c];
      sum += difference * difference;
    }
    return sum;
  }
}
