package io.transferlab.features;

import io.transferlab.core.Sizes;
import java.util.Locale;

/**
 * How far an extraction is.
 *
 * @param name the set
 * @param done pictures done
 * @param total pictures in all
 * @param picturesPerSecond mean rate so far
 * @param secondsLeft at that rate
 */
public record ExtractionProgress(
    String name, int done, int total, double picturesPerSecond, double secondsLeft) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d pictures, %.0f a second, %s left",
        name,
        done,
        total,
        picturesPerSecond,
        Sizes.time(secondsLeft));
  }
}
