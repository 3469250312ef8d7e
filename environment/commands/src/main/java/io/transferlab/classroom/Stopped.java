package io.transferlab.classroom;

/** A worker is no more: what ran in it was stopped, or has ended it. */
final class Stopped extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it is no more. */
  enum Reason {
    TIME,
    MEMORY,
    OUTPUT,
    ENDED
  }

  private final Reason reason;

  Stopped(Reason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
