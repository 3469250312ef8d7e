package io.transferlab.kernel.launch;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that are made as a whole. */
final class Folders {
  private Folders() {}

  /** Fills a folder. */
  @FunctionalInterface
  interface Filler {
    void fill(Path folder) throws IOException;
  }

  /** Makes a folder beside its place, and puts it there when it is complete. */
  static void replace(Path folder, Filler filler) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    makeReadable(parent);
    // No name of a kernel has this sign: Jupyter passes the folder over meanwhile.
    Path made = Files.createTempDirectory(parent, "~" + folder.getFileName() + "-");
    Path old = made.resolveSibling(made.getFileName() + "-old");
    try {
      filler.fill(made);
      readable(made);
      boolean had = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
      if (had) {
        Files.move(folder, old);
      }
      try {
        Files.move(made, folder);
      } catch (IOException e) {
        if (had) {
          Files.move(old, folder);
        }
        throw e;
      }
    } finally {
      delete(made);
      delete(old);
    }
  }

  /** Makes the folders that are missing, for everybody to read whatever the umask is. */
  private static void makeReadable(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (folder.getParent() != null) {
        makeReadable(folder.getParent());
      }
      Files.createDirectory(folder);
      if (posix(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static boolean posix(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    return store.supportsFileAttributeView("posix");
  }

  private static void readable(Path folder) throws IOException {
    if (!posix(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Files.setPosixFilePermissions(
            each,
            PosixFilePermissions.fromString(Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  /** Copies a folder's content. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }

  static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : inside) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      // what cannot be removed disturbs nothing
    }
  }
}
