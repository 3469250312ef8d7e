package io.transferlab.data;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes picture files of every odd kind. */
final class OddPictures {
  static final Color[] QUARTERS = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};

  private OddPictures() {}

  /** Four quarters, each of one colour: which shows where up and left are. */
  static BufferedImage quarters(int w, int h, int type, Color... colors) {
    BufferedImage image = new BufferedImage(w, h, type);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        image.setRGB(x, y, colors[(y < h / 2 ? 0 : 2) + (x < w / 2 ? 0 : 1)].getRGB());
      }
    }
    return image;
  }

  static BufferedImage quarters(int type) {
    return quarters(64, 48, type, QUARTERS);
  }

  static byte[] encode(BufferedImage image, String format, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    return encode(writer, new IIOImage(image, null, null), param);
  }

  static byte[] encode(BufferedImage image, String format) throws IOException {
    return encode(image, format, false);
  }

  private static byte[] encode(ImageWriter writer, IIOImage image, ImageWriteParam param)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Puts a segment behind a JPEG's first two bytes. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + content.length + 4);
    out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
    out.putShort((short) (content.length + 2)).put(content);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4).order(order);
    out.put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    byte letter = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    out.put(letter).put(letter).putShort((short) 42).putInt(8).putShort((short) 1);
    out.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return out.array();
  }

  /** Cyan ink alone, as Adobe's programs store it: upside down. */
  static byte[] cmykJpeg() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 32, 32, 4, null);
    for (int band = 0; band < 4; band++) {
      int[] samples = new int[32 * 32];
      Arrays.fill(samples, band == 0 ? 0 : 255);
      raster.setSamples(0, 0, 32, 32, band, samples);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    byte[] jpeg = encode(writer, new IIOImage(raster, null, null), writer.getDefaultWriteParam());
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    return withSegment(jpeg, 0xee, adobe);
  }

  /** 16 bits a value. */
  static BufferedImage deep(int value) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(16, 16);
    int[] samples = new int[16 * 16 * 3];
    Arrays.fill(samples, value);
    raster.setPixels(0, 0, 16, 16, samples);
    return new BufferedImage(model, raster, false, null);
  }

  static BufferedImage gray(int type, int value) {
    BufferedImage image = new BufferedImage(16, 16, type);
    int[] samples = new int[256];
    Arrays.fill(samples, value);
    image.getRaster().setSamples(0, 0, 16, 16, 0, samples);
    return image;
  }

  /** A PNG whose header claims a size that its data does not have. */
  static byte[] pngHeader(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] header =
        ByteBuffer.allocate(17)
            .put(new byte[] {'I', 'H', 'D', 'R'})
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    CRC32 crc = new CRC32();
    crc.update(header);
    out.writeInt(13);
    out.write(header);
    out.writeInt((int) crc.getValue());
    return bytes.toByteArray();
  }

  /** A lossless WebP: left half green, right half black; written bit by bit (RFC 9649, 3.8). */
  static byte[] webp(int width, int height) {
    Bits bits = new Bits();
    bits.put(0x2f, 8).put(width - 1, 14).put(height - 1, 14).put(0, 1).put(0, 3);
    bits.put(0, 1).put(0, 1).put(0, 1); // no transform, no colour cache, one group of codes
    bits.put(1, 1).put(1, 1).put(1, 1).put(0, 8).put(255, 8); // green: 0 or 255
    bits.put(1, 1).put(0, 1).put(0, 1).put(0, 1); // red: always 0
    bits.put(1, 1).put(0, 1).put(0, 1).put(0, 1); // blue: always 0
    bits.put(1, 1).put(0, 1).put(1, 1).put(255, 8); // alpha: always 255
    bits.put(1, 1).put(0, 1).put(0, 1).put(0, 1); // no copies
    for (int i = 0; i < width * height; i++) {
      bits.put(i % width < width / 2 ? 1 : 0, 1);
    }
    byte[] data = bits.bytes();
    int padded = data.length + data.length % 2;
    ByteBuffer out = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(12 + padded);
    out.put(new byte[] {'W', 'E', 'B', 'P', 'V', 'P', '8', 'L'}).putInt(data.length);
    return out.put(data).array();
  }

  private static final class Bits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long kept;
    private int count;

    Bits put(long value, int bits) {
      kept |= value << count;
      count += bits;
      while (count >= 8) {
        out.write((int) kept);
        kept >>>= 8;
        count -= 8;
      }
      return this;
    }

    byte[] bytes() {
      put(0, 7);
      return out.toByteArray();
    }
  }
}
