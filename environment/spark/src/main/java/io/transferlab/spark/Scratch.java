package io.transferlab.spark;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder for what is not finished. It goes with the process, also with one that Ctrl-C ends. What
 * a process left that was killed outright, the next one of that machine removes: beside each folder
 * lies a file that its process has locked as long as it lives.
 */
final class Scratch implements AutoCloseable {
  private static final String PREFIX = ".unfinished-";
  private static final String LOCK = ".lock";
  private static final int ATTEMPTS = 3;

  private final Path root;
  private final Path lock;
  private final FileChannel held;
  private final Thread hook;

  private Scratch(Path root, Path lock, FileChannel held, Runnable stop) {
    this.root = root;
    this.lock = lock;
    this.held = held;
    hook =
        new Thread(
            () -> {
              stop.run();
              remove();
            },
            "scratch");
  }

  /**
   * Makes a folder, and removes those of processes of this machine that are no more.
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
      sweep(parent);
      Scratch scratch = make(parent, stop);
      Runtime.getRuntime().addShutdownHook(scratch.hook);
      return scratch;
    } catch (IOException e) {
      throw LabException.writing(parent, e);
    }
  }

  /** The lock first: a folder without one is nobody's. */
  private static Scratch make(Path parent, Runnable stop) throws IOException {
    while (true) {
      Path lock = Files.createTempFile(parent, ofThisProcess(), LOCK);
      FileChannel held = FileChannel.open(lock, StandardOpenOption.WRITE);
      if (isLocked(held) && Files.exists(lock)) {
        Path root = lock.resolveSibling(stem(lock.getFileName().toString()));
        Files.createDirectory(root);
        return new Scratch(root, lock, held, stop);
      }
      held.close(); // somebody took it for one that was left, and removes it
    }
  }

  /** Where a file system knows no locks, nothing on it is ever taken for left. */
  private static boolean isLocked(FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (IOException e) {
      return true;
    }
  }

  private static String stem(String lock) {
    return lock.substring(0, lock.length() - LOCK.length());
  }

  private static String ofThisMachine() {
    return PREFIX + Slots.host().replaceAll("[^A-Za-z0-9.-]", "") + "_";
  }

  /** How the names of all folders of this process begin. */
  static String ofThisProcess() {
    return ofThisMachine() + ProcessHandle.current().pid() + "_";
  }

  /**
   * Other machines' folders stay: whether their locks reach here is not known. So do this process'
   * own: looking at a lock of one's own may open it.
   */
  private static void sweep(Path parent) {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.list(parent)) {
      all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(ofThisMachine()) && !name.startsWith(ofThisProcess()))
          .map(name -> name.endsWith(LOCK) ? stem(name) : name)
          .forEach(names::add);
    } catch (IOException | UncheckedIOException e) {
      return; // untidy at worst
    }
    for (String name : names) {
      Path lock = parent.resolve(name + LOCK);
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
        if (channel.tryLock() != null) {
          delete(parent.resolve(name));
          Files.deleteIfExists(lock);
        }
      } catch (NoSuchFileException e) {
        delete(parent.resolve(name));
      } catch (IOException | OverlappingFileLockException e) {
        // untidy at worst
      }
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

  /** Deletes as much as it can, also while others delete there: what is left is untidy at worst. */
  static void delete(Path folder) {
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(folder); attempt++) {
      try {
        Files.walkFileTree(folder, new Deletion());
      } catch (IOException e) {
        // untidy at worst
      }
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return gone(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
      return gone(file);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException why) {
      return gone(folder);
    }

    private static FileVisitResult gone(Path path) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // somebody writes into it: the next attempt's
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private void remove() {
    delete(root);
    try {
      Files.deleteIfExists(lock);
      held.close();
    } catch (IOException e) {
      // untidy at worst
    }
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending: the hook runs
    }
  }
}
