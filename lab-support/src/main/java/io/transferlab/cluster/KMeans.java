package io.transferlab.cluster;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import io.transferlab.evaluate.ResultsTable;
import io.transferlab.features.Features;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * k-means: Lloyd's iterations from seeds that greedy k-means++ chooses (Arthur and Vassilvitskii
 * 2007), begun several times; the start with the smallest spread is kept.
 *
 * <p>Ours rather than Smile's, which compares wide rows number by number: ten starts with the
 * pixels of 600 pictures took it a minute and a half. Here all distances of an iteration are one
 * product of matrices. Immutable.
 *
 * <pre>{@code
 * Clustering groups = KMeans.of(10).withSeed(2).cluster(features);
 * }</pre>
 */
public final class KMeans {
  private final int k;
  private long seed = 1;
  private int starts = 10;

  private KMeans(int k) {
    this.k = k;
  }

  /**
   * k-means with a number of clusters.
   *
   * @param k how many, at least 2
   * @return ten starts, as many as scikit-learn made until 1.4, with seed 1
   */
  public static KMeans of(int k) {
    if (k < 2) {
      throw LabException.of("2 clusters or more", String.valueOf(k), "ask for 2, say");
    }
    return new KMeans(k);
  }

  private KMeans copy() {
    KMeans copy = new KMeans(k);
    copy.seed = seed;
    copy.starts = starts;
    return copy;
  }

  /**
   * How many clusters.
   *
   * @return at least 2
   */
  public int k() {
    return k;
  }

  /**
   * What decides where each start begins.
   *
   * @return any
   */
  public long seed() {
    return seed;
  }

  /**
   * A copy with another seed.
   *
   * @param value any
   * @return the copy
   */
  public KMeans withSeed(long value) {
    KMeans copy = copy();
    copy.seed = value;
    return copy;
  }

  /**
   * How often it begins.
   *
   * @return at least 1
   */
  public int starts() {
    return starts;
  }

  /**
   * A copy with another number of starts.
   *
   * @param value at least 1
   * @return the copy
   */
  public KMeans withStarts(int value) {
    if (value < 1) {
      throw LabException.of("at least 1 start", String.valueOf(value), "10 are usual");
    }
    KMeans copy = copy();
    copy.starts = value;
    return copy;
  }

  /**
   * Groups pictures by their features.
   *
   * @param features with at least k different rows
   * @return as {@link #cluster(INDArray)}
   */
  public Clustering cluster(Features features) {
    return cluster(features.matrix());
  }

  /**
   * Groups rows.
   *
   * @param rows {@code [n, d]}, finite, at least k of them different
   * @return the clusters of the start with the smallest spread
   * @throws CancellationException if the thread is interrupted; the flag stays set
   */
  public Clustering cluster(INDArray rows) {
    INDArray floats = Matrices.checked(rows, 2);
    requireDifferent(floats);
    LloydIterations lloyd = new LloydIterations(floats, k);
    Random dice = new Random(seed);
    Clustering best = null;
    try (Progress signs = Progress.of("k-means", "starts", starts)) {
      for (int start = 0; start < starts; start++) {
        Clustering run = lloyd.run(dice);
        signs.done(1);
        if (best == null || run.spread() < best.spread()) {
          best = run;
        }
      }
    }
    return Objects.requireNonNull(best); // there is at least one start
  }

  /**
   * Groups pictures by several kinds of features with several seeds, and compares the groups with
   * the labels.
   *
   * @param seeds how many: 1, 2 and so on
   * @param features of labelled pictures; the name of each is that of its row
   * @return a row for each, with {@link ClusteringScores}: purity, ARI (adjusted Rand index) and
   *     NMI (normalised mutual information), mean ± deviation over the seeds
   */
  public ResultsTable<?> table(int seeds, Features... features) {
    record Run(Features features, long seed) {}
    Map<Run, ClusteringScores> scores = new HashMap<>();
    List<Run> runs =
        Arrays.stream(features)
            .flatMap(f -> LongStream.rangeClosed(1, seeds).mapToObj(seed -> new Run(f, seed)))
            .toList();
    Function<Run, ClusteringScores> of =
        run ->
            scores.computeIfAbsent(
                run, r -> withSeed(r.seed()).cluster(r.features()).scores(r.features().labels()));
    return ResultsTable.of(
            k + " groups by k-means with " + seeds + " seeds",
            "features",
            runs,
            run -> run.features().name())
        .number("purity", 3, run -> of.apply(run).purity())
        .number("ARI", 3, run -> of.apply(run).adjustedRandIndex())
        .number("NMI", 3, run -> of.apply(run).normalisedMutualInformation());
  }

  /** Fewer different rows than clusters would leave clusters empty. */
  private void requireDifferent(INDArray rows) {
    int n = Math.toIntExact(rows.size(0));
    Set<FloatBuffer> different = new HashSet<>();
    for (int i = 0; i < n && different.size() < k; i++) {
      different.add(FloatBuffer.wrap(Matrices.flat(rows, i, i + 1)));
    }
    if (different.size() < k) {
      throw LabException.of(
          "at most as many clusters as there are different rows",
          k + " clusters of " + n + " rows, " + different.size() + " of them different",
          different.size() < 2
              ? "find out why all rows are the same"
              : "ask for " + different.size() + " clusters or fewer");
    }
  }
}
