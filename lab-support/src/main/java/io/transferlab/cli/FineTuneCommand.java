package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Splits;
import io.transferlab.data.Targets;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pretrained;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.FineTuner;
import io.transferlab.train.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab fine-tune SOURCE TARGET}. */
@Command(
    name = "fine-tune",
    mixinStandardHelpOptions = true,
    description = {
      "Fine-tunes a pretrained network on a target and measures it on test pictures.",
      "The best epoch is chosen on validation pictures; the test pictures are used once."
    })
final class FineTuneCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SOURCE", description = "a pretrained network: Sketch_Objects")
  private String source;

  @Parameters(
      paramLabel = "TARGET",
      description = "sketch-catsdogs, or a folder with one subfolder of pictures a class")
  private String target;

  @Option(
      names = "--freeze-to",
      paramLabel = "LAYER",
      description = "keep this layer and all before it as they are, for instance block5_pool")
  private String freezeTo;

  @Option(names = "--epochs", description = "default: 20; from scratch: 80")
  private Integer epochs;

  @Option(names = "--batch", description = "pictures a step (default: ${DEFAULT-VALUE})")
  private int batch = Plan.FINE_TUNING.batchSize();

  @Option(names = "--rate", description = "learning rate of the new head (default: 1e-3)")
  private Double rate;

  @Option(names = "--body-rate", description = "learning rate of the other layers (default: 3e-4)")
  private Double bodyRate;

  @Option(names = "--scratch", description = "start from random weights, for comparison")
  private boolean scratch;

  @Option(
      names = "--augment",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "mirror, shift and lighten training pictures at random (default: on)")
  private boolean augment = true;

  @Option(names = "--per-class", description = "training pictures of each class at most")
  private int perClass;

  @Option(names = "--seeds", description = "how many runs, with seeds 1, 2, ... (default: 1)")
  private int seeds = 1;

  @Option(names = "--quiet", description = "no line for each epoch")
  private boolean quiet;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (seeds < 1) {
      throw LabException.of("at least 1 run", "--seeds " + seeds, "leave the option out for one");
    }
    Backbone backbone = Pretrained.named(source).load();
    List<Map<String, Object>> runs = new ArrayList<>();
    double[] meanPerClass = new double[seeds];
    double[] accuracy = new double[seeds];
    Provenance provenance = Provenance.none();
    for (int i = 0; i < seeds; i++) {
      long seed = i + 1;
      Splits splits = Targets.open(target, perClass, seed);
      if (!json && i == 0) {
        System.out.println(splits);
      }
      FineTuned tuned =
          tuner(backbone, splits, seed)
              .fit(
                  (scratch ? "from scratch" : "fine-tuned") + ", seed " + seed,
                  splits.train(),
                  splits.validation(),
                  quiet || json ? EpochListener.SILENT : EpochListener.LINES);
      Evaluation test = tuned.network().evaluate(splits.test());
      meanPerClass[i] = test.meanPerClassAccuracy();
      accuracy[i] = test.accuracy();
      provenance = tuned.network().provenance();
      if (!json) {
        System.out.println(tuned + "\n  on test pictures: " + test);
      }
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("seed", seed);
      run.put("meanPerClassAccuracy", meanPerClass[i]);
      run.put("accuracy", accuracy[i]);
      run.put("validationAccuracy", tuned.history().bestValidationAccuracy());
      run.put("epoch", tuned.history().bestEpoch());
      run.put("seconds", tuned.history().seconds());
      run.put("history", tuned.history().epochs());
      runs.add(run);
    }
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("source", backbone.name());
      all.put("target", target);
      all.put("fromScratch", scratch);
      all.put("meanPerClassAccuracy", Output.mean(meanPerClass));
      all.put("accuracy", Output.mean(accuracy));
      all.put("runs", runs);
      all.put("provenance", provenance.facts());
      System.out.println(Json.GSON.toJson(all));
    } else {
      System.out.printf(
          Locale.ROOT,
          "%s on %s, %s: mean per-class accuracy on test pictures %s %% (%d run%s)%n",
          backbone.name(),
          target,
          scratch ? "from scratch" : freezeTo == null ? "all layers" : "frozen to " + freezeTo,
          Output.percent(meanPerClass),
          seeds,
          seeds == 1 ? "" : "s, mean ± standard deviation");
    }
    return 0;
  }

  private FineTuner tuner(Backbone backbone, Splits splits, long seed) {
    List<String> classes = splits.train().classes();
    FineTuner tuner =
        scratch ? FineTuner.fromScratch(backbone, classes) : FineTuner.of(backbone, classes);
    Plan usual = scratch ? Plan.FROM_SCRATCH : Plan.FINE_TUNING;
    Plan plan =
        usual
            .withEpochs(epochs == null ? usual.epochs() : epochs)
            .withBatchSize(batch)
            .withRates(
                rate == null ? usual.headRate() : rate,
                bodyRate == null ? usual.bodyRate() : bodyRate)
            .withAugmentation(augment ? Augmentation.STANDARD : Augmentation.NONE)
            .withSeed(seed);
    return (freezeTo == null ? tuner : tuner.freezeUpTo(freezeTo)).plan(plan);
  }
}
