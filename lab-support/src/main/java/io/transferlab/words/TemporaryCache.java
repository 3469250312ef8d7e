package io.transferlab.words;

import io.transferlab.core.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * A cache file while it is written. It is locked, so that what a killed process left behind can be
 * told from what another process is writing at this moment: the system frees a dead one's locks.
 */
final class TemporaryCache implements AutoCloseable {
  private static final String END = ".part";

  private final Path file;
  private final FileChannel channel;

  private TemporaryCache(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Makes one, and clears away what killed processes left of the same cache. */
  static TemporaryCache beside(Path cache) throws IOException {
    Path folder = Objects.requireNonNull(cache.toAbsolutePath().getParent()); // a file has one
    Files.createDirectories(folder);
    String start = "." + cache.getFileName() + ".";
    clear(folder, start);
    Path file = folder.resolve(start + UUID.randomUUID() + END);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      channel.tryLock();
    } catch (IOException e) {
      // A file system without locks: then nothing is ever cleared away there.
    }
    return new TemporaryCache(file, channel);
  }

  private static void clear(Path folder, String start) {
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, p -> isPart(p.getFileName().toString(), start))) {
      for (Path part : parts) {
        clear(part);
      }
    } catch (IOException e) {
      // Untidy, not wrong.
    }
  }

  private static boolean isPart(String name, String start) {
    return name.startsWith(start) && name.endsWith(END);
  }

  private static void clear(Path part) {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      // One that another process made this moment and has not locked yet may go as well: that
      // process keeps what it has mapped, and no cache stays.
      if (lock != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Another process, or another thread of this one, is writing it.
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Gives it its final name; if that fails, there is no cache this time. */
  void moveTo(Path cache) {
    try {
      AtomicFiles.move(file, cache);
    } catch (IOException e) {
      // What is mapped already serves this process; the next one reads the source again.
    }
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Untidy, not wrong.
    }
  }
}
