package io.transferlab.features;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.buffer.DataType;
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
      ByteBuffer fixed = bytes(channel, 0, 12, file);
      byte[] magic = new byte[MAGIC.length];
      fixed.get(magic);
      int version = fixed.get();
      fixed.get();
      int length = version == 1 ? fixed.getShort() & 0xffff : fixed.getInt();
      int start = version == 1 ? FIXED : FIXED + 2;
      if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3 || length > 1 << 20) {
        throw unreadable(file, "other content at its start");
      }
      byte[] text = new byte[length];
      bytes(channel, start, length, file).get(text);
      Matcher header = HEADER.matcher(new String(text, StandardCharsets.UTF_8));
      if (!header.matches() || header.group(1).equals(">") || header.group(3).equals("True")) {
        throw unreadable(file, new String(text, StandardCharsets.UTF_8).strip());
      }
      int width = header.group(2).equals("f4") ? 4 : header.group(2).equals("f8") ? 8 : 1;
      if (width == 1 && !header.group(2).equals("i1")) {
        throw unreadable(file, "numbers of type " + header.group(2));
      }
      return matrix(
          channel,
          start + length,
          Integer.parseInt(header.group(4)),
          Integer.parseInt(header.group(5)),
          width,
          file);
    } catch (IOException | NumberFormatException e) {
      throw LabException.of("to read " + file, e.toString(), "check the path and the file", e);
    }
  }

  private static INDArray matrix(
      FileChannel channel, long start, int rows, int columns, int width, Path file)
      throws IOException {
    INDArray matrix = Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
    for (int from = 0; from < rows; from += BLOCK_ROWS) {
      int to = Math.min(rows, from + BLOCK_ROWS);
      long at = start + (long) from * columns * width;
      ByteBuffer buffer = bytes(channel, at, (to - from) * columns * width, file);
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
