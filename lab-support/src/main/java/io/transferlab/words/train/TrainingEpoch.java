package io.transferlab.words.train;

import java.util.Locale;

/**
 * What one pass over the text brought.
 *
 * @param number 1 for the first
 * @param of how many there will be
 * @param loss the mean loss; which one, the method says
 * @param seconds since training began
 */
public record TrainingEpoch(int number, int of, double loss, double seconds) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "epoch %d of %d: loss %.4f (%.1f s)", number, of, loss, seconds);
  }
}
