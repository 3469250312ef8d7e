package io.transferlab.cli;

import java.util.Locale;

/** How commands write figures. */
final class Output {
  private Output() {}

  /** Mean and sample standard deviation, as percentages: {@code 91.3 ± 1.2}. */
  static String percent(double[] fractions) {
    double mean = mean(fractions);
    return fractions.length < 2
        ? String.format(Locale.ROOT, "%.1f", 100 * mean)
        : String.format(Locale.ROOT, "%.1f ± %.1f", 100 * mean, 100 * deviation(fractions));
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  /** With n - 1; NaN for fewer than two values. */
  static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double v : values) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}
