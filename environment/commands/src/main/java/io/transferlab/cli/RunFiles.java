package io.transferlab.cli;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import picocli.CommandLine.Option;

/** Where the state of runs is kept, so that a command that was killed can go on. */
final class RunFiles {
  @Option(
      names = "--resume",
      description =
          "keep the state of each run after each epoch, and go on where the same "
              + "command was stopped before; the state goes to the data folder and is deleted "
              + "at the end")
  private boolean resume;

  @Option(
      names = "--checkpoint",
      paramLabel = "FOLDER",
      description = "as --resume, with the state in this folder")
  private Path folder;

  private final List<Path> used = new ArrayList<>();

  /**
   * The file of a run.
   *
   * @param name what the run is called
   * @param settings all that makes it: another file for other settings
   * @return the file; null if no state is kept
   */
  Path of(String name, String settings) {
    if (!isKept()) {
      return null;
    }
    Path in = folder == null ? Lab.home().resolve("checkpoints") : folder;
    CRC32 sum = new CRC32();
    sum.update(settings.getBytes(StandardCharsets.UTF_8));
    Path file = in.resolve(slug(name) + "-" + Long.toHexString(sum.getValue()) + ".checkpoint");
    used.add(file);
    return file;
  }

  /** Whether a command that is stopped can go on. */
  boolean isKept() {
    return folder != null || resume;
  }

  /** Refuses before the work a folder that cannot be written. */
  void check() {
    OutputPlace.folder("--checkpoint", folder);
  }

  /** A name as a file's: small letters, digits and hyphens. */
  static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** Deletes the state of runs that are all done. */
  void done() {
    for (Path file : used) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw LabException.writing(file, e, "delete it by hand");
      }
    }
  }
}
