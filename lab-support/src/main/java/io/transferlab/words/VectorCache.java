package io.transferlab.words;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A read file as it lies in memory, to be mapped instead of read again. Little endian: a header of
 * {@value #HEADER} bytes, the numbers, the norms, where words start, the hash table, the words'
 * UTF-8, the report as JSON. A cache belongs to one state of its source (size, time of change,
 * part); any other, and a damaged one, counts as none.
 *
 * <p>Own format because the usual ones (HDF5, NPY) cannot be mapped together with their words.
 */
record VectorCache(Path file, Key key) {
  static final int HEADER = 4096;
  private static final long MAGIC = 0x544C_5645_4300_0002L; // "TLVEC", version 2
  private static final int ROWS_CHECKED = 64;
  private static final int CHECKED_HEADER = 3 * Long.BYTES + 5 * Integer.BYTES;

  /**
   * The state of a source.
   *
   * @param size bytes
   * @param changed when, in nanoseconds
   * @param part the part of an archive, or empty
   */
  record Key(long size, long changed, String part) {
    static Key of(VectorSource source) throws IOException {
      long changed =
          Files.getLastModifiedTime(source.file()).to(java.util.concurrent.TimeUnit.NANOSECONDS);
      return new Key(Files.size(source.file()), changed, source.part());
    }
  }

  /**
   * What was in a cache.
   *
   * @param rows mapped
   * @param contents the rest, in memory
   */
  record Found(VectorRows rows, Contents contents) {}

  /** What the JSON at the end holds. */
  private record Meta(String part, LoadReport report) {}

  /** How long each section is. */
  private record Sizes(int count, int dimension, int table, int text, int meta) {
    boolean areSound() {
      return count > 0 && dimension > 0 && table > 0 && text >= 0 && meta >= 0;
    }

    long numbers() {
      return (long) count * dimension * Float.BYTES;
    }

    long rest() {
      return 4L * count + 4L * (count + 1) + 4L * table + text + meta;
    }
  }

  /** Opens the cache; nothing if there is none for this state of the source. */
  Optional<Found> open() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = read(channel, 0, 64);
      if (header.getLong() != MAGIC
          || header.getLong() != key.size
          || header.getLong() != key.changed) {
        return Optional.empty();
      }
      Sizes sizes =
          new Sizes(
              header.getInt(), header.getInt(), header.getInt(), header.getInt(), header.getInt());
      if (!sizes.areSound() || channel.size() != HEADER + sizes.numbers() + sizes.rest()) {
        return Optional.empty();
      }
      int checksum = header.getInt();
      byte[] rest = read(channel, HEADER + sizes.numbers(), Math.toIntExact(sizes.rest())).array();
      if (checksum != checksum(header, rest)) {
        return Optional.empty();
      }
      Contents contents = contents(rest, sizes);
      VectorRows rows = map(channel, sizes.count, sizes.dimension);
      return contents != null && holds(rows, contents.norms())
          ? Optional.of(new Found(rows, contents))
          : Optional.empty();
    } catch (IOException | JsonException | ArithmeticException e) {
      return Optional.empty(); // it is made again
    }
  }

  private @Nullable Contents contents(byte[] rest, Sizes sizes) {
    ByteBuffer in = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
    float[] norms = new float[sizes.count];
    in.asFloatBuffer().get(norms);
    in.position(4 * sizes.count);
    int[] starts = new int[sizes.count + 1];
    in.asIntBuffer().get(starts);
    in.position(in.position() + 4 * starts.length);
    int[] table = new int[sizes.table];
    in.asIntBuffer().get(table);
    in.position(in.position() + 4 * sizes.table);
    byte[] text = new byte[sizes.text];
    in.get(text);
    byte[] json = new byte[sizes.meta];
    in.get(json);
    Meta meta = Json.read(new String(json, StandardCharsets.UTF_8), Meta.class);
    return meta != null && meta.part.equals(key.part)
        ? new Contents(Vocabulary.of(text, starts, table), norms, meta.report)
        : null;
  }

  /** Some rows have the length that they had: a disk that lost power writes zeros. */
  private static boolean holds(VectorRows rows, float[] norms) {
    float[] row = new float[rows.dimension()];
    int step = Math.max(1, rows.count() / ROWS_CHECKED);
    for (int i = 0; i < rows.count(); i += step) {
      rows.row(i, row);
      if (VectorRows.norm(row, 0, row.length) != norms[i]) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new IOException("the cache is too short");
      }
    }
    return bytes.flip();
  }

  /** Of the header up to the checksum itself, and of all but the numbers. */
  private static int checksum(ByteBuffer header, byte[] rest) {
    CRC32 crc = new CRC32();
    crc.update(header.array(), 0, CHECKED_HEADER);
    crc.update(rest);
    return (int) crc.getValue();
  }

  /** Maps the numbers; they stay mapped when the channel is closed and the file replaced. */
  private static VectorRows map(FileChannel channel, int count, int dimension) throws IOException {
    int rowsPerPiece = VectorRows.rowsPerPiece(dimension);
    List<FloatBuffer> pieces = new ArrayList<>();
    for (int first = 0; first < count; first += rowsPerPiece) {
      long rowBytes = (long) dimension * Float.BYTES;
      pieces.add(
          channel
              .map(
                  FileChannel.MapMode.READ_ONLY,
                  HEADER + first * rowBytes,
                  Math.min(rowsPerPiece, count - first) * rowBytes)
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer());
    }
    return new VectorRows(pieces, count, dimension, rowsPerPiece);
  }

  /** Starts a new cache under a temporary name. */
  Writing write(int dimension) throws IOException {
    return new Writing(this, dimension);
  }

  /** A cache that is being written: under its final name when all is there, or not at all. */
  static final class Writing implements RowStore, AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final VectorCache cache;
    private final int dimension;
    private final TemporaryCache temporary;
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    private Writing(VectorCache cache, int dimension) throws IOException {
      this.cache = cache;
      this.dimension = dimension;
      this.temporary = TemporaryCache.beside(cache.file);
    }

    @Override
    public void add(float[] values, int from, int length) throws IOException {
      if (temporary.channel().position() == 0) {
        temporary.channel().position(HEADER);
      }
      int done = 0;
      while (done < length) {
        int now = Math.min(length - done, BUFFER / Float.BYTES);
        buffer.clear();
        buffer.asFloatBuffer().put(values, from + done, now);
        writeAll(buffer.limit(now * Float.BYTES));
        done += now;
      }
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        temporary.channel().write(bytes);
      }
    }

    @Override
    public VectorRows finish(Contents contents) throws IOException {
      Vocabulary vocabulary = contents.vocabulary();
      byte[] text = vocabulary.text();
      int[] table = vocabulary.table();
      byte[] meta =
          Json.text(new Meta(cache.key.part, contents.report())).getBytes(StandardCharsets.UTF_8);
      int count = vocabulary.size();
      Sizes sizes = new Sizes(count, dimension, table.length, text.length, meta.length);
      ByteBuffer rest =
          ByteBuffer.allocate(Math.toIntExact(sizes.rest())).order(ByteOrder.LITTLE_ENDIAN);
      for (float norm : contents.norms()) {
        rest.putFloat(norm);
      }
      for (int start : vocabulary.starts()) {
        rest.putInt(start);
      }
      for (int slot : table) {
        rest.putInt(slot);
      }
      rest.put(text).put(meta).flip();
      writeAll(rest);
      ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
      header.putLong(MAGIC).putLong(cache.key.size).putLong(cache.key.changed);
      header.putInt(count).putInt(dimension).putInt(table.length);
      header.putInt(text.length).putInt(meta.length);
      header.putInt(checksum(header, rest.array()));
      temporary.channel().write(header.position(0), 0);
      VectorRows rows = map(temporary.channel(), count, dimension);
      temporary.moveTo(cache.file);
      return rows;
    }

    @Override
    public void close() {
      temporary.close();
    }
  }
}
