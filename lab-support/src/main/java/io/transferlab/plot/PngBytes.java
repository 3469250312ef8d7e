package io.transferlab.plot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes opaque pictures as PNG files that are small enough for a notebook. The JDK's writer never
 * filters its rows, which costs a photograph a third of its size (Paeth's filter: PNG
 * specification, section 9.4).
 */
final class PngBytes {
  /** Charts have a few thousand colours where lines are smooth; photographs have many more. */
  private static final int DRAWN = 8192;

  private static final int STEP = 4;
  private static final int NONE = 0;
  private static final int PAETH = 4;

  private final int width;
  private final int height;
  private final int[] colours;
  private final boolean drawn;

  PngBytes(BufferedImage image) {
    width = image.getWidth();
    height = image.getHeight();
    colours = image.getRGB(0, 0, width, height, null, 0, width);
    drawn = isDrawn(colours);
  }

  private static boolean isDrawn(int[] colours) {
    int[] sorted = colours.clone();
    Arrays.sort(sorted);
    int different = 1;
    for (int i = 1; i < sorted.length && different <= DRAWN; i++) {
      different += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    return different <= DRAWN;
  }

  /** The picture as it is. */
  byte[] exact() {
    return encoded(1);
  }

  /**
   * The picture as a reader sees it: photographs with 64 steps a colour in place of 256. Most of
   * what a file spends on them is the noise below that.
   */
  byte[] shown() {
    return encoded(drawn ? 1 : STEP);
  }

  private byte[] encoded(int step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(0x89504e470d0a1a0aL);
      chunk(out, "IHDR", head());
      chunk(out, "IDAT", rows(step));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String name, byte[] data) throws IOException {
    byte[] type = name.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(data);
    out.writeInt(data.length);
    out.write(type);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }

  /** 8 bits for each of red, green and blue; not interlaced. */
  private byte[] head() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0});
    return bytes.toByteArray();
  }

  private byte[] rows(int step) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      byte[] above = new byte[3 * width];
      byte[] row = new byte[3 * width];
      byte[] filtered = new byte[1 + 3 * width];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int rgb = colours[y * width + x];
          row[3 * x] = rounded(rgb >> 16, step);
          row[3 * x + 1] = rounded(rgb >> 8, step);
          row[3 * x + 2] = rounded(rgb, step);
        }
        filter(row, above, filtered);
        out.write(filtered);
        byte[] next = above;
        above = row;
        row = next;
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /** White stays white, and black black. */
  private static byte rounded(int colour, int step) {
    return (byte) Math.min(255, ((colour & 0xff) + step / 2) / step * step);
  }

  /** What is drawn is made of runs, which packs best as it is. */
  private void filter(byte[] row, byte[] above, byte[] filtered) {
    filtered[0] = (byte) (drawn ? NONE : PAETH);
    for (int i = 0; i < row.length; i++) {
      int left = i < 3 ? 0 : row[i - 3] & 0xff;
      int corner = i < 3 ? 0 : above[i - 3] & 0xff;
      int guess = drawn ? 0 : paeth(left, above[i] & 0xff, corner);
      filtered[i + 1] = (byte) (row[i] - guess);
    }
  }

  private static int paeth(int left, int above, int corner) {
    int guess = left + above - corner;
    int toLeft = Math.abs(guess - left);
    int toAbove = Math.abs(guess - above);
    int toCorner = Math.abs(guess - corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }
}
