package io.transferlab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that goes with all that is in it, whatever a peer has left there. */
final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final AtEnd end;

  private TemporaryFolder(Path path) {
    this.path = path;
    end = AtEnd.of(() -> delete(path));
  }

  /** One where this system keeps such folders. */
  static TemporaryFolder of(String name) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(name));
  }

  static TemporaryFolder in(Path parent, String name) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(parent, name));
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    end.close();
  }

  /** What cannot be deleted stays: no measurement is lost for it. */
  private static void delete(Path folder) {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      return;
    }
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // a temporary file
      }
    }
  }
}
