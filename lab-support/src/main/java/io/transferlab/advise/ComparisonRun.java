package io.transferlab.advise;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sizes;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Splits;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import io.transferlab.network.onnx.OnnxEngine;
import io.transferlab.train.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One comparison in the making. */
final class ComparisonRun {
  private static final List<String> ANY_CLASSES = List.of("a", "b");

  private final Comparison asked;
  private final Splits splits;
  private final ComparisonTimes times;
  private final Consumer<AdviceProgress> listener;
  private final List<NetworkCost> costs = new ArrayList<>();
  private final List<Trial> trials = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private Provenance facts;

  /** Networks still to be measured, the quickest first. */
  private final List<FrozenNetwork> open = new ArrayList<>();

  private @Nullable Draws draws;

  /** Training pictures of the class that has most. */
  private int largest;

  private List<Integer> shots = List.of();

  ComparisonRun(Comparison asked, Splits splits, Pace pace, Consumer<AdviceProgress> listener) {
    this.asked = asked;
    this.splits = splits;
    int[] counts = new int[splits.train().classes().size()];
    splits.train().pictures().forEach(p -> counts[p.label()]++);
    largest = Arrays.stream(counts).max().orElse(0);
    times = new ComparisonTimes(asked, splits, pace);
    this.listener = listener;
    facts =
        Provenance.none()
            .with("data", splits.train().name())
            .with("training pictures", Fingerprint.of(splits.train()))
            .with("test pictures", Fingerprint.of(splits.test()))
            .with("draws", asked.draws())
            .with("seed", asked.seed());
  }

  Compared compared() {
    requireWhatItTakes();
    boolean stopped = false;
    try {
      time();
      while (!open.isEmpty()) {
        compare(open.remove(0));
      }
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: what is done may be looked at
      stopped = true;
      leftOut.add("all that was still to come when you stopped it");
    }
    return new Compared(setting(), measured(), trials, leftOut, stopped);
  }

  private void requireWhatItTakes() {
    List<String> classes = splits.train().classes();
    if (classes.size() < 2) {
      throw LabException.of(
          "at least two classes", classes.toString(), "add pictures of another class");
    }
    if (splits.test().size() == 0) {
      throw LabException.of(
          "test pictures, by which all networks are judged",
          "none in " + splits.test().name(),
          "hold some back, as Targets.open does with a fifth of a folder; Advisor needs none");
    }
    for (ImageSet part : List.of(splits.train(), splits.test())) {
      int[] counts = new int[classes.size()];
      part.pictures().forEach(p -> counts[p.label()]++);
      for (int label = 0; label < counts.length; label++) {
        if (counts[label] == 0) {
          throw LabException.of(
              "at least two pictures of each class, one to learn from and one to judge by",
              "none of %s in %s".formatted(classes.get(label), part.name()),
              "add pictures of it, or leave the class out");
        }
      }
    }
  }

  /** Looks how fast each network is, and says what that makes of it. */
  private void time() {
    List<FrozenNetwork> all = new ArrayList<>(asked.sources());
    all.add(
        Backbone.random(Compared.CONTROL, VggShape.SKETCH, Preprocessing.SKETCH, ANY_CLASSES, 1));
    listener.accept(
        new AdviceProgress(
            "looking how fast %d networks are here".formatted(all.size()), false, Double.NaN));
    Map<Object, Double> least = new HashMap<>();
    for (FrozenNetwork network : all) {
      least.merge(
          Speed.shape(network),
          Speed.millisecondsOfAForwardPass(network, splits.test()),
          Math::min);
      stopIfAsked();
    }
    times.look(all);
    for (FrozenNetwork network : all) {
      boolean control = network.name().equals(Compared.CONTROL);
      costs.add(
          new NetworkCost(
              network.name(),
              Family.of(network).map(Family::title).orElse(""),
              control ? null : Family.of(network).map(Family::year).orElse(null),
              Objects.requireNonNull(least.get(Speed.shape(network))),
              network.weightBytes()));
    }
    costs.sort(
        Comparator.comparing((NetworkCost c) -> c.network().equals(Compared.CONTROL))
            .thenComparing(NetworkCost::milliseconds));
    // The control comes last in tables, and early in time: everything else is measured against it.
    all.sort(Comparator.comparing(this::milliseconds));
    open.addAll(all);
    listener.accept(
        new AdviceProgress(
            "%d networks and %s, %d training and %d test pictures: about %s"
                .formatted(
                    all.size() - 1,
                    Compared.CONTROL,
                    splits.train().size(),
                    splits.test().size(),
                    Sizes.time(Math.max(1, remaining()))),
            true,
            Double.NaN));
  }

  private double milliseconds(FrozenNetwork network) {
    return costs.stream()
        .filter(cost -> cost.network().equals(network.name()))
        .mapToDouble(NetworkCost::milliseconds)
        .findFirst()
        .orElse(0);
  }

  /** Seconds of all open networks. */
  private double remaining() {
    return open.stream().mapToDouble(n -> times.extraction(n) + trying(n)).sum();
  }

