package io.transferlab.study;

import io.transferlab.core.LabException;
import io.transferlab.data.Splits;
import io.transferlab.evaluate.Spread;
import io.transferlab.network.Backbone;
import io.transferlab.network.Transplant;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.FineTuner;
import io.transferlab.train.RehearsalTuner;
import io.transferlab.train.Rehearsed;
import io.transferlab.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/**
 * What fine-tuning costs the source, and what learning source and target in turn saves. What a
 * network still knows of its source is measured with its old output layer on its changed layers.
 *
 * @param source name of the network
 * @param target name of the set that was learned
 * @param runs one a seed
 */
public record Forgetting(String source, String target, List<Run> runs) {
  /**
   * One seed. All values are mean per-class accuracies on test pictures, 0 to 1.
   *
   * @param seed of training pictures, new weights and order
   * @param before the source on its own set, untouched
   * @param afterPlain the source after the target was learned alone
   * @param afterAlternating the source after both were learned in turn
   * @param targetPlain the target, learned alone
   * @param targetAlternating the target, learned in turn
   * @param secondsPlain training time of the target alone
   * @param secondsAlternating training time of both
   */
  public record Run(
      long seed,
      double before,
      double afterPlain,
      double afterAlternating,
      double targetPlain,
      double targetAlternating,
      double secondsPlain,
      double secondsAlternating) {}

  /**
   * Copies the list.
   *
   * @param source name of the network
   * @param target name of the set that was learned
   * @param runs one a seed
   */
  public Forgetting {
    runs = List.copyOf(runs);
  }

  /**
   * Trains and measures.
   *
   * @param source the pretrained network with its top; stays as it is
   * @param own pictures of its classes for a seed: the training pictures take turns with the
   *     target's, the test pictures measure
   * @param target pictures to learn for a seed
   * @param plan how both are trained; the seed is not used
   * @param seeds how many runs, with seeds 1, 2, ..., at least 1
   * @param listener told after each seed
   * @return the runs; after an interrupt those that are done
   * @throws LabException if something cannot be trained
   */
  public static Forgetting measure(
      Backbone source,
      LongFunction<Splits> own,
      LongFunction<Splits> target,
      TrainingPlan plan,
      int seeds,
      Consumer<Forgetting> listener) {
    if (seeds < 1) {
      throw LabException.of("at least 1 run", String.valueOf(seeds), "one seed a run");
    }
    List<Run> runs = new ArrayList<>();
    String name = "";
    try {
      for (long seed = 1; seed <= seeds; seed++) {
        Splits learned = target.apply(seed);
        name = learned.train().name();
        Run run = run(source, own.apply(seed), learned, plan.withSeed(seed));
        if (run == null) {
          break;
        }
        runs.add(run);
        listener.accept(new Forgetting(source.name(), name, runs));
      }
    } catch (CancellationException e) {
      Thread.interrupted(); // used up: what is done may be looked at
    }
    return new Forgetting(source.name(), name, runs);
  }

  /** One seed; null after an interrupt. */
  private static Run run(Backbone source, Splits own, Splits target, TrainingPlan plan) {
    List<String> classes = target.train().classes();
    FineTuned plain =
        FineTuner.of(source, classes)
            .withPlan(plan)
            .fit("alone", target.train(), target.validation(), EpochListener.SILENT);
    if (plain.history().interrupted()) {
      return null;
    }
    Rehearsed both =
        RehearsalTuner.of(source, own.train(), classes)
            .withPlan(plan)
            .fit("in turn", target.train(), target.validation(), EpochListener.SILENT);
    if (both.history().interrupted()) {
      return null;
    }
    return new Run(
        plan.seed(),
        accuracy(source, own),
        accuracy(Transplant.withTopOf(plain.network(), source), own),
        accuracy(both.source(), own),
        accuracy(plain.network(), target),
        accuracy(both.target(), target),
        plain.history().seconds(),
        both.history().seconds());
  }

  private static double accuracy(Backbone network, Splits splits) {
    return network.evaluate(splits.test()).meanPerClassAccuracy();
  }

  /**
   * Mean and spread of one of the values over the seeds.
   *
   * @param value which, for instance {@code Run::afterPlain}
   * @return its spread
   */
  public Spread spread(ToDoubleFunction<Run> value) {
    return Spread.of(runs.stream().mapToDouble(value).toArray());
  }

  /**
   * The measurements as a table of Markdown.
   *
   * @return the table, percentages
   */
  public String markdown() {
    return "| | on "
        + source
        + " | on "
        + target
        + " |\n|---|---|---|\n"
        + row("before", spread(Run::before).percent(), "–")
        + row(
            "fine-tuned on the target alone",
            spread(Run::afterPlain).percent(),
            spread(Run::targetPlain).percent())
        + row(
            "source and target in turn",
            spread(Run::afterAlternating).percent(),
            spread(Run::targetAlternating).percent());
  }

  private static String row(String what, String onSource, String onTarget) {
    return "| " + what + " | " + onSource + " | " + onTarget + " |\n";
  }

  @Override
  public String toString() {
    return runs.isEmpty() ? "no run is done" : markdown();
  }
}
