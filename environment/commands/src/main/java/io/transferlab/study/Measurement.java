package io.transferlab.study;

import java.util.Objects;

/**
 * One measurement.
 *
 * @param question what was measured
 * @param accuracy mean per-class accuracy on the test pictures, 0 to 1
 * @param validation the same on the validation pictures, which chose the epoch; null for an SVM
 * @param seconds the time it took
 * @param date when, ISO 8601
 */
public record Measurement(
    TransferQuestion question, double accuracy, Double validation, double seconds, String date) {
  /**
   * Checks what a file says.
   *
   * @param question what was measured
   * @param accuracy mean per-class accuracy on the test pictures, 0 to 1
   * @param validation the same on the validation pictures, which chose the epoch
   * @param seconds the time it took
   * @param date when, ISO 8601
   * @throws IllegalArgumentException for an accuracy outside 0 to 1
   */
  public Measurement {
    Objects.requireNonNull(question, "a measurement of nothing");
    Objects.requireNonNull(date, "a measurement without date");
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException("an accuracy of " + accuracy);
    }
  }
}
