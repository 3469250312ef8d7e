package io.transferlab.data;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.transferlab.core.Names;
import io.transferlab.core.Sha256;
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
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads picture files: JPEG (also CMYK, grayscale, progressive), PNG, GIF, BMP, WebP and TIFF, the
 * first picture of several, turned as their EXIF data says, whatever the ending says. A file is
 * decoded or refused with a reason; what decoders quietly fill with grey or black is refused too.
 *
 * <p>TwelveMonkeys ImageIO decodes JPEG, because the JDK refuses CMYK, and WebP, which the JDK does
 * not know; the JDK decodes the rest.
 */
final class PictureFiles {
  private static final long LARGEST_FILE = 256L << 20;
  private static final long LARGEST_PICTURE = 250_000_000L;

  /** Above so many pixels only every n-th is decoded, so that one photo does not fill the heap. */
  private static final long LARGE_PICTURE = 16_000_000L;

  /** What decoding takes at its worst: the decoder's own copy, and ours. */
  private static final int BYTES_A_PIXEL = 12;

  private static final String CUT = "it is cut off: part of the picture is missing";

  private PictureFiles() {}

  /** Made known here: a kernel's class loader may hide plug-ins from the registry. */
  private static ImageReader reader(PictureKind kind) throws IOException {
    return switch (kind) {
      case JPEG -> jpeg().createReaderInstance(null);
      case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
      default -> ImageIO.getImageReadersByFormatName(kind.name().toLowerCase(Locale.ROOT)).next();
    };
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
   * @param file a JPEG, PNG, GIF, BMP, WebP or TIFF file
   * @param size the side it is used at, in pixels: a very large picture is decoded coarsely, but
   *     never below four times this
   * @return the picture in RGB, upright; what was transparent is white
   * @throws IOException with a reason a person understands, naming the file
   */
  static BufferedImage read(Path file, int size) throws IOException {
    return open(Names.printable(file), bytes(file), size).image();
  }

  /**
   * Decodes what a file holds.
   *
   * @param name what messages call it
   * @param bytes its bytes
   * @param size the side it is used at, in pixels, as in {@link #read(Path, int)}
   * @return the picture in RGB, upright; what was transparent is white
   * @throws IOException with a reason a person understands, after the name
   */
  static BufferedImage read(String name, byte[] bytes, int size) throws IOException {
    return open(name, bytes, size).image();
  }

  /** Decodes one file, and says what it is. */
  static SeenPicture see(Path file, int size) throws IOException {
    Opened opened = open(Names.printable(file), bytes(file), size);
    boolean lying = opened.held().isLying();
    Decoded stored = opened.stored();
    PictureFacts facts =
        new PictureFacts(
            opened.kind().words(),
            opened.kind().isMisnamed(file),
            lying ? stored.height() : stored.width(),
            lying ? stored.width() : stored.height(),
            Rgb.isTransparent(stored.image()),
            !opened.held().equals(Orientation.UPRIGHT),
            "sha256 " + Sha256.of(opened.bytes()));
    return new SeenPicture(opened.image(), facts);
  }

  private static Opened open(String name, byte[] bytes, int size) throws IOException {
    if (bytes.length == 0) {
      throw new IOException(name + ": the file is empty");
    }
    PictureKind kind = PictureKind.of(bytes);
    if (kind == null || !kind.isRead()) {
      throw new IOException(name + ": " + notAPicture(kind, bytes));
    }
    if (kind.isConverted()) {
      return converted(name, kind, bytes, size, HeifConverter.here().orElseThrow());
    }
    return decoded(name, kind, bytes, size);
  }

  /** A picture that another program makes a JPEG of. */
  static BufferedImage read(String name, byte[] bytes, int size, HeifConverter converter)
      throws IOException {
    return converted(name, PictureKind.HEIC, bytes, size, converter).image();
  }

  private static Opened converted(
      String name, PictureKind kind, byte[] bytes, int size, HeifConverter converter)
      throws IOException {
    byte[] jpeg;
    try {
      jpeg = converter.jpeg(bytes);
    } catch (IOException e) {
      throw new IOException(
          name + ": cannot be decoded (" + reason(e) + "); " + kind.exported() + " instead", e);
    }
    if (PictureKind.of(jpeg) != PictureKind.JPEG) {
      throw new IOException(name + ": cannot be decoded (" + converter.name() + " made no JPEG)");
    }
    Opened opened = decoded(name, PictureKind.JPEG, jpeg, size);
    // Most programs turn the picture and leave the words about it as they were.
    return converter.turns()
        ? new Opened(bytes, kind, opened.stored(), opened.held(), opened.image())
        : new Opened(
            bytes, kind, opened.stored(), Orientation.UPRIGHT, Rgb.of(opened.stored().image()));
  }

  private static Opened decoded(String name, PictureKind kind, byte[] bytes, int size)
      throws IOException {
    try {
      Decoded stored = decode(kind, PictureMetadata.without(kind, bytes), size);
      Orientation held = PictureMetadata.orientation(kind, bytes);
      return new Opened(bytes, kind, stored, held, held.upright(Rgb.of(stored.image())));
    } catch (IOException | RuntimeException e) {
      boolean theirs = e instanceof IIOException || e instanceof RuntimeException;
      boolean cut = theirs && PictureMetadata.isCut(kind, PictureMetadata.without(kind, bytes));
      String why = cut ? CUT : reason(e);
      throw new IOException(name + ": cannot be decoded (" + why + ")", e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw new IOException(name + ": too large for the Java heap", e);
    }
  }

  /** A file, and what was made of it. */
  private record Opened(
      byte[] bytes, PictureKind kind, Decoded stored, Orientation held, BufferedImage image) {}

  /** A picture as it is stored, and its size before it was read coarsely. */
  private record Decoded(BufferedImage image, int width, int height) {}

  /** In words: what decoders throw is often a number or a class. */
  private static String reason(Exception e) {
    if (e instanceof EOFException) {
      return CUT;
    }
    String message = e.getMessage();
    return e instanceof IOException
            && message != null
            && !message.matches(".*[a-z](Exception|Error)\\b.*")
        ? message
        : "its data is damaged";
  }

  private static byte[] bytes(Path file) throws IOException {
    long length;
    try {
      length = Files.size(file);
    } catch (NoSuchFileException e) {
      throw new IOException(Names.printable(file) + ": the file is not there", e);
    }
    if (length > LARGEST_FILE) {
      throw new IOException(
          Names.printable(file) + ": a file of " + (length >> 20) + " MiB is no picture to use");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException(Names.printable(file) + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static String notAPicture(@Nullable PictureKind kind, byte[] bytes) {
    if (kind != null) {
      return "a " + kind.words() + " file, which this cannot read: " + kind.cureOfOne();
    }
    String start = new String(bytes, 0, Math.min(64, bytes.length), StandardCharsets.ISO_8859_1);
    boolean page = start.stripLeading().toLowerCase(Locale.ROOT).matches("(?s)<(!doctype )?html.*");
    return page
        ? "a web page, not a picture"
        : "not a picture in a format that is read (" + PictureKind.read() + ")";
  }

  private static Decoded decode(PictureKind kind, byte[] bytes, int size) throws IOException {
    if (kind == PictureKind.WEBP && riffLength(bytes) > bytes.length) {
      throw new EOFException(); // the decoder would fill the rest with black
    }
    int depth = kind == PictureKind.JPEG ? PictureMetadata.jpegDepth(bytes) : 8;
    if (depth != 8) {
      throw new IOException(depth + " bits a colour; only JPEG files with 8 are read");
    }
    ImageReader reader = reader(kind);
    try (ImageInputStream in = new QuietEnd(bytes)) {
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      long pixels = (long) width * height;
      refuseBomb(kind, bytes.length, width, height);
      ImageReadParam param = reader.getDefaultReadParam();
      int step = Math.min(width, height) / (4 * Math.max(1, size));
      if (pixels > LARGE_PICTURE && step > 1) {
        param.setSourceSubsampling(step, step, 0, 0);
      }
      BufferedImage image = reader.read(0, param);
      refuseHalf(warnings);
      BufferedImage whole =
          switch (kind) {
            case GIF -> GifCanvas.of(bytes, reader, image, width, height);
            case WEBP -> WebpCanvas.of(bytes, image, width, height);
            default -> image;
          };
      return new Decoded(whole, width, height);
    } finally {
      reader.dispose();
    }
  }

  /**
   * Bytes whose end costs nothing. The decoder of lossless WebP asks for more bits at every pixel
   * once there are none left, which is right where a colour takes no bits; an exception with a
   * stack trace each time would take a kilobyte and more a pixel. After {@value #MOST} times it is
   * enough: no picture of that size is of one colour, but a damaged head may claim it.
   */
  private static final class QuietEnd extends MemoryCacheImageInputStream {
    private static final int MOST = 20_000_000;

    private static final EOFException END =
        new EOFException() {
          private static final long serialVersionUID = 1;

          @Override
          public Throwable fillInStackTrace() {
            return this;
          }
        };

    private int asked;

    QuietEnd(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public byte readByte() throws IOException {
      int value = read();
      if (value >= 0) {
        return (byte) value;
      }
      if (++asked > MOST) {
        throw new IOException(CUT);
      }
      throw END;
    }
  }

  /** Before a byte of memory is taken: a small file may claim any size. */
  private static void refuseBomb(PictureKind kind, int length, int width, int height)
      throws IOException {
    long pixels = (long) width * height;
    if (pixels > LARGEST_PICTURE) {
      throw new IOException(
          width + " x " + height + " pixels are over the limit of " + LARGEST_PICTURE);
    }
    long most =
        switch (kind) {
          case PNG -> 8 * 1032L; // of 1 bit, packed by deflate at its best
          case GIF -> 2731; // 4096 from a code of 12 bits
          case JPEG -> 1024; // a bit for each block of 64, and as much again
          case BMP -> 8 * 128; // of 1 bit; runs of 255 in 2 bytes
          default -> Long.MAX_VALUE / LARGEST_FILE; // they pack without limit
        };
    if (pixels / most > length) {
      throw new EOFException();
    }
    if (pixels > Runtime.getRuntime().maxMemory() / BYTES_A_PIXEL) {
      throw new IOException(
          width + " x " + height + " pixels are too many for the Java heap; make it smaller");
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
