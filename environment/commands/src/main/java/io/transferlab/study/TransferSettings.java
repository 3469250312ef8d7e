package io.transferlab.study;

import io.transferlab.core.LabException;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Splits;
import io.transferlab.data.TargetOptions;
import io.transferlab.data.Targets;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Architecture;
import io.transferlab.train.TrainingPlan;

/**
 * What is the same for all measurements.
 *
 * @param seeds how often each is repeated, with training pictures of seed 1, 2, ...
 * @param trainedSeeds the same for methods that train a network
 * @param otherSeeds the same for these methods with the second and further networks of a source
 * @param perClass training pictures of each class; 0 for the target's usual number
 * @param testPerClass test pictures of each class at most; 0 for all
 * @param c what a mistake costs a support vector machine; 0 to choose it by cross-validation on the
 *     training pictures
 * @param epochs of fine-tuning
 * @param headEpochs of a new head on a frozen network, whose features are computed once
 * @param scratchEpochs of training from scratch
 * @param cache whether features are kept on disk
 */
public record TransferSettings(
    int seeds,
    int trainedSeeds,
    int otherSeeds,
    int perClass,
    int testPerClass,
    double c,
    int epochs,
    int headEpochs,
    int scratchEpochs,
    boolean cache) {
  /** The test pictures are the same in every run. */
  private static final long TEST_SEED = 2026;

  /**
   * Checks the numbers that {@link TrainingPlan} and the SVM do not check.
   *
   * @param seeds how often each is repeated, with training pictures of seed 1, 2, ...
   * @param trainedSeeds the same for methods that train a network
   * @param otherSeeds the same for these methods with the second and further networks of a source
   * @param perClass training pictures of each class
   * @param testPerClass test pictures of each class at most
   * @param c what a mistake costs a support vector machine
   * @param epochs of fine-tuning
   * @param headEpochs of a new head on a frozen network, whose features are computed once
   * @param scratchEpochs of training from scratch
   * @param cache whether features are kept on disk
   * @throws LabException for a number below its least
   */
  public TransferSettings {
    if (seeds < 1 || trainedSeeds < 1 || otherSeeds < 1) {
      throw LabException.of(
          "at least 1 run",
          String.valueOf(Math.min(seeds, Math.min(trainedSeeds, otherSeeds))),
          "3 tell the spread");
    }
    if (!(c >= 0) || Double.isInfinite(c)) {
      throw LabException.of("C above 0", String.valueOf(c), "1 is usual");
    }
    if (perClass < 0 || testPerClass < 0) {
      throw LabException.of(
          "at least 1 picture of each class",
          String.valueOf(Math.min(perClass, testPerClass)),
          "leave the option out for the usual number");
    }
  }

  Splits splits(String target, long seed) {
    Splits splits = Targets.open(target, options(seed));
    return testPerClass == 0
        ? splits
        : new Splits(
            splits.train(), splits.validation(), splits.test().take(testPerClass, TEST_SEED));
  }

  private TargetOptions options(long seed) {
    TargetOptions options = TargetOptions.defaults().withSeed(seed);
    return perClass == 0 ? options : options.withPerClass(perClass);
  }

  /** How a method trains its network. */
  TrainingPlan plan(TransferMethod method, long seed) {
    TrainingPlan plan =
        switch (method) {
          case SCRATCH -> TrainingPlan.FROM_SCRATCH.withEpochs(scratchEpochs);
          case HEAD ->
              TrainingPlan.FINE_TUNING.withEpochs(headEpochs).withAugmentation(Augmentation.NONE);
          default -> TrainingPlan.FINE_TUNING.withEpochs(epochs);
        };
    return plan.withSeed(seed);
  }

  /** Everything that decides a result and is not in the rest of a question. */
  String words(TransferMethod method, Architecture architecture) {
    String how = "linear SVM, C " + (c == 0 ? "chosen on training pictures" : c);
    if (method.isTrained()) {
      TrainingPlan plan = plan(method, 1);
      how =
          "%d epochs, batch %d, rates %s and %s, %s"
              .formatted(
                  plan.epochs(),
                  plan.batchSize(),
                  plan.headRate(),
                  plan.bodyRate(),
                  plan.augmentation().equals(Augmentation.NONE)
                      ? "no augmentation"
                      : "augmentation");
    }
    return "%s; %s training and %s test pictures a class; %s%s"
        .formatted(
            how,
            perClass == 0 ? "usual" : perClass,
            testPerClass == 0 ? "all" : testPerClass,
            "drawing " + SketchSet.DRAWING_VERSION,
            method == TransferMethod.SCRATCH ? "; " + architecture : "");
  }
}
