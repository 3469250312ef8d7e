package io.transferlab.evaluate;

import java.util.Locale;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * Where a share lies that was only seen in a few cases.
 *
 * @param low 0 to 1
 * @param high 0 to 1
 */
public record Interval(double low, double high) {
  private static final double CONFIDENCE = 0.95;

  /** A wider one leaves open whether a network is good or guesses. */
  private static final double WIDE = 0.2;

  /**
   * The interval that holds the true share in 95 % of all samples (Wilson 1927, <a
   * href="https://doi.org/10.1080/01621459.1927.10502953">doi:10.1080/01621459.1927.10502953</a>).
   *
   * @param right cases of the kind that is counted, for instance right answers
   * @param of all cases, at least 1
   * @return the interval
   */
  public static Interval wilson(int right, int of) {
    ConfidenceInterval found = new WilsonScoreInterval().createInterval(of, right, CONFIDENCE);
    return new Interval(Math.max(0, found.getLowerBound()), Math.min(1, found.getUpperBound()));
  }

  /**
   * Whether it tells little.
   *
   * @return true if it is wider than 20 points of a hundred
   */
  public boolean isWide() {
    return high - low > WIDE;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.0f to %.0f %%", 100 * low, 100 * high);
  }
}
