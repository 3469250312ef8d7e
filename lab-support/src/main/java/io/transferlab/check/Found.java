package io.transferlab.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values so that they fit on the line of a check. */
final class Found {
  private static final int MOST_CHARACTERS = 160;
  private static final int MOST_NUMBERS = 6;
  private static final double ROUNDING = 1e-5;
  private static final double GROUPED_FROM = 10_000;

  private Found() {}

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN (not a number)" : Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      // As in the labs' tables: years, too, are below that.
      return String.format(
          Locale.ROOT, Math.abs(value) < GROUPED_FROM ? "%d" : "%,d", (long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    return Math.abs(value) < 1e-4 ? rounded.toString() : rounded.toPlainString();
  }

  /** In a tolerance that is there for rounding alone nobody is interested. */
  static String near(String expected, String found, double tolerance) {
    return tolerance <= ROUNDING && !found.equals(expected)
        ? expected
        : "within " + number(tolerance) + " of " + expected;
  }

  static String numbers(double @Nullable [] values) {
    if (values == null) {
      return "nothing (null)";
    }
    String first =
        Arrays.stream(values)
            .limit(MOST_NUMBERS)
            .mapToObj(Found::number)
            .collect(Collectors.joining(", ", "[", ""));
    return values.length > MOST_NUMBERS
        ? values.length + " values " + first + ", ...]"
        : first + "]";
  }

  static String value(@Nullable Object value) {
    if (value == null) {
      return "nothing (null)";
    }
    String flat = oneLine(value instanceof String ? "\"" + value + "\"" : String.valueOf(value));
    if (flat.length() <= MOST_CHARACTERS) {
      return flat;
    }
    String some = wholeWords(flat);
    return value instanceof Collection<?> many
        ? many.size() + " values " + some.replaceAll(",$", "") + ", ...]"
        : some.replaceAll("[.,;]+$", "") + (value instanceof String ? " ...\"" : " ...");
  }

  /** What has room, up to the last whole word. */
  private static String wholeWords(String flat) {
    int end = flat.lastIndexOf(' ', MOST_CHARACTERS);
    return flat.substring(0, end > 0 ? end : MOST_CHARACTERS);
  }

  /** Puts a text on one line, all of it: a message often has its cure at the end. */
  static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
