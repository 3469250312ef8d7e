package io.transferlab.advise;

import io.transferlab.core.LabException;
import io.transferlab.core.Progress;
import io.transferlab.data.Splits;
import io.transferlab.features.FeatureCache;
import io.transferlab.network.FrozenNetwork;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * What are networks worth on my pictures, and what do they cost? Each network is asked for its
 * features once; a linear probe, the Full-Network Embedding and a trained head are made of them
 * with one training picture of each class, with 5, 20 and all, in several draws. All are judged by
 * the same test pictures, and learn from the same draws: their differences are paired. Random
 * weights are measured with them, as the control. Immutable: the methods that choose something
 * return changed copies.
 *
 * <pre>{@code
 * Compared compared = Comparison.of(Pretrained.SKETCH_OBJECTS.load(), Pretrained.SKETCH_SCENES.load())
 *     .withShots(1, 5)
 *     .run(Targets.open("my-pictures"), System.out::println);
 * Notebook.display(compared.table());
 * ComparisonFigure.of(compared).show();
 * }</pre>
 *
 * It shows, and does not choose: the best of many on the test pictures is a little lucky. {@link
 * Advisor} chooses, by pictures held back from training.
 */
public final class Comparison {
  /** Those that need no network to be trained. */
  private static final Set<Way> WAYS = EnumSet.of(Way.PROBE, Way.FNE, Way.HEAD);

  private final List<FrozenNetwork> sources;
  private List<Integer> shots = List.of(1, 5, 20);
  private int draws = 5;
  private long seed = 1;
  private Set<Way> ways = WAYS;
  private double seconds = Double.POSITIVE_INFINITY;
  private FeatureCache cache = FeatureCache.defaults();
  private LongSupplier nanoTime = System::nanoTime;

  private Comparison(List<FrozenNetwork> sources) {
    this.sources = sources;
  }

  /**
   * A comparison of some networks.
   *
   * @param sources pretrained networks, at least one; never changed
   * @return the comparison: 1, 5, 20 and all pictures, five draws, probe, embedding and head,
   *     without a limit of time
   * @throws LabException without a source, or for two of one name
   */
  public static Comparison of(FrozenNetwork... sources) {
    return of(List.of(sources));
  }

  /**
   * A comparison of some networks.
   *
   * @param sources pretrained networks, at least one; never changed
   * @return the comparison: 1, 5, 20 and all pictures, five draws, probe, embedding and head,
   *     without a limit of time
   * @throws LabException without a source, or for two of one name
   */
  public static Comparison of(List<? extends FrozenNetwork> sources) {
    return new Comparison(Advisor.requireSources(sources));
  }

  private Comparison copy() {
    Comparison copy = new Comparison(sources);
    copy.shots = shots;
    copy.draws = draws;
    copy.seed = seed;
    copy.ways = ways;
    copy.seconds = seconds;
    copy.cache = cache;
    copy.nanoTime = nanoTime;
    return copy;
  }

  /**
   * A copy that tries other numbers of training pictures; all there are is always tried.
   *
   * @param perClass pictures of each class, each at least 1; those that no class has are left out
   * @return the copy
   * @throws LabException for a number below 1
   */
  public Comparison withShots(int... perClass) {
    for (int some : perClass) {
      require(some >= 1, "at least 1 picture a class", some);
    }
    Comparison copy = copy();
    copy.shots = List.copyOf(new TreeSet<>(IntStream.of(perClass).boxed().toList()));
    return copy;
  }

  /**
   * A copy with another number of draws.
   *
   * @param value how often the training pictures are drawn, at least 1
   * @return the copy
   * @throws LabException for fewer
   */
  public Comparison withDraws(int value) {
    require(value >= 1, "at least 1 draw", value);
    Comparison copy = copy();
    copy.draws = value;
    return copy;
  }

  /**
   * A copy with other draws.
   *
   * @param value number of the first draw; decides pictures, and weights and order of a head
   * @return the copy
   */
  public Comparison withSeed(long value) {
    Comparison copy = copy();
    copy.seed = value;
    return copy;
  }

  /**
   * A copy that tries some ways alone.
   *
   * @param some of {@link Way#PROBE}, {@link Way#FNE} and {@link Way#HEAD}, at least one
   * @return the copy
   * @throws LabException for none, or one that trains whole networks
   */
  public Comparison withWays(Way... some) {
    List<Way> chosen = List.of(some);
    if (chosen.isEmpty() || !WAYS.containsAll(chosen)) {
      throw LabException.of(
          "ways that leave the networks as they are: "
              + String.join(", ", WAYS.stream().map(Way::id).toList()),
          chosen.isEmpty() ? "none" : String.join(", ", chosen.stream().map(Way::id).toList()),
          "to train whole networks too, ask environment/lab advise");
    }
    Comparison copy = copy();
    copy.ways = EnumSet.copyOf(chosen);
    return copy;
  }

  /**
   * A copy with a limit of time. The quickest networks are measured first; what there is no time
   * for is named. Features that are in the cache take none.
   *
   * @param value seconds for all of it, above 0
   * @return the copy
   * @throws LabException for less
   */
  public Comparison withSeconds(double value) {
    if (!(value > 0)) {
      throw LabException.of("more than 0 seconds", String.valueOf(value), "60 does for a little");
    }
    Comparison copy = copy();
    copy.seconds = value;
    return copy;
  }

  /**
   * A copy that keeps features elsewhere.
   *
   * @param value a cache, or {@link FeatureCache#NONE}
   * @return the copy
   */
  public Comparison withCache(FeatureCache value) {
    Comparison copy = copy();
    copy.cache = value;
    return copy;
  }

  /** A copy with another clock. */
  Comparison withClock(LongSupplier clock) {
    Comparison copy = copy();
    copy.nanoTime = clock;
    return copy;
  }

  private static void require(boolean good, String expected, int found) {
    if (!good) {
      throw LabException.of(expected, String.valueOf(found), "give a larger number");
    }
  }

  /**
   * Measures.
   *
   * @param splits the task's pictures: training pictures are drawn from, test pictures judge
   * @param listener told what goes on, on this thread
   * @return what was measured; after an interrupt that what there was
   * @throws LabException if there are no two classes, or training or test pictures of a class are
   *     missing, or none can be read
   */
  public Compared run(Splits splits, Consumer<AdviceProgress> listener) {
    try (Progress signs = Progress.spoken()) {
      signs.at(0, "comparing networks: getting ready");
      Consumer<AdviceProgress> both = AdviceProgress.shown(signs, listener);
      return new ComparisonRun(this, splits, new Pace(seconds, nanoTime), both).compared();
    }
  }

  List<FrozenNetwork> sources() {
    return sources;
  }

  List<Integer> shots() {
    return shots;
  }

  int draws() {
    return draws;
  }

  long seed() {
    return seed;
  }

  Set<Way> ways() {
    return ways;
  }

  double seconds() {
    return seconds;
  }

  FeatureCache cache() {
    return cache;
  }
}
