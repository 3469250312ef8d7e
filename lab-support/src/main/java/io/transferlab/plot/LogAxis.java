package io.transferlab.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A quantity that grows in equal factors, between two round numbers.
 *
 * @param low the left end, above 0
 * @param high the right end
 */
record LogAxis(double low, double high) {
  private static final double[] STEPS = {1, 2, 5};

  /** An axis that holds values, all above 0, with some room beside them. */
  static LogAxis of(double least, double most) {
    List<Double> round = round(least / 100, most * 100);
    double low = round.stream().filter(t -> t <= least / 1.3).reduce((a, b) -> b).orElse(least);
    double high = round.stream().filter(t -> t >= most * 1.3).findFirst().orElse(most);
    return new LogAxis(low, high);
  }

  private static List<Double> round(double from, double to) {
    List<Double> found = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(from)); e <= Math.ceil(Math.log10(to)); e++) {
      for (double step : STEPS) {
        found.add(step * Math.pow(10, e));
      }
    }
    return found;
  }

  /** Where lines are drawn: 1, 2, 5, 10 ... within the axis. */
  List<Double> ticks() {
    return round(low, high).stream().filter(t -> t >= low * 0.999 && t <= high * 1.001).toList();
  }

  /**
   * Those of the ticks that are labelled: all, or the powers of ten if those are too many.
   *
   * @param most how many labels stand side by side
   */
  List<Double> labelled(int most) {
    List<Double> all = ticks();
    return all.size() <= most
        ? all
        : all.stream()
            .filter(t -> Math.abs(Math.log10(t) - Math.rint(Math.log10(t))) < 1e-6)
            .toList();
  }

  /** Where a value lies, 0 at the left end and 1 at the right. */
  double at(double value) {
    return Math.log(value / low) / Math.log(high / low);
  }
}
