package io.transferlab.kernel.execution;

/**
 * What a cell came to.
 *
 * @param value of its last expression, if it has one
 * @param hasValue whether it has; the value itself may be null
 */
public record Outcome(Object value, boolean hasValue) {
  /** A cell that ended well without a value. */
  public static final Outcome NOTHING = new Outcome(null, false);

  /** A cell that ended in an expression. */
  public static Outcome of(Object value) {
    return new Outcome(value, true);
  }
}
