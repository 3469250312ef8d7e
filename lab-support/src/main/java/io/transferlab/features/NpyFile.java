package io.transferlab.features;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.LargeMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Matrices in NumPy's format (NEP 1, version 1.0): for use in other tools. ND4J reads and writes
 * the format too, but a whole file at a time in memory, without int8, and not under a temporary
 * name.
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int FIXED = 10;
  private static final int ALIGNMENT = 64;
  private static final int BLOCK_ROWS = 256;
  private static final int BLOCK_VALUES = 1 << 22;
  private static final int LONGEST_HEADER = 1 << 20;

  /** Bytes of each kind of number that can be read. */
  private static final Map<String, Integer> WIDTHS = Map.of("f4", 4, "f8", 8, "i1", 1);

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([<>|=]?)([a-z]\\d)', 'fortran_order': (True|False),"
              + " 'shape': \\((\\d+), (\\d+)\\),? ?\\}\\s*");

  private NpyFile() {}

  /**
   * Writes features as float32.
   *
   * @param file the file; its folder is made, a file there is replaced in one step
   * @param features the features
   * @return the file
   * @throws LabException if it cannot be written
   */
  public static Path write(Path file, Features features) {
    return write(file, features, "<f4", 4);
  }

  /**
   * Writes features that are -1, 0 or 1 with one byte each: a quarter of the space.
   *
   * @param file the file; its folder is made, a file there is replaced in one step
   * @param features ternary ones
   * @return the file
   * @throws LabException if a value is none of the three, or the file cannot be written
   */
  public static Path writeTernary(Path file, Features features) {
    return write(file, features, "|i1", 1);
  }

  private static Path write(Path file, Features features, String type, int bytes) {
    AtomicFiles.write(
        file,
        out -> {
          out.write(header(type, features.size(), features.dimension()));
          for (int from = 0; from < features.size(); from += BLOCK_ROWS) {
            float[] values = features.block(from, Math.min(features.size(), from + BLOCK_ROWS));
            write(out, values, bytes);
          }
        });
    return file;
  }

  private static void write(OutputStream out, float[] values, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      if (bytes == 4) {
        buffer.putFloat(v);
      } else if (v == -1 || v == 0 || v == 1) {
        buffer.put((byte) v);
      } else {
        throw LabException.of(
            "values -1, 0 and 1", String.valueOf(v), "write these features as floats");
      }
    }
    out.write(buffer.array());
  }

  private static byte[] header(String type, int rows, int columns) {
    String text =
        String.format(
            Locale.ROOT,
            "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }",
            type,
            rows,
            columns);
    int length = (FIXED + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - FIXED));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    header.put((byte) '\n');
    return header.array();
  }

  /**
   * Reads a matrix.
   *
   * @param file a {@code .npy} file of two dimensions, C order: float32, float64 or int8
   * @return float32, {@code [rows, columns]}
   * @throws LabException if it is no such file, or ends too early
   */
  public static INDArray read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer fixed = bytes(channel, 0, FIXED, file);
      byte[] magic = new byte[MAGIC.length];
      fixed.get(magic);
      int version = fixed.get();
      fixed.get();
      if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
        throw unreadable(file, "other content at its start");
      }
      int start = version == 1 ? FIXED : FIXED + 2;
      long length =
          version == 1
              ? fixed.getShort() & 0xffff
              : bytes(channel, FIXED - 2, 4, file).getInt() & 0xffffffffL;
      if (length > LONGEST_HEADER) {
        throw unreadable(file, "a header of " + length + " bytes");
      }
      byte[] text = new byte[(int) length];
      bytes(channel, start, text.length, file).get(text);
      Matcher header = HEADER.matcher(new String(text, StandardCharsets.UTF_8));
      if (!header.matches() || header.group(1).equals(">") || header.group(3).equals("True")) {
        throw unreadable(file, shown(text));
      }
      int width = WIDTHS.getOrDefault(header.group(2), 0);
      if (width == 0) {
        throw unreadable(file, "numbers of type " + header.group(2));
      }
      // Before anything is reserved: a damaged shape may ask for more memory than there is.
      long rows = number(header.group(4));
      long columns = number(header.group(5));
      long there = channel.size() - start - length;
      if (rows == 0 || columns == 0) {
        throw unreadable(file, "a matrix of " + rows + " rows and " + columns + " columns");
      }
      if (rows > Integer.MAX_VALUE
          || columns > Integer.MAX_VALUE / width
          || columns > there / width
          || rows > there / width / columns) {
        throw unreadable(
            file,
            "an end after %,d bytes, too early for %s x %s numbers"
                .formatted(channel.size(), header.group(4), header.group(5)));
      }
      return matrix(channel, start + length, (int) rows, (int) columns, width, file);
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }

  /** A size; far too large a one where it does not fit. */
  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  /** What stands where the header should be, as far as it is text. */
  private static String shown(byte[] text) {
    String words = new String(text, StandardCharsets.US_ASCII).replaceAll("[^ -~]+", "?").strip();
    return words.length() > 120 ? words.substring(0, 120) + " ..." : words;
  }

  private static INDArray matrix(
      FileChannel channel, long start, int rows, int columns, int width, Path file)
      throws IOException {
    INDArray matrix = LargeMatrix.uninitialized(rows, columns);
    int block = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_VALUES / columns));
    for (int from = 0; from < rows; from += block) {
      int to = Math.min(rows, from + block);
      long at = start + (long) from * columns * width;
      ByteBuffer buffer =
          bytes(channel, at, Math.multiplyExact((to - from) * columns, width), file);
      float[] values = new float[(to - from) * columns];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            width == 4 ? buffer.getFloat() : width == 8 ? (float) buffer.getDouble() : buffer.get();
      }
      try (INDArray part = Nd4j.create(values, new long[] {to - from, columns}, 'c')) {
        matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).assign(part);
      }
    }
    return matrix;
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int count, Path file)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    long place = at;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, place);
      if (n < 0) {
        throw unreadable(file, "an end after " + channel.size() + " bytes");
      }
      place += n;
    }
    return buffer.flip();
  }

  private static LabException unreadable(Path file, String found) {
    return LabException.of(
        "a matrix of float32, float64 or int8 in C order in " + file,
        found,
        "save it with numpy.save(file, numpy.ascontiguousarray(x, 'float32'))");
  }
}
