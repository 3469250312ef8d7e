package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * t-SNE: a map on which rows that are near each other stay near each other (van der Maaten and
 * Hinton 2008, JMLR 9). Distances between groups and sizes of groups on the map mean nothing.
 *
 * <pre>{@code
 * Projection map = Tsne.USUAL.withPerplexity(20).withSeed(2).map(features);
 * }</pre>
 *
 * <p>Starts from PCA (Kobak and Berens 2019) with a little noise; Barnes and Hut's approximation,
 * whose time grows with n log n and whose memory grows with n. The same settings, seed and rows
 * give the same map on the same machine, with any number of threads.
 *
 * <p>Rules for odd input: values that are not finite are an error; equal rows lie side by side;
 * constant columns change nothing; a perplexity too large for n is lowered, and the settings of the
 * result say so; fewer than 3 rows are an error.
 *
 * <p>Ours because Smile's is exact (time and memory grow with n squared) and DL4J's is gone.
 *
 * @param perplexity about how many neighbours a row has; at least 1; lowered to (n - 1) / 3
 * @param iterations steps, at least 3; the first third, 250 at most, with exaggeration. 750 as
 *     openTSNE
 * @param earlyExaggeration how many times stronger attraction is at first, at least 1
 * @param learningRate length of a step; {@link #AUTO} for n / 12 while exaggeration is 12 and n
 *     afterwards (Belkina and others 2019; as openTSNE)
 * @param theta how coarse the approximation is: 0 (exact) to 0.7
 * @param approximateNeighbours whether neighbours are searched in a graph instead of all pairs; of
 *     more than 100,000 rows they always are
 * @param seed of the noise in the start
 * @param threads how many; 0 for all cores
 * @param listener hears of the growing map
 */
public record Tsne(
    double perplexity,
    int iterations,
    double earlyExaggeration,
    double learningRate,
    double theta,
    boolean approximateNeighbours,
    long seed,
    int threads,
    TsneListener listener) {
  /** The learning rate that fits the number of rows. */
  public static final double AUTO = 0;

  /** Steps between two calls of the listener. */
  public static final int STEPS_BETWEEN = 25;

  /** Perplexity 30, 750 steps, exaggeration 12, automatic rate, theta 0.5, seed 1, all cores. */
  public static final Tsne USUAL =
      new Tsne(30, 750, 12, AUTO, 0.5, false, 1, 0, TsneListener.SILENT);

  private static final int FEWEST = 3;
  private static final int MOST_EXACT = 100_000;
  private static final double COARSEST = 0.7;

  /** Checks the settings. */
  public Tsne {
    require(perplexity >= 1, "a perplexity of at least 1", perplexity, "30 is usual");
    require(iterations >= 3, "at least 3 iterations", iterations, "750 are usual");
    require(
        earlyExaggeration >= 1, "an exaggeration of at least 1", earlyExaggeration, "12 is usual");
    require(learningRate >= 0, "a learning rate above 0", learningRate, "Tsne.AUTO fits most data");
    require(theta >= 0 && theta <= COARSEST, "an angle theta from 0 to 0.7", theta, "0.5 is usual");
    require(threads >= 0, "0 threads (all cores) or more", threads, "leave it at 0");
  }

  private static void require(boolean met, String expected, Number found, String next) {
    if (!met) {
      throw LabException.of(expected, String.valueOf(found), next);
    }
  }

  /**
   * A copy with another perplexity.
   *
   * @param changed at least 1
   * @return the copy
   */
  public Tsne withPerplexity(double changed) {
    return new Tsne(
        changed,
        iterations,
        earlyExaggeration,
        learningRate,
        theta,
        approximateNeighbours,
        seed,
        threads,
        listener);
  }

  /**
   * A copy with another number of steps.
   *
   * @param changed at least 3
   * @return the copy
   */
  public Tsne withIterations(int changed) {
    return new Tsne(
        perplexity,
        changed,
        earlyExaggeration,
        learningRate,
        theta,
        approximateNeighbours,
        seed,
        threads,
        listener);
  }

  /**
   * A copy with another exaggeration and learning rate.
   *
   * @param exaggeration at least 1
   * @param rate above 0, or {@link #AUTO}
   * @return the copy
   */
  public Tsne withSteps(double exaggeration, double rate) {
    return new Tsne(
        perplexity,
        iterations,
        exaggeration,
        rate,
        theta,
        approximateNeighbours,
        seed,
        threads,
        listener);
  }

  /**
   * A copy with another angle.
   *
   * @param changed 0 (exact) to 0.7
   * @return the copy
   */
  public Tsne withTheta(double changed) {
    return new Tsne(
        perplexity,
        iterations,
        earlyExaggeration,
        learningRate,
        changed,
        approximateNeighbours,
        seed,
        threads,
        listener);
  }

  /**
   * A copy that searches neighbours in a graph, or among all pairs.
   *
   * @param changed true for the graph
   * @return the copy
   */
  public Tsne withApproximateNeighbours(boolean changed) {
    return new Tsne(
        perplexity,
        iterations,
        earlyExaggeration,
        learningRate,
        theta,
        changed,
        seed,
        threads,
        listener);
  }

  /**
   * A copy with another seed.
   *
   * @param changed decides the noise in the start
   * @return the copy
   */
  public Tsne withSeed(long changed) {
    return new Tsne(
        perplexity,
        iterations,
        earlyExaggeration,
        learningRate,
        theta,
        approximateNeighbours,
        changed,
        threads,
        listener);
  }

  /**
   * A copy with another number of threads.
   *
   * @param changed how many; 0 for all cores
   * @return the copy
   */
  public Tsne withThreads(int changed) {
    return new Tsne(
        perplexity,
        iterations,
        earlyExaggeration,
        learningRate,
        theta,
        approximateNeighbours,
        seed,
        changed,
        listener);
  }

  /**
   * A copy with a listener.
   *
   * @param changed hears of the growing map
   * @return the copy
   */
  public Tsne withListener(TsneListener changed) {
    return new Tsne(
        perplexity,
        iterations,
        earlyExaggeration,
        learningRate,
        theta,
        approximateNeighbours,
        seed,
        threads,
        changed);
  }

  /**
   * Maps rows to the plane. Wide rows are best reduced first: {@code Pca.of(rows,
   * 50).project(rows)}.
   *
   * @param rows {@code [n, d]}, at least 3 rows of finite numbers
   * @return {@code [n, 2]}, also if the thread is interrupted on the way: then the map so far,
   *     marked as interrupted, and the thread's flag is cleared
   * @throws java.util.concurrent.CancellationException if the thread is interrupted before there is
   *     a map, while neighbours are searched; the flag stays set
   */
  public Projection map(INDArray rows) {
    INDArray floats = Matrices.checked(rows, FEWEST);
    int n = Math.toIntExact(floats.size(0));
    double met = Math.min(perplexity, mostPerplexity(n));
    int k = (int) Math.min(n - 1.0, Math.ceil(3 * met));
    boolean graph = approximateNeighbours || n > MOST_EXACT;
    try (Workers workers = Workers.of(threads)) {
      Neighbours neighbours =
          graph ? ApproximateNeighbours.find(floats, k) : ExactNeighbours.find(floats, k, workers);
      Affinities p = Affinities.of(neighbours, met, workers);
      TsneDescent descent =
          new TsneDescent(this, new TsneGradient(p, theta, workers), TsneStart.of(floats, seed));
      return descent.run(settings(met, graph));
    }
  }

  /** As many neighbours as there are carry a third as much perplexity. */
  static double mostPerplexity(int n) {
    return Math.max((n - 1) / 3.0, Math.min(1.5, n - 1.0));
  }

  private Map<String, String> settings(double met, boolean graph) {
    Map<String, String> settings = new LinkedHashMap<>();
    String lowered = met < perplexity ? " (lowered from " + number(perplexity) + ")" : "";
    settings.put("perplexity", number(met) + lowered);
    settings.put("iterations", String.valueOf(iterations));
    settings.put("exaggeration", number(earlyExaggeration));
    settings.put("rate", learningRate == AUTO ? "auto" : number(learningRate));
    settings.put("theta", number(theta));
    settings.put("neighbours", graph ? "approximate" : "exact");
    settings.put("seed", String.valueOf(seed));
    return settings;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
