package io.transferlab.cli;

import io.transferlab.data.Splits;
import io.transferlab.network.Classified;
import io.transferlab.predict.PictureClassifier;
import io.transferlab.train.FineTuned;

/**
 * Of several runs the one that is kept: the best on validation pictures. Whoever chose by the test
 * pictures would know their answers.
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
    if (tuned == null
        || run.history().bestValidationAccuracy() > tuned.history().bestValidationAccuracy()) {
      tuned = run;
      splits = pictures;
      test = tested;
      seed = number;
    }
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
                    tuned.network().provenance(),
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
