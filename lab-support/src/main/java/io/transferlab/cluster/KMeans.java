package io.transferlab.cluster;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * k-means: Lloyd's iterations from seeds that greedy k-means++ chooses (Arthur and Vassilvitskii
 * 2007), begun several times; the start with the smallest spread is kept.
 *
 * <p>Ours rather than Smile's, which compares wide rows number by number: ten starts with the
 * pixels of 600 pictures took it a minute and a half. Here all distances of an iteration are one
 * product of matrices.
 */
public final class KMeans {
  /** Starts, as many as scikit-learn made until 1.4. */
  public static final int STARTS = 10;

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
   * @throws CancellationException if the thread is interrupted; the flag stays set
   */
  public static Clustering of(INDArray rows, int k, long seed, int starts) {
    INDArray floats = Matrices.checked(rows, 2);
    if (starts < 1) {
      throw LabException.of("at least 1 start", String.valueOf(starts), "10 are usual");
    }
    requireDifferent(floats, k);
    LloydIterations lloyd = new LloydIterations(floats, k);
    Random dice = new Random(seed);
    Clustering best = null;
    for (int start = 0; start < starts; start++) {
      Clustering run = lloyd.run(dice);
      if (best == null || run.spread() < best.spread()) {
        best = run;
      }
    }
    return best;
  }

  /** Fewer different rows than clusters would leave clusters empty. */
  private static void requireDifferent(INDArray rows, int k) {
    int n = Math.toIntExact(rows.size(0));
    Set<FloatBuffer> different = new HashSet<>();
    for (int i = 0; i < n && different.size() < k; i++) {
      different.add(FloatBuffer.wrap(Matrices.flat(rows, i, i + 1)));
    }
    if (k < 2 || different.size() < k) {
      throw LabException.of(
          "2 clusters or more, and at most as many as there are different rows",
          k + " clusters of " + n + " rows, " + different.size() + " of them different",
          "ask for fewer clusters");
    }
  }
}
