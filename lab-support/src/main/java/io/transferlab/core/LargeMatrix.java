package io.transferlab.core;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Matrices of features, in memory while they fit and in a file when they do not. Such a file is
 * mapped: the system keeps in memory what is being looked at. ND4J maps it, because Java's own
 * buffers end at 2 GB.
 */
public final class LargeMatrix {
  /** Part of the room left for arrays that one matrix may take. */
  private static final int PART = 3;

  private static final String FOLDER = "scratch";
  private static final int CHUNK = 1 << 23;

  /** Left free for what else is written. */
  private static final long SPARE = 1L << 28;

  private static final Cleaner CLEANER = Cleaner.create();

  private LargeMatrix() {}

  /** Numbers at an address that something else looks after. */
  private static final class Mapped extends FloatPointer {
    Mapped(long at, long count) {
      super(
          new Pointer() {
            {
              this.address = at;
            }
          });
      this.capacity = count;
      this.limit = count;
    }
  }

  /**
   * A matrix to be filled. What does not fit into memory is written to a file in {@code
   * LAB_DATA/scratch} that goes when it is no longer used.
   *
   * @param rows at least 1
   * @param columns at least 1
   * @return float {@code [rows, columns]} in C order, of any values
   * @throws LabException if it fits neither into memory nor on the disk; says what is missing
   */
  public static INDArray uninitialized(long rows, long columns) {
    return uninitialized(rows, columns, room(), Lab.home().resolve(FOLDER));
  }

  /**
   * Whether a matrix would be kept in memory.
   *
   * @param rows how many rows
   * @param columns how many columns
   * @return false if it would be kept in a file
   */
  public static boolean fits(long rows, long columns) {
    return bytes(rows, columns) <= room();
  }

  private static long bytes(long rows, long columns) {
    return Math.multiplyExact(Math.multiplyExact(rows, columns), Float.BYTES);
  }

  /** Bytes that one matrix may take. */
  private static long room() {
    long most = Pointer.maxBytes();
    return most <= 0 ? Long.MAX_VALUE : Math.max(0, most - Pointer.totalBytes()) / PART;
  }

  static INDArray uninitialized(long rows, long columns, long room, Path folder) {
    long bytes = bytes(rows, columns);
    if (bytes <= room) {
      return Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
    }
    try {
      Files.createDirectories(folder);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < bytes + SPARE) {
        throw LabException.of(
            "room for %,d rows of %,d features, %s: in memory, or on the disk of %s"
                .formatted(rows, columns, Sizes.text(bytes), folder),
            "%s of memory and %s of disk".formatted(Sizes.text(room), Sizes.text(free)),
            "take fewer layers (--layers) or pictures (--per-class), or set LAB_DATA to a folder"
                + " on a larger disk");
      }
      Path file = Files.createTempFile(folder, "matrix-", ".part");
      file.toFile().deleteOnExit(); // where a file in use cannot be deleted
      try {
        fill(file, bytes);
        return open(file, 0, rows, columns);
      } finally {
        deleted(file);
      }
    } catch (IOException e) {
      throw LabException.writing(folder, e);
    }
  }

  /** It is gone by name; what is mapped of it stays. */
  private static void deleted(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // When the process ends, then.
    }
  }

  /** With real blocks: where a disk is full a mapped hole would end the process. */
  private static void fill(Path file, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = 0; at < bytes; at += CHUNK) {
        zeros.clear().limit((int) Math.min(CHUNK, bytes - at));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
    }
  }

  /**
   * A matrix in a file, where it lies. What is written to it is written to the file.
   *
   * @param file may be written
   * @param at the byte where it begins, a multiple of 4
   * @param rows how many rows the file has from there
   * @param columns how many numbers, of 4 bytes each in this machine's order, a row has
   * @return float {@code [rows, columns]} in C order
   * @throws IOException if it cannot be mapped
   */
  public static INDArray open(Path file, long at, long rows, long columns) throws IOException {
    long bytes = at + bytes(rows, columns);
    NativeOps operations = operations();
    if (Files.size(file) < bytes) {
      throw new IOException("it ends after %,d of %,d bytes".formatted(Files.size(file), bytes));
    }
    LongPointer map = operations.mmapFile(null, file.toString(), bytes);
    if (map == null) {
      throw new IOException("it cannot be mapped into memory");
    }
    Mapped numbers = new Mapped(map.get(0) + at, rows * columns);
    // ND4J copies the pointer; it is its buffer that every view holds on to.
    DataBuffer buffer = Nd4j.createBuffer(numbers, rows * columns, DataType.FLOAT);
    CLEANER.register(buffer, () -> operations.munmapFile(null, map, bytes));
    return Nd4j.create(buffer, rows, columns);
  }

  /** The holder alone does not look for a backend. */
  private static NativeOps operations() {
    Nd4j.getBackend();
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }
}
