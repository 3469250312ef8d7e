package io.transferlab.advise;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Progress;
import io.transferlab.data.Splits;
import io.transferlab.features.FeatureCache;
import io.transferlab.network.FrozenNetwork;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which way is right for my task? Tries them on the task's own pictures: features of each source
 * and a linear SVM, a head, fine-tuning, from scratch; with one training picture of each class,
 * with 5, 20 and all, and in several draws of them. The choice is made on pictures held back from
 * training; the test pictures are looked at once, by what was chosen. Immutable: the methods that
 * choose something return changed copies.
 *
 * <pre>{@code
 * Advice advice = Advisor.of(Pretrained.SKETCH_OBJECTS.load(), Pretrained.SKETCH_SCENES.load())
 *     .withSeconds(60)
 *     .run(Targets.open("my-pictures"), System.out::println);
 * Notebook.display(advice.table());
 * AdviceFigure.of(advice).show();
 * System.out.println(advice);
 * }</pre>
 *
 * Features are computed once for all draws and sizes, so that ways without training cost next to
 * nothing. Networks are trained as long as the time suffices, what decides most first, and what was
 * left out is named.
 */
public final class Advisor {
  private final List<FrozenNetwork> sources;
  private List<Integer> shots = List.of(1, 5, 20);
  private int draws = 5;
  private long seed = 1;
  private double seconds = 120;
  private Set<Way> ways = EnumSet.allOf(Way.class);
  private Map<Way, Integer> epochs = new EnumMap<>(Way.class);
  private FeatureCache cache = FeatureCache.defaults();
  private boolean fixedJudges;
  private @Nullable String target;
  private List<String> options = List.of();
  private Map<String, String> typedSources = Map.of();
  private LongSupplier nanoTime = System::nanoTime;

  private Advisor(List<FrozenNetwork> sources) {
    this.sources = sources;
  }

  /**
   * An advisor that tries some sources.
   *
   * @param sources pretrained networks, at least one; never changed. Those that are no {@link
   *     io.transferlab.network.Backbone} are tried by their features and a head alone.
   * @return the advisor: 1, 5, 20 and all pictures, five draws, every way, two minutes
   * @throws LabException without a source, or for two of one name
   */
  public static Advisor of(FrozenNetwork... sources) {
    return of(List.of(sources));
  }

  /**
   * An advisor that tries some sources.
   *
   * @param sources pretrained networks, at least one; never changed. Those that are no {@link
   *     io.transferlab.network.Backbone} are tried by their features and a head alone.
   * @return the advisor: 1, 5, 20 and all pictures, five draws, every way, two minutes
   * @throws LabException without a source, or for two of one name
   */
  public static Advisor of(List<? extends FrozenNetwork> sources) {
    return new Advisor(requireSources(sources));
  }

