package io.transferlab.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are either whole or not there. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes everything.
     *
     * @param out the temporary file, closed by the caller
     * @throws IOException if it cannot
     */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes to a temporary file beside the final one, then moves it there. If anything fails the
   * final file stays as it was.
   *
   * @param file the final name; its folder is made if missing
   * @param writer writes the content
   * @throws LabException if it cannot be written
   */
  public static void write(Path file, Writer writer) {
    Path target = file.toAbsolutePath();
    // Not createTempFile: that gives a file which only its owner may read, and classes share.
    Path temporary = target.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(target.getParent());
      try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
        writer.write(out);
      }
      move(temporary, target);
    } catch (IOException e) {
      throw LabException.writing(file, e);
    } finally {
      deleteQuietly(temporary);
    }
  }

  /**
   * Writes a text in UTF-8.
   *
   * @param file the target; replaced in one step
   * @param text the whole content
   * @throws LabException as {@link #write}
   */
  public static void writeText(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Moves a finished file or folder to its final name, in one step where the file system can.
   *
   * @param from what was written under a temporary name, on the same disk
   * @param to the final name; a file there is replaced, a folder must not be there
   * @throws IOException if it cannot be moved
   */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      // Some network file systems: still a whole file, if not in one step.
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The file it was meant for is safe; a stray .part is only untidy.
    }
  }
}
