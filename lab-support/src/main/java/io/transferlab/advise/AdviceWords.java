package io.transferlab.advise;

import io.transferlab.core.Names;
import io.transferlab.core.Sizes;
import io.transferlab.evaluate.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The advice as a sentence. */
final class AdviceWords {
  /** Times that differ by less are as long. */
  private static final double MUCH_DEARER = 1.5;

  private AdviceWords() {}

  static String sentence(Advice advice) {
    Optional<Choice> found = Choice.of(advice);
    if (found.isEmpty()) {
      return "Nothing was measured with all pictures, so there is nothing to advise; type: "
          + command(advice);
    }
    Choice choice = found.get();
    if (!isBetterThanGuessing(advice, choice.best())) {
      return tooFew(advice, choice) + "; type: " + command(advice);
    }
    AdviceSetting setting = advice.setting();
    return "Take %s: %s right with %d training pictures a class; %s; type: %s"
        .formatted(
            choice.taken(),
            Sizes.percent(advice.spread(choice.taken(), setting.all()).mean()),
            setting.all(),
            String.join("; ", reasons(advice, choice)),
            command(advice));
  }

  static String command(Advice advice) {
    return Choice.of(advice)
        .filter(choice -> isBetterThanGuessing(advice, choice.best()))
        .map(choice -> Objects.requireNonNull(advice.setting().commands().get(choice.taken())))
        .orElse("environment/lab advise " + Names.inShell(advice.setting().target()));
  }

  private static String tooFew(Advice advice, Choice choice) {
    AdviceSetting setting = advice.setting();
    return ("%d pictures to judge by are too few to tell anything, or no way works: the best, %s,"
            + " has %s right, which may be anything from %s, and guessing has %s; add pictures"
            + " to each class and ask again")
        .formatted(
            setting.judges(),
            choice.best(),
            Sizes.percent(advice.spread(choice.best(), setting.all()).mean()),
            interval(advice, choice.best()),
            Sizes.percent(1.0 / setting.classes().size()));
  }

  private static boolean isBetterThanGuessing(Advice advice, Candidate candidate) {
    return interval(advice, candidate).low() > 1.0 / advice.setting().classes().size();
  }

  /** By the pictures that judged, each counted once. */
  private static Interval interval(Advice advice, Candidate candidate) {
    Map<String, List<Double>> rights = new HashMap<>();
    for (Trial trial : advice.trials(candidate, advice.setting().all())) {
      int[] truth = trial.judged().truth();
      int[] said = trial.judged().labels();
      for (int i = 0; i < truth.length; i++) {
        rights
            .computeIfAbsent(trial.judged().keys().get(i), k -> new ArrayList<>())
            .add(truth[i] == said[i] ? 1.0 : 0.0);
      }
    }
    double right =
        rights.values().stream()
            .mapToDouble(v -> v.stream().mapToDouble(Double::doubleValue).average().orElse(0))
            .sum();
    return Interval.wilson((int) Math.round(right), rights.size());
  }

  private static List<String> reasons(Advice advice, Choice choice) {
    Candidate taken = choice.taken();
    List<String> reasons = new ArrayList<>();
    Optional<Candidate> cheaper = choice.bestCheaper();
    if (taken.equals(choice.best()) && cheaper.isPresent()) {
      PairedDifference ahead = Choice.compare(advice, taken, cheaper.get());
      reasons.add(
          ahead.isTold()
              ? "it is %s ahead of %s, the best of what is cheaper%s"
                  .formatted(ahead.lead(), cheaper.get(), meaning(taken.way()))
              : "it measured %s against %s, which is cheaper: more pictures or draws would tell whether it is sure"
                  .formatted(ahead, cheaper.get()));
    }
    if (!taken.equals(choice.best())) {
      reasons.add(
          "%s measured %s, which %d pictures cannot tell from nothing, and %s"
              .formatted(
                  choice.best(),
                  choice.behind(),
                  advice.setting().judges(),
                  price(advice, choice.best(), taken)));
      choice.dearer().stream()
          .filter(c -> c.way() == Way.FINE_TUNED && !c.equals(choice.best()))
          .limit(1)
          .forEach(c -> reasons.add(c + " measured " + Choice.compare(advice, c, taken)));
    } else {
      dearer(advice, choice).ifPresent(reasons::add);
    }
    if (advice.candidates().stream().noneMatch(c -> c.way() == Way.FINE_TUNED)) {
      reasons.add("fine-tuning was not tried");
    }
    if (reasons.isEmpty()) {
      reasons.add("the best of what was measured");
    }
    return reasons;
  }

  /** The best of what is dearer, and what fine-tuning did: people ask for it. */
  private static Optional<String> dearer(Advice advice, Choice choice) {
    List<Candidate> dearer = choice.dearer();
    List<String> each =
        Stream.concat(
                dearer.stream().limit(1),
                dearer.stream().filter(c -> c.way() == Way.FINE_TUNED).limit(1))
            .distinct()
            .map(c -> c + ": " + Choice.compare(advice, c, choice.taken()))
            .toList();
    return each.isEmpty()
        ? Optional.empty()
        : Optional.of("nothing dearer is better (" + String.join("; ", each) + ")");
  }

  private static String price(Advice advice, Candidate best, Candidate taken) {
    int all = advice.setting().all();
    double dear = advice.seconds(best, all);
    double cheap = advice.seconds(taken, all);
    return dear < MUCH_DEARER * cheap
        ? "this is the simpler"
        : "takes %s where this takes %s".formatted(time(dear), time(cheap));
  }

  private static String time(double seconds) {
    return seconds < 1 ? "less than a second" : Sizes.time(seconds);
  }

  /** What the course says of it. */
  private static String meaning(Way way) {
    return switch (way) {
      case PROBE -> "";
      case FNE -> " (the layers below know what the last has thrown away)";
      case HEAD -> " (the last layer's features serve)";
      case FINE_TUNED -> " (its layers gain from your pictures: there are enough of them)";
      case SCRATCH -> " (no source at hand knows anything of use)";
    };
  }
}