  /** Checks that results can be told apart. */
  static List<FrozenNetwork> requireSources(List<? extends FrozenNetwork> sources) {
    List<String> names = sources.stream().map(FrozenNetwork::name).toList();
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw LabException.of(
          "at least one source, each of another name",
          names.isEmpty() ? "none" : String.join(", ", names),
          "load them by Pretrained");
    }
    return List.copyOf(sources);
  }

  private Advisor copy() {
    Advisor copy = new Advisor(sources);
    copy.shots = shots;
    copy.draws = draws;
    copy.seed = seed;
    copy.seconds = seconds;
    copy.ways = ways;
    copy.epochs = epochs;
    copy.cache = cache;
    copy.fixedJudges = fixedJudges;
    copy.target = target;
    copy.options = options;
    copy.typedSources = typedSources;
    copy.nanoTime = nanoTime;
    return copy;
  }

  /**
   * A copy that tries other numbers of training pictures; all there are is always tried.
   *
   * @param perClass pictures of each class, each at least 1; those that no class has are left out,
   *     and one of half of all is added if the others leave a gap there
   * @return the copy
   * @throws LabException for a number below 1
   */
  public Advisor withShots(int... perClass) {
    TreeSet<Integer> rising = new TreeSet<>();
    for (int size : perClass) {
      require(size >= 1, "at least 1 picture a class", size);
      rising.add(size);
    }
    Advisor copy = copy();
    copy.shots = List.copyOf(rising);
    return copy;
  }

  /**
   * A copy with another number of draws.
   *
   * @param value how often the training pictures are drawn, at least 1; networks are trained with
   *     three at most
   * @return the copy
   * @throws LabException for fewer
   */
  public Advisor withDraws(int value) {
    require(value >= 1, "at least 1 draw", value);
    Advisor copy = copy();
    copy.draws = value;
    return copy;
  }

  /**
   * A copy with other draws.
   *
   * @param value number of the first draw; decides pictures, weights and order
   * @return the copy
   */
  public Advisor withSeed(long value) {
    Advisor copy = copy();
    copy.seed = value;
    return copy;
  }

  /**
   * A copy with another limit of time.
   *
   * @param value seconds for all of it, at least 0; features and their SVMs are always measured,
   *     and networks trained in the time that is left
   * @return the copy
   * @throws LabException for a negative number
   */
  public Advisor withSeconds(double value) {
    if (!(value >= 0)) {
      throw LabException.of("at least 0 seconds", String.valueOf(value), "60 trains a little");
    }
    Advisor copy = copy();
    copy.seconds = value;
    return copy;
  }

  /**
   * A copy that tries some ways alone.
   *
   * @param some at least one that takes features: they are the measure of the others
   * @return the copy
   * @throws LabException if there is none
   */
  public Advisor withWays(Way... some) {
    if (List.of(some).stream().noneMatch(Way::takesFeatures)) {
      throw LabException.of(
          "the linear probe or the Full-Network Embedding among the ways",
          List.of(some).toString(),
          "add Way.PROBE: it costs next to nothing");
    }
    Advisor copy = copy();
    copy.ways = EnumSet.copyOf(List.of(some));
    return copy;
  }

  /**
   * A copy that trains a way's networks shorter or longer.
   *
   * @param way one that trains networks
   * @param value passes over the training pictures, at least 1
   * @return the copy
   * @throws LabException for fewer
   */
  public Advisor withEpochs(Way way, int value) {
    require(value >= 1, "at least 1 epoch", value);
    Advisor copy = copy();
    copy.epochs = new EnumMap<>(epochs);
    copy.epochs.put(way, value);
    return copy;
  }

  /**
   * A copy that keeps features elsewhere.
   *
   * @param value a cache, or {@link FeatureCache#NONE}
   * @return the copy
   */
  public Advisor withCache(FeatureCache value) {
    Advisor copy = copy();
    copy.cache = value;
    return copy;
  }

  /**
   * A copy that never trains on validation pictures: where they share no series of shots with the
   * training pictures, mixing both would give away the answers. A part of its own in a folder is
   * kept apart in any case.
   *
   * @return the copy
   */
  public Advisor withFixedJudges() {
    Advisor copy = copy();
    copy.fixedJudges = true;
    return copy;
  }

  /**
   * A copy that knows how the target is typed, for the commands it advises.
   *
   * @param typed a name, or the path of a folder
   * @param more options that chose its pictures, for instance {@code --per-class} and {@code 20};
   *     may be empty
   * @return the copy
   */
  public Advisor withTarget(String typed, List<String> more) {
    Advisor copy = copy();
    copy.target = typed;
    copy.options = List.copyOf(more);
    return copy;
  }

  /**
   * A copy that knows how sources are typed that are called otherwise, for the commands it advises.
   *
   * @param typed the name of a source to what is typed for it: the path of a file
   * @return the copy
   */
  public Advisor withTypedSources(Map<String, String> typed) {
    Advisor copy = copy();
    copy.typedSources = Map.copyOf(typed);
    return copy;
  }

  /** A copy with another clock. */
  Advisor withClock(LongSupplier clock) {
    Advisor copy = copy();
    copy.nanoTime = clock;
    return copy;
  }

  private static void require(boolean good, String expected, int found) {
    if (!good) {
      throw LabException.of(expected, String.valueOf(found), "give a larger number");
    }
  }

  /**
   * Measures and chooses.
   *
   * @param splits the task's pictures
   * @param listener told what goes on, on this thread
   * @return what was measured and what follows; after an interrupt that what there was, without a
   *     test
   * @throws LabException if there are too few pictures to try anything, or none can be read
   */
  public Advice run(Splits splits, Consumer<AdviceProgress> listener) {
    try (Progress signs = Progress.spoken()) {
      signs.at(0, "looking how fast the networks are here");
      Consumer<AdviceProgress> both = AdviceProgress.shown(signs, listener);
      return new Consultation(this, splits, new Pace(seconds, nanoTime), both).advice();
    }
  }

  List<FrozenNetwork> sources() {
    return sources;
  }

  List<Integer> shots() {
    return shots;
  }

  boolean fixedJudges() {
    return fixedJudges;
  }

  int draws() {
    return draws;
  }

  long seed() {
    return seed;
  }

  double seconds() {
    return seconds;
  }

  Set<Way> ways() {
    return ways;
  }

  FeatureCache cache() {
    return cache;
  }

  int epochs(Way way) {
    return epochs.getOrDefault(way, way.plan().epochs());
  }

  String target(Splits splits) {
    return Objects.requireNonNullElse(target, splits.train().name());
  }

  /** What to type for a candidate. */
  String command(Way way, FrozenNetwork source, Splits splits) {
    String typed = target(splits);
    List<String> words = new ArrayList<>(List.of("environment/lab"));
    words.add(
        switch (way) {
          case PROBE -> "l2norm";
          case FNE -> "fne";
          default -> "fine-tune";
        });
    words.add(Names.inShell(typedSources.getOrDefault(source.name(), source.name())));
    words.add(Names.inShell(typed));
    switch (way) {
      case PROBE -> words.add("--layers " + Names.inShell(Way.lastLayer(source)));
      case HEAD ->
          words.add(
              "--freeze-to "
                  + Names.inShell(String.valueOf(way.frozenUpTo(source)))
                  + " --no-augment --epochs "
                  + epochs(way));
      case SCRATCH -> words.add("--scratch");
      default -> {}
    }
    if (epochs.containsKey(way) && way != Way.HEAD) {
      words.add("--epochs " + epochs(way));
    }
    options.forEach(option -> words.add(Names.inShell(option)));
    String slug = splits.train().name().toLowerCase(java.util.Locale.ROOT);
    words.add(
        "--save " + slug.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "") + ".zip");
    return String.join(" ", words);
  }
}
