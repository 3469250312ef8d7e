package io.transferlab.train;

import java.util.Locale;

/**
 * What one epoch brought.
 *
 * @param number 1 for the first
 * @param trainLoss mean cross-entropy of the training steps, in nats
 * @param trainAccuracy mean per-class accuracy on training pictures, unaugmented, at most 512 of
 *     them; 0 to 1
 * @param validationLoss mean cross-entropy on the validation pictures, in nats
 * @param validationAccuracy mean per-class accuracy on them, 0 to 1
 * @param seconds time the training steps took
 * @param picturesPerSecond training speed
 */
public record Epoch(
    int number,
    double trainLoss,
    double trainAccuracy,
    double validationLoss,
    double validationAccuracy,
    double seconds,
    double picturesPerSecond) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d: train loss %.3f accuracy %.3f, validation loss %.3f accuracy %.3f (%.0f pictures/s)",
        number,
        trainLoss,
        trainAccuracy,
        validationLoss,
        validationAccuracy,
        picturesPerSecond);
  }
}
