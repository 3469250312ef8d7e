package io.transferlab.words;

import io.transferlab.core.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Reads word2vec's binary form: a word, a space, float32 numbers, least significant byte first;
 * some writers end each with a line feed, others do not.
 */
final class BinaryReader {
  private static final int LONGEST_WORD = 1 << 16;

  private final InputStream in;
  private final VectorFormat format;

  BinaryReader(InputStream in, VectorFormat format) {
    this.in = in;
    this.format = format;
  }

  void readInto(RowCollector collector) throws IOException {
    byte[] bytes = new byte[format.dimension() * Float.BYTES];
    FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[format.dimension()];
    Oddities oddities = collector.oddities();
    for (long n = 1; n <= format.announced() && !collector.isFull(); n++) {
      if (n % 1024 == 0) {
        VectorLoader.stopIfInterrupted();
      }
      byte[] word = word(n);
      if (word == null) {
        return;
      }
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        oddities.add(Oddity.CUT_OFF, n);
        return;
      }
      floats.get(0, values);
      add(collector, word, values, n);
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
  private byte[] word(long n) throws IOException {
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
            "word number " + n + " of a word2vec binary file",
            "no space within " + LONGEST_WORD + " bytes",
            "fetch the file again: it is damaged, or not of this kind");
      }
      b = in.read();
    }
    return word.toByteArray();
  }
}
