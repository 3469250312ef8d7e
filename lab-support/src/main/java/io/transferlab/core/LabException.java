package io.transferlab.core;

/**
 * An error that a student can act on: it says what was expected, what was found, and what to do
 * next.
 */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LabException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates an error of three short parts, without a final stop each.
   *
   * @param expected what the code needs
   * @param found what it got instead
   * @param next what the reader should do now
   * @return the error, ready to be thrown
   */
  public static LabException of(String expected, String found, String next) {
    return of(expected, found, next, null);
  }

  /**
   * Creates an error that keeps the exception that led to it.
   *
   * @param expected what the code needs
   * @param found what it got instead
   * @param next what the reader should do now
   * @param cause the first cause, or null
   * @return the error, ready to be thrown
   */
  public static LabException of(String expected, String found, String next, Throwable cause) {
    return new LabException(
        "Expected " + expected + "; found " + found + ". Next: " + next + ".", cause);
  }
}
