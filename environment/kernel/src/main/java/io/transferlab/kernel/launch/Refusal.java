package io.transferlab.kernel.launch;

/** What is not done, in one line that says what was expected, what was found and what to do. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** It failed. */
  static Refusal failed(String message) {
    return new Refusal(1, message);
  }

  /** It was typed wrongly. */
  static Refusal usage(String message) {
    return new Refusal(2, message);
  }

  /** How the process ends. */
  int status() {
    return status;
  }
}
