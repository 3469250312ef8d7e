package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.Augmentation;
import io.transferlab.train.ClassWeights;
import io.transferlab.train.Optimizer;
import io.transferlab.train.Rates;
import io.transferlab.train.Schedule;
import io.transferlab.train.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How to train, as options: what is not said is as the plan it is applied to says. */
final class PlanOptions {
  @Option(names = "--epochs", description = "default: 20; from scratch: 80")
  private Integer epochs;

  @Option(
      names = "--batch",
      description = "pictures a step (default: 16, or all if there are fewer)")
  private Integer batch;

  @Option(names = "--rate", description = "learning rate of the new head (default: 1e-3)")
  private Double rate;

  @Option(
      names = "--body-rate",
      description = "learning rate of the other layers (default: 3e-4; with --rate a tenth of it)")
  private Double bodyRate;

  @Option(
      names = "--rate-decay",
      paramLabel = "FACTOR",
      description = "multiply the rate for each layer further down, for instance 0.8 (default: 1)")
  private Double rateDecay;

  @Option(names = "--optimizer", description = "adam, sgd or rmsprop (default: adam)")
  private String optimizer;

  @Option(
      names = "--schedule",
      description = "cosine, constant or step: a tenth after each third (default: cosine)")
  private String schedule;

  @Option(names = "--warmup", paramLabel = "STEPS", description = "default: 10")
  private Integer warmup;

  @Option(
      names = "--augment",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "mirror, shift and lighten training pictures at random (default: on)")
  private boolean augment = true;

  @Option(
      names = "--views",
      paramLabel = "N",
      description =
          "with --freeze-to: compute the frozen layers once, for N changed copies of each picture")
  private Integer views;

  @Option(
      names = "--patience",
      paramLabel = "EPOCHS",
      description = "stop after so many epochs without improvement (default: never)")
  private Integer patience;

  @Option(
      names = "--class-weights",
      paramLabel = "KIND",
      description = "none, or balanced: small classes count as much as large ones (default: none)")
  private String classWeights;

  /**
   * The plan.
   *
   * @param usual what holds where nothing is said
   * @param random whether it is a training from scratch, where all layers have one rate
   * @param pictures how many there are to train on
   * @param seed the run's seed
   * @return the plan to train by
   */
  TrainingPlan apply(TrainingPlan usual, boolean random, int pictures, long seed) {
    TrainingPlan plan =
        usual
            .withBatchSize(batch == null ? Math.min(usual.batchSize(), pictures) : batch)
            .withRates(rates(usual, random))
            .withAugmentation(augment ? Augmentation.defaults() : Augmentation.NONE)
            .withSeed(seed);
    plan = epochs == null ? plan : plan.withEpochs(epochs);
    plan = optimizer == null ? plan : plan.withOptimizer(chosenOptimizer());
    plan = schedule == null ? plan : plan.withSchedule(chosenSchedule(plan));
    plan = warmup == null ? plan : plan.withWarmup(warmup);
    plan = views == null ? plan : plan.withCachedViews(views);
    plan = patience == null ? plan : plan.withPatience(patience);
    return classWeights == null ? plan : plan.withClassWeights(chosenWeights());
  }

  private Rates rates(TrainingPlan usual, boolean random) {
    Rates rates = usual.rates();
    if (rate != null) {
      rates = random ? Rates.of(rate, rate) : Rates.of(rate);
    }
    if (bodyRate != null) {
      rates = Rates.of(rates.head(), bodyRate);
    }
    return rateDecay == null ? rates : rates.withDecay(rateDecay);
  }

  private Optimizer chosenOptimizer() {
    return switch (chosen("an optimizer", optimizer, "adam", "sgd", "rmsprop")) {
      case "sgd" -> Optimizer.SGD;
      case "rmsprop" -> Optimizer.RMSPROP;
      default -> Optimizer.ADAM;
    };
  }

  private Schedule chosenSchedule(TrainingPlan plan) {
    Schedule shape =
        switch (chosen("a schedule", schedule, "cosine", "constant", "step")) {
          case "constant" -> Schedule.constant();
          case "step" -> Schedule.step(Math.max(1, (plan.epochs() + 2) / 3), 0.1);
          default -> Schedule.cosine();
        };
    return shape.withWarmup(plan.schedule().warmup());
  }

  private ClassWeights chosenWeights() {
    return chosen("weights of classes", classWeights, "none", "balanced").equals("balanced")
        ? ClassWeights.BALANCED
        : ClassWeights.NONE;
  }

  private static String chosen(String what, String typed, String... known) {
    String name = typed.toLowerCase(Locale.ROOT);
    if (!Arrays.asList(known).contains(name)) {
      throw Names.unknown(what, typed, List.of(known));
    }
    return name;
  }

  /**
   * Numbers separated by commas.
   *
   * @param option whose value it is
   * @param text for instance {@code 128,64}
   * @return the numbers
   */
  static int[] numbers(String option, String text) {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw LabException.of(
          "whole numbers separated by commas after " + option, text, "for instance 128,64", e);
    }
  }
}
