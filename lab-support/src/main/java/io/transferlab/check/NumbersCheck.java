package io.transferlab.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Properties of a row of numbers, such as a feature vector or probabilities. */
public final class NumbersCheck extends Expectation {
  private final double[] values;

  NumbersCheck(String name, double @Nullable [] values) {
    super(name, Found.numbers(values));
    this.values = values == null ? new double[] {Double.NaN} : values.clone();
  }

  /**
   * Expects this many numbers.
   *
   * @param length how many
   * @return this check
   */
  public NumbersCheck hasLength(int length) {
    wanted(length + (length == 1 ? " value" : " values"), values.length == length);
    return this;
  }

  /**
   * Expects every number within limits, these included.
   *
   * @param low the lower limit
   * @param high the upper limit
   * @return this check
   */
  public NumbersCheck areBetween(double low, double high) {
    wanted(
        "numbers between " + Found.number(low) + " and " + Found.number(high),
        Arrays.stream(values).allMatch(v -> v >= low && v <= high));
    return this;
  }

  /**
   * Expects a sum, as of probabilities.
   *
   * @param sum the sum
   * @param tolerance the largest difference allowed, at least 0
   * @return this check
   */
  public NumbersCheck sumTo(double sum, double tolerance) {
    wanted(
        "a sum of " + Found.number(sum), Math.abs(Arrays.stream(values).sum() - sum) <= tolerance);
    return this;
  }

  /**
   * Expects an Euclidean (L2) norm.
   *
   * @param norm the norm
   * @param tolerance the largest difference allowed, at least 0
   * @return this check
   */
  public NumbersCheck haveNorm(double norm, double tolerance) {
    double found = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    wanted("an L2 norm of " + Found.number(norm), Math.abs(found - norm) <= tolerance);
    return this;
  }

  /**
   * Expects numbers near others, one by one.
   *
   * @param expected the numbers
   * @param tolerance the largest difference allowed at each place, at least 0
   * @return this check
   */
  public NumbersCheck areCloseTo(double[] expected, double tolerance) {
    boolean close = values.length == expected.length;
    for (int i = 0; close && i < values.length; i++) {
      close = Math.abs(values[i] - expected[i]) <= tolerance;
    }
    wanted(Found.near(Found.numbers(expected), Found.numbers(values), tolerance), close);
    return this;
  }

  /**
   * Tells what to look at if one of the properties named so far does not hold.
   *
   * @param hint a short sentence
   * @return this check
   */
  public NumbersCheck hint(String hint) {
    addHint(hint);
    return this;
  }
}
