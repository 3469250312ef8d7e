package io.transferlab.train;

import io.transferlab.core.LabException;
import java.util.List;
import java.util.Locale;

/**
 * Looks whether a run is worth going on with: a loss that is no number any more, one far above that
 * of guessing, one that stays where guessing is.
 */
final class LossWatch {
  /** Above the loss of guessing by more than this, in nats, after an epoch: steps too large. */
  private static final double MARGIN = 0.5;

  /** And by more than this in two epochs in a row: hopeless. */
  private static final double HOPELESS = 3;

  /** Epochs within {@link #STUCK_SHARE} of guessing before something is said. */
  private static final int STUCK_EPOCHS = 5;

  private static final double STUCK_SHARE = 0.02;

  private final TrainingPlan plan;
  private final double guessing;
  private boolean told;

  /**
   * A watch.
   *
   * @param plan whose rates the advice is about
   * @param classes at least 2
   */
  LossWatch(TrainingPlan plan, int classes) {
    this.plan = plan;
    this.guessing = Math.log(classes);
  }

  /**
   * Looks at the loss of a step.
   *
   * @throws LabException if it is no finite number
   */
  void step(int epoch, double loss) {
    if (!Double.isFinite(loss)) {
      throw tooLarge("no number in epoch " + epoch);
    }
  }

  /**
   * Looks at an epoch.
   *
   * @param epochs so far, the last being new
   * @param listener is told once if something looks wrong
   * @throws LabException if the run has come apart
   */
  void epoch(List<Epoch> epochs, EpochListener listener) {
    int n = epochs.size();
    double loss = epochs.get(n - 1).trainLoss();
    if (n >= 2
        && loss > guessing + HOPELESS
        && epochs.get(n - 2).trainLoss() > guessing + HOPELESS) {
      throw tooLarge(
          String.format(
              Locale.ROOT,
              "%.1f in epochs %d and %d; guessing has %.2f",
              loss,
              n - 1,
              n,
              guessing));
    }
    if (told) {
      return;
    }
    if (loss > guessing + MARGIN && epochs.get(n - 1).validationLoss() > guessing + MARGIN) {
      told = true;
      listener.note(
          String.format(
              Locale.ROOT,
              "The loss after epoch %d, %.2f, is above that of guessing, %.2f: the steps may be too"
                  + " large. If it does not fall, try rates ten times lower than %s and %s, or a"
                  + " longer warm-up.",
              n,
              loss,
              guessing,
              plan.headRate(),
              plan.bodyRate()));
    } else if (n >= STUCK_EPOCHS
        && epochs.subList(n - STUCK_EPOCHS, n).stream()
            .allMatch(e -> Math.abs(e.trainLoss() - guessing) < STUCK_SHARE * guessing)) {
      told = true;
      listener.note(
          String.format(
              Locale.ROOT,
              "The loss has been that of guessing, %.2f, for %d epochs: nothing is learned. Try"
                  + " rates ten times higher or lower, no dropout, a longer warm-up or fewer frozen"
                  + " layers.",
              guessing,
              STUCK_EPOCHS));
    }
  }

  private LabException tooLarge(String found) {
    return LabException.of(
        "a loss that falls",
        found + ": the steps were too large",
        "try rates ten times lower than " + plan.headRate() + " and " + plan.bodyRate());
  }
}
