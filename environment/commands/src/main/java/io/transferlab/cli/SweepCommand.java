package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.data.Splits;
import io.transferlab.network.Backbone;
import io.transferlab.plot.Curves;
import io.transferlab.plot.RangeTestCurve;
import io.transferlab.train.FineTuner;
import io.transferlab.train.LearningRateRangeTest;
import io.transferlab.train.LearningRateRangeTest.Range;
import io.transferlab.train.TrainingPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code environment/lab sweep SOURCE TARGET}. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description =
        "Looks for a learning rate: a few steps whose rate rises from far too small "
            + "to far too large, and the loss at each (Smith 2017, arXiv 1506.01186). Takes "
            + "about as long as an epoch or two.")
final class SweepCommand implements Callable<Integer> {
  @Mixin private SourceAndTarget on;

  @Option(
      names = "--freeze-to",
      paramLabel = "LAYER",
      description = "keep this layer and all before it as they are, for instance block5_pool")
  private String freezeTo;

  @Option(names = "--scratch", description = "start from random weights instead")
  private boolean scratch;

  @Option(names = "--from", description = "rate of the head at first (default: ${DEFAULT-VALUE})")
  private double from = Range.defaults().from();

  @Option(names = "--to", description = "rate of the head at last (default: ${DEFAULT-VALUE})")
  private double to = Range.defaults().to();

  @Option(names = "--steps", description = "batches (default: ${DEFAULT-VALUE})")
  private int steps = Range.defaults().steps();

  @Option(names = "--batch", description = "pictures a step (default: ${DEFAULT-VALUE})")
  private int batch = TrainingPlan.FINE_TUNING.batchSize();

  @Option(names = "--per-class", description = "training pictures of each class at most")
  private int perClass;

  @Option(names = "--seed", description = "of pictures, weights and order (default: 1)")
  private long seed = 1;

  @Option(names = "--figure", paramLabel = "FILE.png", description = "draw loss over rate")
  private Path figure;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    Range range = new Range(from, to, steps);
    OutputPlace.file("--figure", figure);
    Lab.start();
    Backbone network =
        on.trainable(
            "a sweep over learning rates",
            "no rate has to be found: `environment/lab fine-tune` trains a head behind it, l2norm"
                + " and fne an SVM");
    Splits splits = on.open(perClass, seed);
    FineTuner tuner =
        scratch
            ? FineTuner.fromScratch(network, splits.train().classes())
            : FineTuner.of(network, splits.train().classes());
    TrainingPlan plan =
        (scratch ? TrainingPlan.FROM_SCRATCH : TrainingPlan.FINE_TUNING)
            .withBatchSize(batch)
            .withSeed(seed);
    if (freezeTo != null) {
      tuner = tuner.freezeUpTo(freezeTo);
    }
    LearningRateRangeTest sweep =
        LearningRateRangeTest.of(tuner.withPlan(plan).prepare(), plan, splits.train(), range);
    Curves chart = RangeTestCurve.of(network.name() + " on " + on.target(), sweep);
    if (figure != null) {
      chart.figure().save(figure);
    }
    if (json) {
      System.out.println(Json.text(result(sweep, network)));
    } else {
      System.out.println(sweep);
      System.out.println(chart.alternative());
    }
    return 0;
  }

  /** What {@code --json} prints. */
  private record Result(
      String source,
      String target,
      Double suggestedRate,
      double bodyFraction,
      double[] rates,
      double[] losses,
      double[] smoothedLosses,
      Map<String, String> provenance) {}

  private Result result(LearningRateRangeTest sweep, Backbone network) {
    return new Result(
        network.name(),
        on.target(),
        sweep.suggestion().isEmpty() ? null : sweep.suggestion().getAsDouble(),
        sweep.bodyFraction(),
        sweep.rates(),
        sweep.losses(),
        sweep.smoothed(),
        network.provenance().facts());
  }
}
