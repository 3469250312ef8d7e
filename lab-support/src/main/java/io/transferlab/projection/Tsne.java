package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import io.transferlab.features.Features;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * t-SNE: a map on which rows that are near each other stay near each other (van der Maaten and
 * Hinton 2008, JMLR 9). Distances between groups and sizes of groups on the map mean nothing.
 *
 * <pre>{@code
 * Projection map = Tsne.defaults().withPerplexity(20).withSeed(2).map(features);
 * }</pre>
 *
 * <p>Starts from PCA (Kobak and Berens 2019) with a little noise; Barnes and Hut's approximation,
 * whose time grows with n log n and whose memory grows with n. From 10,000 rows on points push each
 * other by way of a grid (after FIt-SNE: Linderman and others 2019, Nature Methods 16) at each step
 * where that is faster; the rule looks at the number of rows and the extent of the map, not at a
 * clock. The same settings, seed and rows give the same map on the same machine, with any number of
 * threads.
 *
 * <p>Rules for odd input: values that are not finite are an error; equal rows lie side by side;
 * constant columns change nothing; a perplexity too large for n is lowered, and the settings of the
 * result say so; fewer than 3 rows are an error.
 *
 * <p>Ours because Smile's is exact (time and memory grow with n squared) and DL4J's is gone.
 * Immutable.
 */
public final class Tsne {
  /** Steps between two calls of the listener. */
  public static final int STEPS_BETWEEN = 25;

  private static final int FEWEST = 3;
  private static final int MOST_EXACT = 100_000;
  private static final double COARSEST = 0.7;

  private double perplexity = 30;
  private int iterations = 750;
  private double earlyExaggeration = 12;
  private OptionalDouble learningRate = OptionalDouble.empty();
  private double theta = 0.5;
  private boolean approximateNeighbours;
  private long seed = 1;
  private OptionalInt threads = OptionalInt.empty();
  private TsneListener listener = TsneListener.SILENT;

  private Tsne() {}

  /**
   * The usual settings, those of openTSNE.
   *
   * @return perplexity 30, 750 steps, exaggeration 12, a learning rate that fits the number of
   *     rows, theta 0.5, neighbours among all pairs, seed 1, all cores, no listener
   */
  public static Tsne defaults() {
    return new Tsne();
  }

  private Tsne copy() {
    Tsne copy = new Tsne();
    copy.perplexity = perplexity;
    copy.iterations = iterations;
    copy.earlyExaggeration = earlyExaggeration;
    copy.learningRate = learningRate;
    copy.theta = theta;
    copy.approximateNeighbours = approximateNeighbours;
    copy.seed = seed;
    copy.threads = threads;
    copy.listener = listener;
    return copy;
  }

  private static void require(boolean met, String expected, Number found, String next) {
    if (!met) {
      throw LabException.of(expected, String.valueOf(found), next);
    }
  }

  /**
   * About how many neighbours a row has; lowered to (n - 1) / 3 where there are fewer rows.
   *
   * @return at least 1
   */
  public double perplexity() {
    return perplexity;
  }

  /**
   * A copy with another perplexity.
   *
   * @param value at least 1
   * @return the copy
   */
  public Tsne withPerplexity(double value) {
    require(value >= 1, "a perplexity of at least 1", value, "30 is usual");
    Tsne copy = copy();
    copy.perplexity = value;
    return copy;
  }

  /**
   * How many steps; the first third, 250 at most, with exaggeration.
   *
   * @return at least 3
   */
  public int iterations() {
    return iterations;
  }

  /**
   * A copy with another number of steps.
   *
   * @param value at least 3
   * @return the copy
   */
  public Tsne withIterations(int value) {
    require(value >= 3, "at least 3 iterations", value, "750 are usual");
    Tsne copy = copy();
    copy.iterations = value;
    return copy;
  }

  /**
   * How many times stronger attraction is at first.
   *
   * @return at least 1
   */
  public double earlyExaggeration() {
    return earlyExaggeration;
  }

  /**
   * A copy with another exaggeration.
   *
   * @param value at least 1
   * @return the copy
   */
  public Tsne withEarlyExaggeration(double value) {
    require(value >= 1, "an exaggeration of at least 1", value, "12 is usual");
    Tsne copy = copy();
    copy.earlyExaggeration = value;
    return copy;
  }

