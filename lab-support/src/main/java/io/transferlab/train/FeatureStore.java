package io.transferlab.train;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of features for the time of a run: on the heap if they fit, else in a file that is gone when
 * the run ends.
 */
final class FeatureStore implements AutoCloseable {
  private static final String KEPT = "the features of frozen layers in the data folder";

  private final int width;
  private final float @Nullable [][] rows;
  private final @Nullable FileChannel file;

  private FeatureStore(int width, float @Nullable [][] rows, @Nullable FileChannel file) {
    this.width = width;
    this.rows = rows;
    this.file = file;
  }

  /**
   * Room for features.
   *
   * @param rows how many
   * @param width values in each
   * @param heap bytes they may take on the heap
   * @param folder where a file would go
   * @return the store, all rows empty
   * @throws LabException if they fit neither the heap nor half of the folder's free space
   */
  static FeatureStore of(int rows, int width, long heap, Path folder) {
    long bytes = 4L * rows * width;
    if (bytes <= heap) {
      return new FeatureStore(width, new float[rows][], null);
    }
    try {
      Files.createDirectories(folder);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (bytes > free / 2) {
        throw LabException.of(
            "room for " + (bytes >> 20) + " MB of features",
            (heap >> 20) + " MB on the heap and " + (free >> 20) + " MB in " + folder,
            "fewer views, or a larger LAB_HEAP");
      }
      Path path = folder.resolve("." + UUID.randomUUID() + ".features");
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      return new FeatureStore(width, null, channel);
    } catch (IOException e) {
      throw LabException.writing(folder, e);
    }
  }

  /** Whether the rows are in a file. */
  boolean isOnDisk() {
    return file != null;
  }

  /**
   * Writes a row.
   *
   * @param row its number
   * @param values its values are {@code width} of these
   * @param from where they begin
   */
  void put(int row, float[] values, int from) {
    if (rows != null) {
      rows[row] = java.util.Arrays.copyOfRange(values, from, from + width);
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * width);
    bytes.asFloatBuffer().put(values, from, width);
    try {
      long at = 4L * row * width;
      while (bytes.hasRemaining()) {
        at += Objects.requireNonNull(file).write(bytes, at);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Reads a row.
   *
   * @param row its number; it was written before
   * @param into receives its {@code width} values
   * @param at where they begin
   */
  void get(int row, float[] into, int at) {
    if (rows != null) {
      System.arraycopy(rows[row], 0, into, at, width);
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * width);
    try {
      long from = 4L * row * width;
      while (bytes.hasRemaining()) {
        int n = Objects.requireNonNull(file).read(bytes, from);
        if (n < 0) {
          throw new IOException("the file of features has lost its end");
        }
        from += n;
      }
    } catch (IOException e) {
      throw failed(e);
    }
    bytes.flip();
    bytes.asFloatBuffer().get(into, at, width);
  }

  /** An interrupt closes the file: that is the end of the run, not an error. */
  private static RuntimeException failed(IOException e) {
    return e instanceof ClosedByInterruptException
        ? new CancellationException("interrupted while reading features")
        : LabException.writing(KEPT, e, "make room on that disk, or give LAB_HEAP more memory");
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw LabException.writing(KEPT, e);
      }
    }
  }
}
