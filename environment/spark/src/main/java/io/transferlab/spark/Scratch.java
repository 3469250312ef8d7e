package io.transferlab.spark;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what is not finished. It goes with the process, also with one that Ctrl-C ends. */
final class Scratch implements AutoCloseable {
  private final Path root;
  private final Thread hook;

  private Scratch(Path root, Runnable stop) {
    this.root = root;
    hook =
        new Thread(
            () -> {
              stop.run();
              delete(root);
            },
            "scratch");
  }

  /**
   * Makes a folder.
   *
   * @param parent where; made if it is not there
   * @param stop stops who writes into it, if the process must end: what is deleted shall not come
   *     back
   * @return the folder, empty
   * @throws LabException if it cannot be made
   */
  static Scratch in(Path parent, Runnable stop) {
    try {
      Files.createDirectories(parent);
      Path made = Files.createTempDirectory(parent, ".unfinished-");
      Scratch scratch = new Scratch(made, stop);
      Runtime.getRuntime().addShutdownHook(scratch.hook);
      return scratch;
    } catch (IOException e) {
      throw LabException.writing(parent, e);
    }
  }

  /** A place in it where nothing is yet. */
  Path folder() {
    try {
      Path made = Files.createTempDirectory(root, "features-");
      Files.delete(made);
      return made;
    } catch (IOException e) {
      throw LabException.writing(root, e);
    }
  }

  /**
   * Moves what is finished to its place.
   *
   * @param made the folder
   * @param place where nothing may be
   * @throws LabException if something is
   */
  static void move(Path made, Path place) {
    try {
      if (Files.exists(place)) {
        throw LabException.of(
            "nothing at " + place, "something that came meanwhile", "name another folder");
      }
      Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw LabException.of(
          "a folder on one disk", place + ", which is on another", "name another place");
    } catch (IOException e) {
      throw LabException.writing(place, e);
    }
  }

  /** Deletes as much as it can: what is left is untidy at worst. */
  static void delete(Path folder) {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(folder)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      return;
    }
    for (Path path : all) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // untidy at worst
      }
    }
  }

  @Override
  public void close() {
    delete(root);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending: the hook runs
    }
  }
}
