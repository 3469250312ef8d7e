package io.transferlab.train;

import io.transferlab.core.Sizes;

/**
 * Where a run is.
 *
 * @param epoch the present epoch, 1 for the first
 * @param epochs planned epochs
 * @param step the batch of the epoch that was just learned, 1 for the first
 * @param steps batches in an epoch
 * @param secondsLeft an estimate of the time until the last planned epoch ends; NaN if not known
 *     yet
 */
public record TrainingProgress(int epoch, int epochs, int step, int steps, double secondsLeft) {
  /**
   * How much of the run is done.
   *
   * @return 0 to 1
   */
  public double fraction() {
    return (epoch - 1.0 + (double) step / steps) / epochs;
  }

  @Override
  public String toString() {
    return "epoch "
        + epoch
        + " of "
        + epochs
        + ", batch "
        + step
        + " of "
        + steps
        + (Double.isNaN(secondsLeft) ? "" : ", " + Sizes.time(secondsLeft) + " left");
  }
}
