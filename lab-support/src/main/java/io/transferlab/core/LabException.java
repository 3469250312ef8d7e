package io.transferlab.core;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An error that a student can act on: it says what was expected, what was found, and what to do
 * next.
 */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LabException(String message, @Nullable Throwable cause) {
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
  public static LabException of(
      String expected, String found, String next, @Nullable Throwable cause) {
    return new LabException(
        "Expected " + expected + "; found " + found + ". Next: " + next + ".", cause);
  }

  /**
   * Creates the error for something that could not be read.
   *
   * @param what the file, folder or address
   * @param cause why; said in words, not by its class
   * @return "Could not read WHAT: access denied. Next: ..."
   */
  public static LabException reading(Object what, IOException cause) {
    return reading(what, cause, FileReasons.nextToRead(cause));
  }

  /**
   * Creates the error for something that could not be read.
   *
   * @param what the file, folder or address
   * @param cause why; said in words, not by its class
   * @param next what the reader should do now
   * @return the error, ready to be thrown
   */
  public static LabException reading(Object what, Throwable cause, String next) {
    return new LabException(
        "Could not read "
            + Names.printable(what)
            + ": "
            + FileReasons.of(cause)
            + ". Next: "
            + next
            + ".",
        cause);
  }

  /**
   * Creates the error for something that could not be written.
   *
   * @param what the file or folder
   * @param cause why; said in words, not by its class
   * @return "Could not write WHAT: access denied. Next: ..."
   */
  public static LabException writing(Object what, IOException cause) {
    return writing(what, cause, FileReasons.nextToWrite(cause));
  }

  /**
   * Creates the error for something that could not be written.
   *
   * @param what the file or folder
   * @param cause why; said in words, not by its class
   * @param next what the reader should do now
   * @return the error, ready to be thrown
   */
  public static LabException writing(Object what, Throwable cause, String next) {
    return new LabException(
        "Could not write "
            + Names.printable(what)
            + ": "
            + FileReasons.of(cause)
            + ". Next: "
            + next
            + ".",
        cause);
  }

  /**
   * Why a file could not be read or written, in words.
   *
   * @param cause what Java says
   * @return for instance {@code access denied}; no class name, no full stop
   */
  public static String reason(Throwable cause) {
    return FileReasons.of(cause);
  }
}
