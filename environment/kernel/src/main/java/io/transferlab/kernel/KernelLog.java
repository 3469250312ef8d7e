package io.transferlab.kernel;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The kernel's own log: a file, so that a notebook shows only what its cells wrote.
 *
 * <p>Not java.util.logging: its configuration is global to the JVM and belongs to the libraries
 * that cells use.
 */
public final class KernelLog {
  private static final long LARGEST = 1_000_000;

  private final Path file;

  /**
   * @param file appended to; begun anew when larger than a megabyte
   */
  public KernelLog(Path file) {
    this.file = file;
  }

  /** The file named by LAB_KERNEL_LOG, or else kernel.log in the course's data folder. */
  public static KernelLog standard() {
    String named = System.getenv("LAB_KERNEL_LOG");
    if (named != null && !named.isBlank()) {
      return new KernelLog(Path.of(named));
    }
    String data = System.getenv("LAB_DATA");
    Path folder =
        data != null && !data.isBlank()
            ? Path.of(data)
            : Path.of(System.getProperty("user.home"), ".transferlab");
    return new KernelLog(folder.resolve("logs").resolve("kernel.log"));
  }

  /** Notes a line. */
  public void info(String text) {
    write(text + System.lineSeparator());
  }

  /** Notes a failure with its stack trace. */
  public void error(String text, Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace, true));
    write(text + System.lineSeparator() + trace);
  }

  private synchronized void write(String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file) && Files.size(file) > LARGEST) {
        Files.delete(file);
      }
      String stamp = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
      Files.writeString(
          file,
          stamp + " [" + ProcessHandle.current().pid() + "] " + text,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException | RuntimeException e) {
      // A log that cannot be written must not disturb a lesson.
    }
  }
}
