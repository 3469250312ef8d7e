package io.transferlab.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      Files.createDirectories(folder);
      temporary = Files.createTempFile(folder, "." + file.getFileName(), ".part");
      try (OutputStream out = Files.newOutputStream(temporary)) {
        writer.write(out);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LabException.of(
          "to write " + file, e.toString(), "check the folder's permissions and free space", e);
    } finally {
      if (temporary != null) {
        deleteQuietly(temporary);
      }
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
