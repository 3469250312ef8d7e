package io.transferlab.cluster;

import io.transferlab.core.LabException;
import io.transferlab.core.Rows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import smile.math.MathEx;

/**
 * k-means by Smile: Lloyd's iterations from seeds that k-means++ chooses (Arthur and Vassilvitskii
 * 2007), begun several times; the start with the smallest spread is kept.
 */
public final class KMeans {
  /** Starts, as many as scikit-learn made until 1.4. */
  public static final int STARTS = 10;

  private static final int ITERATIONS = 300;
  private static final double TOLERANCE = 1e-4;

  private KMeans() {}

  /**
   * Groups rows, beginning {@value #STARTS} times.
   *
   * @param rows {@code [n, d]}, finite
   * @param k how many clusters, at least 2; there must be as many different rows
   * @param seed of the starts
   * @return the clusters
   */
  public static Clustering of(INDArray rows, int k, long seed) {
    return of(rows, k, seed, STARTS);
  }

  /**
   * Groups rows.
   *
   * @param rows {@code [n, d]}, finite
   * @param k how many clusters, at least 2; there must be as many different rows
   * @param seed of the starts
   * @param starts how often to begin, at least 1
   * @return the clusters of the start with the smallest spread
   * @throws CancellationException if the thread is interrupted between two starts; the flag stays
   *     set
   */
  public static Clustering of(INDArray rows, int k, long seed, int starts) {
    double[][] data = Rows.doubles(Rows.checked(rows, 2));
    if (starts < 1) {
      throw LabException.of("at least 1 start", String.valueOf(starts), "10 are usual");
    }
    requireDifferent(data, k);
    MathEx.setSeed(seed);
    smile.clustering.KMeans best = null;
    for (int start = 0; start < starts; start++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while clustering");
      }
      // Not Smile's fit: its tree takes several times the memory of the data, and gains little in
      // many dimensions.
      smile.clustering.KMeans run = smile.clustering.KMeans.lloyd(data, k, ITERATIONS, TOLERANCE);
      boolean whole =
          Double.isFinite(run.distortion) && Arrays.stream(run.y).distinct().count() == k;
      if (whole && (best == null || run.distortion < best.distortion)) {
        best = run;
      }
    }
    if (best == null) {
      throw LabException.of(
          k + " clusters, none of them empty",
          "an empty one in each of " + starts + " starts",
          "ask for fewer clusters, or start more often");
    }
    return Clustering.of("k-means", best.y, best.distortion);
  }

  /** Fewer different rows than clusters leave clusters empty. */
  private static void requireDifferent(double[][] data, int k) {
    Set<java.nio.DoubleBuffer> different = new HashSet<>();
    for (int i = 0; i < data.length && different.size() < k; i++) {
      different.add(java.nio.DoubleBuffer.wrap(data[i]));
    }
    if (k < 2 || different.size() < k) {
      throw LabException.of(
          "2 clusters or more, and at most as many as there are different rows",
          k + " clusters of " + data.length + " rows, " + different.size() + " of them different",
          "ask for fewer clusters");
    }
  }
}
