package io.transferlab.features;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.LargeMatrix;
import io.transferlab.core.Provenance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The files of the feature cache. Layout, little-endian: 8 bytes of version, the header's length
 * (int) and CRC-32 (int), the header (JSON, UTF-8), zeros up to a multiple of 64 bytes, then the
 * matrix as float32, row by row.
 *
 * <p>One's own file is mapped copy-on-write: pages are read when they are needed, are shared
 * between processes, and a matrix that is changed in place after all changes no file. A file that
 * may not be written is read into memory instead, because Java maps such files only in a way in
 * which a change in place would end the whole process. So is one of over 2 GB, as long as it fits;
 * one that does not is mapped as it is.
 */
final class FeatureFile {
  /** Raised with every change of the layout, or of what the numbers mean. */
  static final String VERSION = "TLFEAT01";

  private static final int ALIGNMENT = 64;
  private static final int FIXED = 16;
  private static final int LONGEST_HEADER = 1 << 28;
  private static final int BLOCK_ROWS = 256;

  private record Header(
      String key,
      String name,
      List<String> classes,
      int[] labels,
      List<String> keys,
      int views,
      Map<String, Columns> columns,
      Map<String, String> provenance) {}

  private FeatureFile() {}

  static AtomicFiles.Writer writer(Features features, String key) {
    Header header =
        new Header(
            key,
            features.name(),
            features.classes(),
            features.labels(),
            features.keys(),
            features.views(),
            features.columns(),
            features.provenance().facts());
    byte[] json = Json.text(header).getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(json);
    ByteBuffer start =
        ByteBuffer.allocate(aligned(FIXED + json.length)).order(ByteOrder.LITTLE_ENDIAN);
    start.put(VERSION.getBytes(StandardCharsets.US_ASCII));
    start.putInt(json.length).putInt((int) crc.getValue()).put(json);
    return out -> {
      out.write(start.array());
      for (int from = 0; from < features.size(); from += BLOCK_ROWS) {
        float[] values = features.block(from, Math.min(features.size(), from + BLOCK_ROWS));
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
      }
    };
  }

  private static int aligned(int length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Reads a file.
   *
   * @param file where it may be
   * @param key what it must be of
   * @return the features; null if there is no such file, or it is not whole
   */
  static @Nullable Features read(Path file, String key) {
    if (!Files.isReadable(file)) {
      return null;
    }
    boolean own = Files.isWritable(file);
    try (FileChannel channel =
        own
            ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer fixed = ByteBuffer.allocate(FIXED).order(ByteOrder.LITTLE_ENDIAN);
      fill(channel, fixed, 0);
      byte[] version = new byte[VERSION.length()];
      fixed.get(version);
      int length = fixed.getInt();
      int crc = fixed.getInt();
      if (!Arrays.equals(version, VERSION.getBytes(StandardCharsets.US_ASCII))
          || length <= 0
          || length > Math.min(LONGEST_HEADER, channel.size())) {
        return null;
      }
      ByteBuffer json = ByteBuffer.allocate(length);
      fill(channel, json, FIXED);
      CRC32 found = new CRC32();
      found.update(json.array());
      if ((int) found.getValue() != crc) {
        return null;
      }
      Header header = Json.read(new String(json.array(), StandardCharsets.UTF_8), Header.class);
      if (header == null) {
        return null;
      }
      Map<String, Columns> columns = new LinkedHashMap<>(header.columns());
      long width = columns.values().stream().mapToLong(Columns::count).sum();
      long rows = header.labels().length;
      long at = aligned(FIXED + length);
      if (!header.key().equals(key) || channel.size() != at + 4 * rows * width) {
        return null;
      }
      INDArray matrix = matrix(file, channel, at, rows, width, own);
      return new Features(
          header.name(),
          matrix,
          new FeatureRows(
              header.labels(), header.classes(), header.keys(), header.views(), List.of()),
          columns,
          new Provenance(header.provenance()));
    } catch (IOException | RuntimeException e) {
      return null; // Whatever is wrong with it: what it held is computed anew.
    }
  }

  private static INDArray matrix(
      Path file, FileChannel channel, long at, long rows, long width, boolean own)
      throws IOException {
    long bytes = 4 * rows * width;
    boolean littleEndian = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    if (own && littleEndian && bytes <= Integer.MAX_VALUE) {
      MappedByteBuffer map = channel.map(MapMode.PRIVATE, at, bytes);
      map.order(ByteOrder.LITTLE_ENDIAN);
      // The pointer holds on to the buffer, and the array to the pointer.
      FloatPointer pointer = new FloatPointer(map.asFloatBuffer());
      return Nd4j.create(Nd4j.createBuffer(pointer, rows * width, DataType.FLOAT), rows, width);
    }
    if (own && littleEndian && !LargeMatrix.fits(rows, width)) {
      return LargeMatrix.open(file, at, rows, width);
    }
    INDArray matrix = LargeMatrix.uninitialized(rows, width);
    for (long from = 0; from < rows; from += BLOCK_ROWS) {
      long to = Math.min(rows, from + BLOCK_ROWS);
      ByteBuffer block =
          ByteBuffer.allocate((int) (4 * (to - from) * width)).order(ByteOrder.LITTLE_ENDIAN);
      fill(channel, block, at + 4 * from * width);
      float[] values = new float[(int) ((to - from) * width)];
      block.asFloatBuffer().get(values);
      try (INDArray part = Nd4j.create(values, new long[] {to - from, width}, 'c')) {
        matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).assign(part);
      }
    }
    return matrix;
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    long place = at;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, place);
      if (n < 0) {
        throw new IOException("the file ends too early");
      }
      place += n;
    }
    buffer.flip();
  }
}
