package io.transferlab.core;

import java.util.Locale;

/** Sizes, times and shares as people read them. */
public final class Sizes {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

  private Sizes() {}

  /**
   * A number of bytes in decimal units.
   *
   * @param bytes at least 0
   * @return for instance {@code 792 MB} or {@code 5.0 GB}
   */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    String digits = unit > 0 && value < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, digits, value, UNITS[unit]);
  }

  /**
   * A stretch of time.
   *
   * @param seconds at least 0
   * @return for instance {@code 45 s}, {@code 3 min 20 s} or {@code 2 h 5 min}
   */
  public static String time(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? s / 60 + " min " + s % 60 + " s"
        : s / 3600 + " h " + (s % 3600) / 60 + " min";
  }

  /**
   * A share in per cent.
   *
   * @param fraction for instance of right answers, 0 to 1
   * @return for instance {@code 90.3 %}
   */
  public static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  /**
   * A difference of shares.
   *
   * @param difference for instance of two accuracies, -1 to 1
   * @return for instance {@code +2.5 points}; a point is one per cent of all
   */
  public static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f points", 100 * difference);
  }
}
