package io.transferlab.check;

import io.transferlab.core.LabException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Says in one line what went wrong in a student's code. */
final class Troubles {
  private static final int MOST_CAUSES = 20;

  private Troubles() {}

  /**
   * Throws on the error by which a kernel stops a cell: the course kernel's own, or Java's old one.
   * Known by their names, so that no kernel is needed to compile.
   */
  static void passOnInterruption(Throwable error) {
    String name = error.getClass().getSimpleName();
    if (error instanceof Error stop
        && (name.equals("CellInterrupted") || name.equals("ThreadDeath"))) {
      throw stop;
    }
  }

  static boolean isNotAttempted(Throwable error) {
    return rootOf(error, NotAttempted.class);
  }

  private static boolean rootOf(Throwable error, Class<? extends Throwable> type) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  static String describe(Throwable error) {
    Throwable cause = unwrap(error);
    if (cause instanceof LabException) {
      return Found.oneLine(String.valueOf(cause.getMessage()));
    }
    if (cause instanceof StackOverflowError) {
      return "expected an answer, found a method that calls itself without end"
          + " (StackOverflowError)";
    }
    if (cause instanceof OutOfMemoryError) {
      return "expected an answer, found that the memory ran out (OutOfMemoryError)";
    }
    Optional<String> explained = explained(cause);
    // JShell's own exception, named so that no kernel is needed to compile.
    if (cause.getClass().getSimpleName().equals("SPIResolutionException")) {
      return "expected an answer, found code that does not compile: "
          + explained.orElse(
              "a name in it is misspelt, an argument is missing, or a cell above was not run");
    }
    return "expected an answer, found an error: " + explained.orElseGet(() -> plain(cause));
  }

  private static String plain(Throwable error) {
    String message = error.getMessage();
    return error.getClass().getSimpleName()
        + (message == null || message.isBlank() ? "" : ": " + Found.oneLine(message));
  }

  /** The course kernel knows the line of the cell and what the compiler said; others do not. */
  private static Optional<String> explained(Throwable error) {
    try {
      Object text =
          Class.forName("io.transferlab.kernel.KernelBridge")
              .getMethod("explain", Throwable.class)
              .invoke(null, error);
      return Optional.ofNullable((String) text).map(t -> t.replaceAll("\\s+", " ").strip());
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Skips wrappers that only say that something below them failed. */
  private static Throwable unwrap(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; depth < MOST_CAUSES; depth++) {
      boolean wrapper =
          cause instanceof InvocationTargetException
              || cause instanceof ExecutionException
              || cause instanceof ExceptionInInitializerError;
      if (!wrapper || cause.getCause() == null) {
        return cause;
      }
      cause = cause.getCause();
    }
    return cause;
  }
}
