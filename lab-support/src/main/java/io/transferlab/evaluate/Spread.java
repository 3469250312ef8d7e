package io.transferlab.evaluate;

import java.util.Arrays;
import java.util.Locale;

/**
 * A figure measured several times, say with several seeds or folds.
 *
 * @param mean the mean
 * @param deviation the standard deviation of a sample (divided by n - 1); NaN for a single value
 * @param runs how many values
 */
public record Spread(double mean, double deviation, int runs) {
  /**
   * Summarises values.
   *
   * @param values at least one
   * @return mean and deviation
   */
  public static Spread of(double... values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    return new Spread(mean, deviation, values.length);
  }

  /**
   * As numbers.
   *
   * @param decimals digits behind the point, at least 0
   * @return for instance {@code 0.412 ± 0.013}, or {@code 0.412} for a single value
   */
  public String text(int decimals) {
    String rounded = String.format(Locale.ROOT, "%,." + decimals + "f", mean);
    // Nothing is a little less than nothing: -0.0004 is 0.000.
    String number = rounded.matches("-[0.]+") ? rounded.substring(1) : rounded;
    return runs < 2
        ? number
        : number + String.format(Locale.ROOT, " ± %,." + decimals + "f", deviation);
  }

  /**
   * As percentages.
   *
   * @return for instance {@code 90.3 ± 0.7}, or {@code 90.3} for a single value
   */
  public String percent() {
    return new Spread(100 * mean, 100 * deviation, runs).text(1);
  }

  @Override
  public String toString() {
    return percent() + " %";
  }
}
