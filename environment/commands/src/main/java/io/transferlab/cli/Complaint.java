package io.transferlab.cli;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told when a command fails: one line, whatever was thrown. */
final class Complaint {
  /** The exit status of a command that was interrupted, as shells have it: 128 and the signal. */
  static final int INTERRUPTED = 130;

  private Complaint() {}

  /**
   * The exit status.
   *
   * @param thrown what a command threw
   * @return 1: it failed; 130: somebody stopped it
   */
  static int status(Throwable thrown) {
    return first(thrown) instanceof CancellationException ? INTERRUPTED : 1;
  }

  /**
   * The line.
   *
   * @param thrown what a command threw
   * @return why it failed, and what to do
   */
  static String of(Throwable thrown) {
    Throwable first = first(thrown);
    if (first instanceof LabException || first instanceof CancellationException) {
      return first.getMessage();
    }
    if (Lab.isOutOfMemory(first)) {
      return LabException.of(
              "enough memory for this command",
              "a Java heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MB, all in use",
              "give it more, for instance LAB_HEAP=4g environment/lab ..., or fewer pictures")
          .getMessage();
    }
    if (first instanceof LinkageError) { // a missing jar, ND4J that cannot start
      return Lab.startFailure(first).getMessage();
    }
    if (first instanceof IOException e) {
      return LabException.reading(place(e), e).getMessage();
    }
    if (first instanceof InvalidPathException e) {
      return notAPath(e);
    }
    StackTraceElement[] trace = first.getStackTrace();
    return "A mistake in this program, not in what you typed: "
        + first
        + (trace.length == 0 ? "" : " at " + trace[0])
        + ". Next: tell the authors of the course, with the command that led to it.";
  }

  /** What nobody could name as a path on this machine. */
  static String notAPath(InvalidPathException e) {
    return LabException.of(
            "the path of a file or folder",
            "\"" + e.getInput().replace('\0', '?') + "\", which this system cannot have",
            "name another; letters beyond ASCII need LC_ALL=C.UTF-8 or another language in UTF-8")
        .getMessage();
  }

  /**
   * What a person is told who typed something that is no command.
   *
   * @param e what is wrong
   * @return a line why, one with what may have been meant, one that leads to the help
   */
  static String usage(ParameterException e) {
    CommandLine line = e.getCommandLine();
    StringBuilder text = new StringBuilder(e.getMessage()).append('\n');
    if (e instanceof UnmatchedArgumentException unmatched) {
      String meant = String.join(", ", unmatched.getSuggestions());
      text.append(meant.isEmpty() ? "" : "Possible: " + meant + "\n");
    }
    if (!line.getSubcommands().isEmpty() && !(e instanceof UnmatchedArgumentException)) {
      text.append("Commands: ").append(String.join(", ", line.getSubcommands().keySet()));
      text.append('\n');
    }
    return text.append("Next: ")
        .append(line.getCommandSpec().qualifiedName())
        .append(" --help shows what can be typed.")
        .toString();
  }

  private static Object place(IOException e) {
    return e instanceof FileSystemException f && f.getFile() != null
        ? f.getFile()
        : "a file that this command needs";
  }

  /** Without what only wraps it. */
  private static Throwable first(Throwable thrown) {
    Throwable e = thrown;
    while ((e instanceof ExecutionException || e instanceof UncheckedIOException)
        && e.getCause() != null) {
      e = e.getCause();
    }
    return e;
  }
}
