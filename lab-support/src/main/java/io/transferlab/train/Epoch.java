package io.transferlab.train;

import java.util.Locale;

/**
 * What one epoch brought.
 *
 * @param number 1 for the first
 * @param trainLoss mean cross-entropy of the training steps, in nats; with class weights the
 *     weighted one
 * @param trainAccuracy mean per-class accuracy on training pictures, unaugmented, at most 512 of
 *     them; 0 to 1
 * @param validationLoss mean cross-entropy on the validation pictures, in nats
 * @param validationAccuracy mean per-class accuracy on them, 0 to 1
 * @param headRate learning rate of the head at the end of the epoch
 * @param bodyRate learning rate of the uppermost other layer that is trained; 0 if none is
 * @param seconds what a person waited for it: steps, a look at the training and validation
 *     pictures, a checkpoint of the epoch before; with the first, frozen layers that are computed
 *     once
 * @param picturesPerSecond speed of the training steps alone
 */
public record Epoch(
    int number,
    double trainLoss,
    double trainAccuracy,
    double validationLoss,
    double validationAccuracy,
    double headRate,
    double bodyRate,
    double seconds,
    double picturesPerSecond) {
  /** Whether it serves better than another: more accurate, or as accurate with a lower loss. */
  boolean isBetterThan(Epoch other) {
    return validationAccuracy > other.validationAccuracy
        || (validationAccuracy == other.validationAccuracy
            && validationLoss < other.validationLoss);
  }

  /** The same with another number. */
  Epoch withNumber(int other) {
    return new Epoch(
        other,
        trainLoss,
        trainAccuracy,
        validationLoss,
        validationAccuracy,
        headRate,
        bodyRate,
        seconds,
        picturesPerSecond);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d: train loss %.3f accuracy %.3f, validation loss %.3f accuracy %.3f (%.0f"
            + " pictures/s)",
        number,
        trainLoss,
        trainAccuracy,
        validationLoss,
        validationAccuracy,
        picturesPerSecond);
  }
}
