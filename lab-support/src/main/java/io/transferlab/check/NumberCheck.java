package io.transferlab.check;

/** Properties of one number. NaN has none of them. */
public final class NumberCheck extends Expectation {
  private final double value;

  NumberCheck(String name, double value) {
    super(name, Found.number(value));
    this.value = value;
  }

  /**
   * Expects a number within limits, these included.
   *
   * @param low the lower limit
   * @param high the upper limit
   * @return this check
   */
  public NumberCheck isBetween(double low, double high) {
    wanted(
        "between " + Found.number(low) + " and " + Found.number(high),
        value >= low && value <= high);
    return this;
  }

  /**
   * Expects a number that is not too small.
   *
   * @param low the lower limit, included
   * @return this check
   */
  public NumberCheck isAtLeast(double low) {
    wanted("at least " + Found.number(low), value >= low);
    return this;
  }

  /**
   * Expects a number that is not too large.
   *
   * @param high the upper limit, included
   * @return this check
   */
  public NumberCheck isAtMost(double high) {
    wanted("at most " + Found.number(high), value <= high);
    return this;
  }

  /**
   * Expects a number near another.
   *
   * @param expected the number
   * @param tolerance the largest difference allowed, at least 0
   * @return this check
   */
  public NumberCheck isCloseTo(double expected, double tolerance) {
    wanted(
        Found.near(Found.number(expected), Found.number(value), tolerance),
        Math.abs(value - expected) <= tolerance);
    return this;
  }

  /**
   * Expects exactly this number, as for a count.
   *
   * @param expected the number
   * @return this check
   */
  public NumberCheck isEqualTo(double expected) {
    wanted(Found.number(expected), value == expected);
    return this;
  }

  /**
   * Tells what to look at if one of the properties named so far does not hold.
   *
   * @param hint a short sentence
   * @return this check
   */
  public NumberCheck hint(String hint) {
    addHint(hint);
    return this;
  }
}
