package io.transferlab.data.fetch;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One fetch of an entry at a time in one data folder, over threads and processes. */
final class EntryLock {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final FileChannel channel;

  private EntryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until nobody else fetches the entry. The system frees the lock of a killed process. */
  static EntryLock take(Path file, String entry, Transfers how) {
    FileChannel channel = open(file);
    boolean said = false;
    try {
      while (lock(channel, file) == null) {
        if (!said) {
          said = true;
          String remark = "another process is fetching it; waiting";
          how.progress().at(Step.remark(entry, Step.Phase.WAITING, remark));
        }
        how.pause().of(LOOK_EVERY);
      }
      EntryLock taken = new EntryLock(channel);
      channel = null;
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LabException.of(
          "the other fetch of " + entry + " to end", "this one was stopped", "run it again", e);
    } finally {
      if (channel != null) {
        new EntryLock(channel).close();
      }
    }
  }

  private static FileChannel open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw LabException.writing(
          file, e, "set LAB_DATA to a folder that you can write to, or use --to FOLDER");
    }
  }

  private static @Nullable FileLock lock(FileChannel channel, Path file) {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process
    } catch (IOException e) {
      throw LabException.of(
          "a disk on which files can be locked",
          e.getMessage() + " at " + file,
          "set LAB_DATA to a folder on another disk",
          e);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock goes with the process at the latest.
    }
  }
}
