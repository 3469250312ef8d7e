package io.transferlab.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** Says in words what a chart shows. */
final class Words {
  /** A change below this part of the chart's whole range is not worth calling one. */
  private static final double FLAT = 0.02;

  private Words() {}

  /** Formats with three significant digits, without a trailing zero. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "infinity" : "minus infinity";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    if (rounded.signum() == 0) {
      return "0";
    }
    boolean readable = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7;
    BigDecimal stripped = rounded.stripTrailingZeros();
    return readable ? stripped.toPlainString() : String.format(Locale.ROOT, "%.2e", value);
  }

  /** Takes the quantity from an axis label: "accuracy (fraction)" gives "accuracy". */
  static String quantity(String axisLabel) {
    int bracket = axisLabel.indexOf('(');
    String name = bracket > 0 ? axisLabel.substring(0, bracket) : axisLabel;
    return name.strip().toLowerCase(Locale.ROOT);
  }

  static String curves(
      String title,
      String xLabel,
      String yLabel,
      List<Curve> curves,
      List<Curve> references,
      List<Curve> marks) {
    List<String> sentences = new ArrayList<>();
    double range = range(curves);
    for (Curve curve : curves) {
      sentences.add(subject(curve, quantity(yLabel)) + " " + course(curve, xLabel, range));
    }
    for (Curve reference : references) {
      sentences.add(
          "a reference line at " + number(reference.series().y()[0]) + " shows " + reference.run());
    }
    for (Curve mark : marks) {
      sentences.add(
          "an upright line" + at(mark.series(), 0, quantity(xLabel)) + " shows " + mark.run());
    }
    String body = sentences.isEmpty() ? "no values yet" : String.join("; ", sentences);
    return "Line chart: " + title + ". " + capital(body) + ".";
  }

  private static String subject(Curve curve, String quantity) {
    String what = curve.part().isEmpty() ? quantity : curve.part() + " " + quantity;
    return curve.run().equalsIgnoreCase(what) ? what : what + " of " + curve.run();
  }

  private static String course(Curve curve, String xLabel, double range) {
    Series series = curve.series().finite();
    int all = curve.series().y().length;
    double[] y = series.y();
    if (y.length == 0) {
      return all == 0 ? "has no values yet" : "has no value that is a number";
    }
    String where = quantity(xLabel);
    int last = y.length - 1;
    String text;
    if (last == 0) {
      text = "is " + value(series, 0) + at(series, 0, where);
    } else {
      text = change(series, where, range);
    }
    int missing = all - y.length;
    return missing == 0 ? text : text + " (" + missing + " values are not numbers)";
  }

  private static String change(Series series, String where, double range) {
    double[] y = series.y();
    int last = y.length - 1;
    double change = y[last] - y[0];
    String verb = change > 0 ? "rises" : "falls";
    // Nor is a change that is lost in the spread over repeated runs.
    double spread = series.hasSpread() ? Math.max(series.spread()[0], series.spread()[last]) : 0;
    double worth = Math.max(FLAT * range, spread);
    if (Math.abs(change) <= worth) {
      verb = "goes";
    }
    String text =
        verb
            + " from "
            + value(series, 0)
            + at(series, 0, where)
            + " to "
            + value(series, last)
            + at(series, last, where);
    int high = extreme(y, 1);
    int low = extreme(y, -1);
    // A summit or a dip between the ends is often the point of the chart: overfitting.
    if (y[high] - Math.max(y[0], y[last]) > worth) {
      text += ", highest " + number(y[high]) + at(series, high, where);
    }
    if (Math.min(y[0], y[last]) - y[low] > worth) {
      text += ", lowest " + number(y[low]) + at(series, low, where);
    }
    return text;
  }

  private static int extreme(double[] y, int sign) {
    int best = 0;
    for (int i = 1; i < y.length; i++) {
      if (sign * y[i] > sign * y[best]) {
        best = i;
      }
    }
    return best;
  }

  private static String value(Series series, int i) {
    String text = number(series.y()[i]);
    if (!series.hasSpread() || !Double.isFinite(series.spread()[i])) {
      return text;
    }
    // More digits of the spread than of the value would only pretend.
    int scale = new BigDecimal(series.y()[i]).round(new MathContext(3)).scale();
    double unit = Math.pow(10, -Math.max(0, scale));
    return text + " ± " + number(Math.rint(series.spread()[i] / unit) * unit);
  }

  private static String at(Series series, int i, String where) {
    return " at " + where + " " + number(series.x()[i]);
  }

  private static double range(List<Curve> curves) {
    DoubleSummaryStatistics all =
        curves.stream()
            .flatMapToDouble(curve -> Arrays.stream(curve.series().finite().y()))
            .summaryStatistics();
    return all.getCount() == 0 ? 0 : all.getMax() - all.getMin();
  }

  static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
