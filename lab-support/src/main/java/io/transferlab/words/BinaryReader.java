package io.transferlab.words;

import io.transferlab.core.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads word2vec's binary form: a word, a space, float32 numbers, least significant byte first;
 * some writers end each with a line feed, others do not.
 */
final class BinaryReader {
  private static final int LONGEST_WORD = 1 << 16;
  private static final int LOOKED_AT = 64;

  /** Letters read as a number are larger. */
  private static final float FAR_TOO_LARGE = 1e15f;

  private final InputStream in;
  private final VectorFormat format;
  private final String name;
  private long read;
  private long withControls;
  private long outOfRange;
  private long firstOdd;

  BinaryReader(InputStream in, VectorFormat format, String name) {
    this.in = in;
    this.format = format;
    this.name = name;
  }

  /** Reads to the end of the data, whatever the header announces: as for text, the data counts. */
  void readInto(RowCollector collector) throws IOException {
    byte[] bytes = new byte[format.dimension() * Float.BYTES];
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[format.dimension()];
    Oddities oddities = collector.oddities();
    while (!collector.isFull()) {
      if (read % 1024 == 0) {
        VectorLoader.stopIfInterrupted();
      }
      byte[] word = word(read + 1);
      if (word == null) {
        break;
      }
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        oddities.add(Oddity.CUT_OFF, ++read);
        break;
      }
      read++;
      floats.get(0, values);
      boolean controls = hasControls(word);
      withControls += controls ? 1 : 0;
      outOfRange += isOutOfRange(values) ? 1 : 0;
      if (controls || isOutOfRange(values)) {
        firstOdd = firstOdd == 0 ? read : firstOdd;
      }
      if (read == LOOKED_AT) {
        requireSound();
      }
      add(collector, word, values, read);
    }
    requireSound();
  }

  /** Words that were there, those dropped among them. */
  long read() {
    return read;
  }

  private static boolean hasControls(byte[] word) {
    for (byte b : word) {
      if (b >= 0 && b < ' ') {
        return true;
      }
    }
    return false;
  }

  private static boolean isOutOfRange(float[] values) {
    for (float value : values) {
      if (!(Math.abs(value) < FAR_TOO_LARGE)) {
        return true;
      }
    }
    return false;
  }

  /** Where the data have another width than the header says, words are numbers and vice versa. */
  private void requireSound() {
    if (10 * withControls > read || 2 * outOfRange > read) {
      throw LabException.of(
          "words and float32 numbers in " + name,
          "from word number " + firstOdd + " on control characters or numbers out of range",
          "fetch the file again: it is damaged, or its header's "
              + format.dimension()
              + " numbers a word are not those of the data");
    }
  }

  private static void add(RowCollector collector, byte[] bytes, float[] values, long n)
      throws IOException {
    Oddities oddities = collector.oddities();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        oddities.add(Oddity.NOT_FINITE, n);
        return;
      }
    }
    if (bytes.length == 0) {
      oddities.add(Oddity.NO_WORD, n);
      return;
    }
    Tidy word = Tidy.of(bytes, 0, bytes.length);
    float norm = VectorRows.norm(values, 0, values.length);
    if (!collector.add(word.bytes(), values, norm)) {
      oddities.add(Oddity.DUPLICATE, n);
      return;
    }
    oddities.addAll(word.oddities(), n);
    if (norm == 0) {
      oddities.add(Oddity.ZEROS, n);
    }
  }

  /** The bytes up to the next space; null at the end of the file. */
  private byte @Nullable [] word(long n) throws IOException {
    ByteArrayOutputStream word = new ByteArrayOutputStream(32);
    int b = in.read();
    while (b == '\n') {
      b = in.read();
    }
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != ' ') {
      word.write(b);
      if (word.size() > LONGEST_WORD) {
        throw LabException.of(
            "word number " + n + " of " + name + ", a word2vec binary file",
            "no space within " + LONGEST_WORD + " bytes",
            "fetch the file again: it is damaged, or not of this kind");
      }
      b = in.read();
    }
    return word.toByteArray();
  }
}
