package io.transferlab.joint;

import java.util.Locale;

/**
 * One pass over the pairs.
 *
 * @param number from 1
 * @param loss mean over the batches, in nats
 * @param validation mean reciprocal rank of the validation pairs, both ways
 * @param temperature as it is after the pass
 */
public record ContrastiveEpoch(int number, double loss, double validation, double temperature) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d: loss %.3f, mean reciprocal rank on validation %.3f, temperature %.3f",
        number,
        loss,
        validation,
        temperature);
  }
}