  /**
   * The length of a step. Unless it is set it follows the number of rows: n / 12 while exaggeration
   * is 12, and n afterwards (Belkina and others 2019; as openTSNE).
   *
   * @return above 0; empty unless it is set
   */
  public OptionalDouble learningRate() {
    return learningRate;
  }

  /**
   * A copy with a fixed learning rate.
   *
   * @param value above 0
   * @return the copy
   */
  public Tsne withLearningRate(double value) {
    require(
        value > 0,
        "a learning rate above 0",
        value,
        "leave it out: then it follows the number of rows");
    Tsne copy = copy();
    copy.learningRate = OptionalDouble.of(value);
    return copy;
  }

  /**
   * How coarse the approximation by squares of points is; a grid, where there is one, does not
   * depend on it.
   *
   * @return 0 (exact; then there is no grid) to 0.7
   */
  public double theta() {
    return theta;
  }

  /**
   * A copy with another angle.
   *
   * @param value 0 (exact, without a grid) to 0.7
   * @return the copy
   */
  public Tsne withTheta(double value) {
    require(value >= 0 && value <= COARSEST, "an angle theta from 0 to 0.7", value, "0.5 is usual");
    Tsne copy = copy();
    copy.theta = value;
    return copy;
  }

  /**
   * Whether neighbours are searched in a graph instead of all pairs; of more than 100,000 rows they
   * always are.
   *
   * @return true for the graph
   */
  public boolean approximateNeighbours() {
    return approximateNeighbours;
  }

  /**
   * A copy with a graph of neighbours, or all pairs.
   *
   * @param value true for the graph
   * @return the copy
   */
  public Tsne withApproximateNeighbours(boolean value) {
    Tsne copy = copy();
    copy.approximateNeighbours = value;
    return copy;
  }

  /**
   * What decides the noise in the start.
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
  public Tsne withSeed(long value) {
    Tsne copy = copy();
    copy.seed = value;
    return copy;
  }

  /**
   * How many threads; the map does not depend on it.
   *
   * @return at least 1; empty, for all cores, unless it is set
   */
  public OptionalInt threads() {
    return threads;
  }

  /**
   * A copy with another number of threads.
   *
   * @param value at least 1
   * @return the copy
   */
  public Tsne withThreads(int value) {
    require(value >= 1, "at least 1 thread", value, "leave it out for all cores");
    Tsne copy = copy();
    copy.threads = OptionalInt.of(value);
    return copy;
  }

  /**
   * Who hears of the growing map.
   *
   * @return for instance a {@code LiveMap}
   */
  public TsneListener listener() {
    return listener;
  }

  /**
   * A copy with a listener.
   *
   * @param value for instance a {@code LiveMap}
   * @return the copy
   */
  public Tsne withListener(TsneListener value) {
    Tsne copy = copy();
    copy.listener = value;
    return copy;
  }

  /**
   * Maps features to the plane.
   *
   * @param features of at least 3 pictures
   * @return as {@link #map(INDArray)}
   */
  public Projection map(Features features) {
    return map(features.matrix());
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
    boolean grid = theta > 0 && n >= TsneGradient.FEWEST_ON_GRID;
    try (Progress signs = Progress.of("t-SNE", "steps", iterations);
        Workers workers = threads.isEmpty() ? Workers.all() : Workers.of(threads.getAsInt())) {
      Neighbours neighbours =
          graph ? ApproximateNeighbours.find(floats, k) : ExactNeighbours.find(floats, k, workers);
      Affinities p = Affinities.of(neighbours, met, workers);
      TsneDescent descent =
          new TsneDescent(
              this, new TsneGradient(p, theta, workers, grid), TsneStart.of(floats, seed), workers);
      return descent.run(settings(met, graph, grid), signs);
    }
  }

  /** As many neighbours as there are carry a third as much perplexity. */
  static double mostPerplexity(int n) {
    return Math.max((n - 1) / 3.0, Math.min(1.5, n - 1.0));
  }

  private Map<String, String> settings(double met, boolean graph, boolean grid) {
    Map<String, String> settings = new LinkedHashMap<>();
    String lowered = met < perplexity ? " (lowered from " + number(perplexity) + ")" : "";
    settings.put("perplexity", number(met) + lowered);
    settings.put("iterations", String.valueOf(iterations));
    settings.put("exaggeration", number(earlyExaggeration));
    settings.put("rate", learningRate.isEmpty() ? "auto" : number(learningRate.getAsDouble()));
    settings.put("theta", number(theta));
    if (grid) {
      settings.put("repulsion", "by a grid where faster");
    }
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
