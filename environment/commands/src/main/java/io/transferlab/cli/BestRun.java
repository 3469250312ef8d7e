package io.transferlab.cli;

import io.transferlab.data.Splits;
import io.transferlab.network.Classified;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.train.FineTuned;
import io.transferlab.train.History;

/**
 * Of several runs the one that is kept: the best on validation pictures, of equals the one with the
 * lowest loss there. Whoever chose by the test pictures would know their answers.
 */
final class BestRun {
  private final String target;
  private FineTuned tuned;
  private Splits splits;
  private Classified test;
  private int seed;
  private int runs;

  BestRun(String target) {
    this.target = target;
  }

  void add(FineTuned run, Splits pictures, Classified tested, int number) {
    runs++;
    if (tuned == null || isBetter(run.history(), tuned.history())) {
      tuned = run;
      splits = pictures;
      test = tested;
      seed = number;
    }
  }

  private static boolean isBetter(History run, History than) {
    int accuracies = Double.compare(run.bestValidationAccuracy(), than.bestValidationAccuracy());
    return accuracies > 0 || accuracies == 0 && loss(run) < loss(than);
  }

  private static double loss(History run) {
    return run.epochs().get(run.bestEpoch() - 1).validationLoss();
  }

  FineTuned tuned() {
    return tuned;
  }

  /** Keeps it. */
  SaveOptions.Kept keep(SaveOptions save, String name) {
    PictureClassifier classifier =
        PictureClassifier.of(tuned)
            .withProvenance(
                SaveOptions.provenance(
                    tuned.classifier().provenance(),
                    target,
                    splits,
                    tuned.history().name(),
                    tuned.history().bestValidationAccuracy(),
                    test.evaluation()));
    String chosen =
        runs == 1 ? "" : " (seed %d, the best of %d on validation pictures)".formatted(seed, runs);
    return save.keep(classifier, splits, name, chosen);
  }
}
