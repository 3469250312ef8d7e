package io.transferlab.data;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads picture files: JPEG (also CMYK, grayscale, progressive, turned by EXIF), PNG, GIF (its
 * first picture), BMP and WebP, whatever the ending says. A file is decoded or refused with a
 * reason; what decoders quietly fill with grey or black is refused too.
 *
 * <p>TwelveMonkeys ImageIO decodes JPEG, because the JDK refuses CMYK, and WebP, which the JDK does
 * not know; the JDK decodes the rest.
 */
final class PictureFiles {
  private static final long LARGEST_FILE = 256L << 20;
  private static final long LARGEST_PICTURE = 250_000_000L;

  /** Above so many pixels only every n-th is decoded, so that one photo does not fill the heap. */
  private static final long LARGE_PICTURE = 16_000_000L;

  private static final String CUT = "it is cut off: part of the picture is missing";
  private static final String FORMATS = "JPEG, PNG, GIF, BMP, WebP";

  private PictureFiles() {}

  private enum Format {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP;

    /** By the first bytes: endings are often wrong. Null if it is none of these. */
    static Format of(byte[] b) {
      if (starts(b, 0, 0xff, 0xd8, 0xff)) {
        return JPEG;
      }
      if (starts(b, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
        return PNG;
      }
      if (starts(b, 0, 'G', 'I', 'F', '8')) {
        return GIF;
      }
      if (starts(b, 0, 'R', 'I', 'F', 'F') && starts(b, 8, 'W', 'E', 'B', 'P')) {
        return WEBP;
      }
      return starts(b, 0, 'B', 'M') ? BMP : null;
    }

    private static boolean starts(byte[] b, int at, int... wanted) {
      for (int i = 0; i < wanted.length; i++) {
        if (at + i >= b.length || (b[at + i] & 0xff) != wanted[i]) {
          return false;
        }
      }
      return true;
    }

    /** Made known here: a kernel's class loader may hide plug-ins from the registry. */
    ImageReader reader() throws IOException {
      return switch (this) {
        case JPEG -> jpeg().createReaderInstance(null);
        case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
        default -> ImageIO.getImageReadersByFormatName(name().toLowerCase(Locale.ROOT)).next();
      };
    }
  }

  /** Registered, because only then it finds the JDK's decoder, which does a part of its work. */
  private static JPEGImageReaderSpi jpeg() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    JPEGImageReaderSpi known = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
    if (known != null) {
      return known;
    }
    registry.registerServiceProvider(new JPEGImageReaderSpi());
    return registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
  }

  /**
   * Decodes one file.
   *
   * @param file a JPEG, PNG, GIF, BMP or WebP file
   * @param size the side it is used at, in pixels: a very large picture is decoded coarsely, but
   *     never below four times this
   * @return the picture in RGB, upright; what was transparent is white
   * @throws IOException with a reason a person understands, naming the file
   */
  static BufferedImage read(Path file, int size) throws IOException {
    byte[] bytes = bytes(file);
    Format format = Format.of(bytes);
    if (format == null) {
      throw new IOException(file + ": " + notAPicture(bytes));
    }
    try {
      BufferedImage image = Rgb.of(decode(format, bytes, size));
      return format == Format.JPEG ? Orientation.of(bytes).upright(image) : image;
    } catch (IOException | RuntimeException e) {
      String reason =
          e instanceof EOFException
              ? CUT
              : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException(file + ": cannot be decoded (" + reason + ")", e);
    } catch (OutOfMemoryError e) {
      throw new IOException(file + ": too large for the Java heap", e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    long length;
    try {
      length = Files.size(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": the file is not there", e);
    }
    if (length == 0) {
      throw new IOException(file + ": the file is empty");
    }
    if (length > LARGEST_FILE) {
      throw new IOException(file + ": a file of " + (length >> 20) + " MiB is no picture to use");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static String notAPicture(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(64, bytes.length), StandardCharsets.ISO_8859_1);
    boolean page = start.stripLeading().toLowerCase(Locale.ROOT).matches("(?s)<(!doctype )?html.*");
    return page
        ? "a web page, not a picture"
        : "not a picture in a format that is read (" + FORMATS + ")";
  }

  private static BufferedImage decode(Format format, byte[] bytes, int size) throws IOException {
    if (format == Format.WEBP && riffLength(bytes) > bytes.length) {
      throw new EOFException(); // the decoder would fill the rest with black
    }
    ImageReader reader = format.reader();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      long pixels = (long) width * height;
      if (pixels > LARGEST_PICTURE) {
        throw new IOException(
            width + " x " + height + " pixels are over the limit of " + LARGEST_PICTURE);
      }
      ImageReadParam param = reader.getDefaultReadParam();
      int step = Math.min(width, height) / (4 * Math.max(1, size));
      if (pixels > LARGE_PICTURE && step > 1) {
        param.setSourceSubsampling(step, step, 0, 0);
      }
      BufferedImage image = reader.read(0, param);
      refuseHalf(warnings);
      return image;
    } finally {
      reader.dispose();
    }
  }

  private static long riffLength(byte[] bytes) {
    return bytes.length < 8
        ? Long.MAX_VALUE
        : 8 + (ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL);
  }

  /** The JPEG decoder fills what is missing with grey and only warns. */
  private static void refuseHalf(List<String> warnings) throws IOException {
    for (String warning : warnings) {
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
        throw new EOFException(warning);
      }
    }
  }
}
