package io.transferlab.cli;

import io.transferlab.core.LabException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks before the work whether its results can be written: afterwards it would be lost. */
final class OutputPlace {
  private OutputPlace() {}

  /**
   * Refuses a file that cannot be written.
   *
   * @param option the option that names it
   * @param file the file; null if the option was left out
   * @throws LabException if it is a folder, or its folder cannot be written
   */
  static void file(String option, Path file) {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file) || file.getFileName() == null) {
      throw LabException.of(
          "a file after " + option, file + ", which is a folder", "name a file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) { // what is finished would replace it
      throw LabException.of(
          "a file after " + option,
          file + ", which is no ordinary file (a device, a pipe)",
          "name another place");
    }
    folder(option, file.toAbsolutePath().getParent());
  }

  /**
   * Refuses a folder that cannot be written.
   *
   * @param option the option that names it
   * @param folder the folder, which need not be there; null if the option was left out
   * @throws LabException if it cannot be made, or nothing can be written into it
   */
  static void folder(String option, Path folder) {
    if (folder == null) {
      return;
    }
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw LabException.of(
          "a folder for " + option, there + ", which is a file", "name another place");
    }
    if (!Files.isWritable(there)) {
      throw LabException.of(
          "a place to write for " + option,
          there + ", which you may not write to",
          "name a folder of your own");
    }
  }
}
