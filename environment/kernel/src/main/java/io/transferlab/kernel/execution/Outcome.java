package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.Failure;

/**
 * What a cell came to.
 *
 * @param value of its last expression, if it has one
 * @param hasValue whether it has; the value itself may be null
 * @param failure null if it went well
 */
public record Outcome(Object value, boolean hasValue, Failure failure) {
  /** A cell that ended well without a value. */
  public static final Outcome NOTHING = new Outcome(null, false, null);

  static Outcome value(Object value) {
    return new Outcome(value, true, null);
  }

  /** A cell that failed. */
  public static Outcome failed(Failure failure) {
    return new Outcome(null, false, failure);
  }
}
