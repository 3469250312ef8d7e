package io.transferlab.core;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files that appear whole or not at all, whatever happens on the way. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a file under a temporary name in the same folder, then moves it to its place.
   *
   * @param target the file to write or to replace; its folder is made if it is missing
   * @param content what the file shall hold
   * @throws IOException if the file cannot be written; what was there before is then untouched
   */
  public static void write(Path target, byte[] content) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    // Not createTempFile: that gives a file which only its owner may read.
    Path temporary = absolute.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(temporary, content, StandardOpenOption.CREATE_NEW);
      move(temporary, absolute);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      // Some network file systems: still a whole file, if not in one step.
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
