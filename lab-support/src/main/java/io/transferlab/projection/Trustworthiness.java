package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.features.Features;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a map can be trusted: 1 if the k nearest points of each point are among its k nearest in
 * the data, less the further down the data's ranking they come from (Venna and Kaski 2001; van der
 * Maaten 2009).
 */
public final class Trustworthiness {
  private static final long SEED = 1;

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
    float[] data = Matrices.flat(Matrices.checked(rows, 3));
    float[] points = Matrices.flat(Matrices.checked(map, 3));
    int[] asked =
        most >= n
            ? IntStream.range(0, n).toArray()
            : new Random(SEED).ints(0, n).distinct().limit(most).toArray();
    long penalty =
        IntStream.of(asked).parallel().mapToLong(i -> penalty(data, points, n, i, k)).sum();
    return 1 - 2.0 * penalty / ((double) asked.length * k * (2.0 * n - 3.0 * k - 1));
  }

  private static long penalty(float[] data, float[] points, int n, int of, int k) {
    double[] far = distances(data, n, of);
    double[] near = distances(points, n, of);
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

  private static double[] distances(float[] rows, int n, int of) {
    int d = rows.length / n;
    double[] all = new double[n];
    for (int j = 0; j < n; j++) {
      for (int c = 0; c < d; c++) {
        double difference = rows[of * d + c] - rows[j * d + c];
        all[j] += difference * difference;
      }
    }
    return all;
  }
}
