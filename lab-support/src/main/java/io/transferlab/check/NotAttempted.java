package io.transferlab.check;

/** Thrown by the stub of an exercise that nobody has worked on yet. */
final class NotAttempted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAttempted() {
    // Without a stack trace: it carries no news, and a student should not have to read one.
    super("not attempted yet", null, false, false);
  }
}
