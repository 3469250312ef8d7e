package io.transferlab.train;

import io.transferlab.core.Sizes;

/**
 * Where a run is.
 *
 * @param epoch the present epoch, 1 for the first; 0 while the features of frozen layers are
 *     computed, once for all epochs
 * @param epochs planned epochs
 * @param step the batch of the epoch that was just learned, 1 for the first
 * @param steps batches in an epoch
 * @param secondsLeft an estimate of the time until the last planned epoch ends, or until the
 *     features are there; NaN where there is none yet
 */
public record TrainingProgress(int epoch, int epochs, int step, int steps, double secondsLeft) {
  /**
   * How much of the run, or of the features, is done.
   *
   * @return 0 to 1
   */
  public double fraction() {
    return epoch == 0 ? (double) step / steps : (epoch - 1.0 + (double) step / steps) / epochs;
  }

  @Override
  public String toString() {
    String where = epoch == 0 ? "frozen layers" : "epoch " + epoch + " of " + epochs;
    return where + ", batch " + step + " of " + steps + timeLeft();
  }

  /**
   * The time left in words.
   *
   * @return such as ", 12 s left"; empty where there is no estimate
   */
  public String timeLeft() {
    return Double.isNaN(secondsLeft) ? "" : ", " + Sizes.time(secondsLeft) + " left";
  }
}
