package io.transferlab.core;

/**
 * Seconds of a unit of work, of which the later counts more: the first of many are slow until they
 * are compiled, and other programs come and go.
 */
final class RecentPace {
  private double done;
  private double weight;
  private double weighted;

  /** Some work was done. */
  void add(double work, double seconds) {
    double middle = done + work / 2;
    double each = middle * middle;
    weight += each * work;
    weighted += each * seconds;
    done += work;
  }

  /** Whether anything was done. */
  boolean isKnown() {
    return weight > 0;
  }

  /** Seconds of a unit; NaN before anything was done. */
  double seconds() {
    return weighted / weight;
  }
}