  private void compare(FrozenNetwork network) {
    double needed = times.extraction(network);
    if (needed > 0 && needed > times.left()) {
      leftOut.add(
          "%s, for want of time: its features take about %s"
              .formatted(network.name(), Sizes.time(needed)));
      return;
    }
    FeatureTrials features =
        FeatureTrials.of(
            network,
            splits.train(),
            splits.test(),
            asked.cache(),
            times.perPicture(network),
            at ->
                listener.accept(
                    new AdviceProgress(
                        "features of %s: %d of %d pictures of %s"
                            .formatted(network.name(), at.done(), at.total(), at.name()),
                        false,
                        at.secondsLeft() + trying(network) + remaining())));
    problems.addAll(features.problems());
    facts =
        facts.with(
            "weights SHA-256 of " + network.name(),
            Objects.requireNonNullElse(features.facts().get("weights SHA-256"), "unknown"));
    draw(features);
    tryAll(network, features);
  }

  /** The draws of the first network are those of all. */
  private void draw(FeatureTrials features) {
    Draws found =
        Draws.judgedBy(splits.test(), splits.train(), features.keys(), asked.draws(), asked.seed());
    if (draws == null) {
      draws = found;
      int all = found.largest();
      largest = all;
      List<Integer> some = new ArrayList<>(asked.shots().stream().filter(k -> k < all).toList());
      List<Integer> none = asked.shots().stream().filter(k -> k > all).toList();
      some.add(all);
      shots = List.copyOf(some);
      if (!none.isEmpty()) {
        leftOut.add(
            "%s pictures a class: no class has more than %d training pictures"
                .formatted(String.join(", ", none.stream().map(String::valueOf).toList()), all));
      }
    }
    if (!draws.isOf(features.keys())) {
      throw LabException.of(
          "the same pictures for every network",
          "pictures that changed meanwhile",
          "ask again once nobody writes to " + splits.train().name());
    }
  }

  private Draws draws() {
    return Objects.requireNonNull(draws);
  }

  /** With all pictures first: whoever stops it then has the answer to most. */
  private void tryAll(FrozenNetwork network, FeatureTrials features) {
    List<String> missing = new ArrayList<>();
    for (int i = shots.size() - 1; i >= 0; i--) {
      for (Way way : asked.ways()) {
        if (times.seconds(network, way, shots.get(i), largest) > times.left()) {
          missing.add("%s with %d a class".formatted(way.title(), shots.get(i)));
          continue;
        }
        tryOne(network, features, way, shots.get(i));
      }
    }
    if (!missing.isEmpty()) {
      leftOut.add(
          "of %s, for want of time: %s".formatted(network.name(), String.join(", ", missing)));
    }
    Compared soFar = new Compared(setting(), measured(), trials, List.of(), false);
    soFar
        .best(network.name(), shots.get(shots.size() - 1))
        .ifPresent(
            best ->
                listener.accept(
                    new AdviceProgress(
                        "%s: %s ms a picture, best %s, %s %%"
                            .formatted(
                                network.name(),
                                Compared.milliseconds(milliseconds(network)),
                                best.way().title(),
                                soFar.spread(best, shots.get(shots.size() - 1)).percent()),
                        true,
                        remaining())));
  }

  private void tryOne(FrozenNetwork network, FeatureTrials features, Way way, int perClass) {
    int repeats = times.repeats(way, perClass, largest);
    double guess = times.seconds(network, way, perClass, largest) / repeats;
    int[] done = {0};
    long[] start = {System.nanoTime()};
    features.run(
        way,
        draws(),
        perClass,
        ComparisonTimes.headPlan(draws().training(perClass, asked.seed()).size()),
        trial -> {
          trials.add(trial);
          long now = System.nanoTime();
          if (done[0]++ < repeats) {
            times.took(network, way, perClass, (now - start[0]) / 1e9);
          }
          start[0] = now;
          listener.accept(
              new AdviceProgress(
                  "%s on %s with %d a class, draw %d of %d"
                      .formatted(way.title(), network.name(), perClass, done[0], asked.draws()),
                  false,
                  Math.max(0, repeats - done[0]) * guess + trying(network) + remaining()));
        });
  }

  /** Seconds of all trials of a network that are still to come. */
  private double trying(FrozenNetwork network) {
    Set<Integer> sizes = new LinkedHashSet<>(draws == null ? asked.shots() : shots);
    sizes.removeIf(k -> k > largest);
    sizes.add(largest);
    double sum = 0;
    for (int perClass : sizes) {
      for (Way way : asked.ways()) {
        boolean done =
            trials.stream()
                .anyMatch(
                    t ->
                        t.source().equals(network.name())
                            && t.way() == way
                            && t.perClass() == perClass);
        sum += done ? 0 : times.seconds(network, way, perClass, largest);
      }
    }
    return sum;
  }

  private static void stopIfAsked() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while networks were compared");
    }
  }

  /** The costs of the networks of which there are trials. */
  private List<NetworkCost> measured() {
    return costs.stream()
        .filter(c -> trials.stream().anyMatch(t -> t.source().equals(c.network())))
        .toList();
  }

  private ComparisonSetting setting() {
    return new ComparisonSetting(
        splits.train().name(),
        splits.train().classes(),
        shots,
        draws == null ? 0 : draws().judged(asked.seed()).size(),
        asked.draws(),
        OnnxEngine.defaults().threads(),
        List.copyOf(problems),
        facts.with("Java", Objects.requireNonNullElse(System.getProperty("java.version"), "?")));
  }
}
