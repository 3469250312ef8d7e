package io.transferlab.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * What pictures carry besides their pixels. Decoders refuse whole files for a date or a colour
 * profile that is malformed; so they get the file without all that. How the camera was held is read
 * from wherever the container keeps it, as Pillow does.
 */
final class PictureMetadata {
  private static final int PNG_HEAD = 8;
  private static final Set<String> PNG_PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int LONGEST_TEXT = 1 << 20;
  private static final Pattern XMP_ORIENTATION =
      Pattern.compile("tiff:Orientation(?:=\"|>)([1-8])");
  private static final Pattern RAW_PROFILE =
      Pattern.compile("\\s*exif\\s+\\d+\\s+([0-9a-fA-F\\s]*)");

  private PictureMetadata() {}

  /**
   * How the camera was held.
   *
   * @param kind what the file is
   * @param b its bytes
   * @return upright if nothing says otherwise
   */
  static Orientation orientation(PictureKind kind, byte[] b) {
    try {
      return switch (kind) {
        case JPEG -> jpegExif(b).map(Orientation::ofExif).orElse(Orientation.UPRIGHT);
        case PNG -> png(b);
        case WEBP -> webpExif(b).map(Orientation::ofExif).orElse(Orientation.UPRIGHT);
        case TIFF -> Orientation.ofExif(ByteBuffer.wrap(b));
        default -> Orientation.UPRIGHT;
      };
    } catch (RuntimeException e) {
      return Orientation.UPRIGHT; // damaged metadata: the pixels may be well
    }
  }

  /**
   * The file without all that its pixels do not need.
   *
   * @param kind what the file is
   * @param b its bytes
   * @return the same bytes if there is nothing to leave out
   */
  static byte[] without(PictureKind kind, byte[] b) {
    return switch (kind) {
      case JPEG -> plainJpeg(b);
      case PNG -> plainPng(b);
      default -> b;
    };
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
  }

  /** Whether this text stands there. */
  static boolean is(byte[] b, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    return at + wanted.length <= b.length
        && Arrays.equals(b, at, at + wanted.length, wanted, 0, wanted.length);
  }

  /** Where the next segment starts; -1 where the pixels or something unknown begins. */
  private static int nextSegment(byte[] b, int at) {
    int from = at;
    while (from + 4 <= b.length && (b[from] & 0xff) == 0xff && (b[from + 1] & 0xff) == 0xff) {
      from++; // padding
    }
    if (from + 4 > b.length || (b[from] & 0xff) != 0xff) {
      return -1;
    }
    int marker = b[from + 1] & 0xff;
    boolean pixels = marker == 0xda || marker == 0xd9 || marker <= 0x01;
    return pixels || u16(b, from + 2) < 2 || from + 2 + u16(b, from + 2) > b.length ? -1 : from;
  }

  private static Optional<ByteBuffer> jpegExif(byte[] b) {
    for (int at = nextSegment(b, 2); at >= 0; at = nextSegment(b, at + 2 + u16(b, at + 2))) {
      int length = u16(b, at + 2);
      if ((b[at + 1] & 0xff) == 0xe1 && length > 16 && is(b, at + 4, "Exif")) {
        return Optional.of(ByteBuffer.wrap(b, at + 10, length - 8).slice());
      }
    }
    return Optional.empty();
  }

  /** Bits of a colour, as the frame of a JPEG file says; 8 where none is found. */
  static int jpegDepth(byte[] b) {
    for (int at = nextSegment(b, 2); at >= 0; at = nextSegment(b, at + 2 + u16(b, at + 2))) {
      int marker = b[at + 1] & 0xff;
      boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8;
      if (frame && marker != 0xcc && u16(b, at + 2) > 2) {
        return b[at + 4] & 0xff;
      }
    }
    return 8;
  }

  /** Whether a JPEG or PNG file has no end: what its decoder then says of it is of no use. */
  static boolean isCut(PictureKind kind, byte[] b) {
    String end = kind == PictureKind.JPEG ? "\u00ff\u00d9" : kind == PictureKind.PNG ? "IEND" : "";
    int at = b.length;
    while (at >= 0 && !is(b, at, end)) {
      at--;
    }
    return at < 0;
  }

  /** Of the application's segments only those stay that say how colours are stored. */
  private static byte[] plainJpeg(byte[] b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(b.length);
    out.write(b, 0, 2);
    int rest = 2;
    for (int at = nextSegment(b, 2); at >= 0; at = nextSegment(b, rest)) {
      int marker = b[at + 1] & 0xff;
      int length = u16(b, at + 2);
      boolean colours =
          marker == 0xe0 && length >= 16 && is(b, at + 4, "JFIF\0")
              || marker == 0xee && length >= 14 && is(b, at + 4, "Adobe");
      boolean other = marker >= 0xe0 && marker <= 0xef || marker == 0xfe;
      if (colours && marker == 0xe0) {
        out.write(b, at, 2);
        out.write(new byte[] {0, 16}, 0, 2);
        out.write(b, at + 4, 12);
        out.write(new byte[] {0, 0}, 0, 2); // without its thumbnail
      } else if (colours || !other) {
        out.write(b, at, 2 + length);
      }
      rest = at + 2 + length;
    }
    out.write(b, rest, b.length - rest);
    return out.toByteArray();
  }

  private static byte[] plainPng(byte[] b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(b.length + 1024);
    out.write(b, 0, Math.min(PNG_HEAD, b.length));
    ByteBuffer in = ByteBuffer.wrap(b);
    int colours = 0;
    int type = -1;
    int bits = 8;
    boolean pixels = false;
    for (int at = PNG_HEAD; at + 12 <= b.length; ) {
      int length = in.getInt(at);
      if (length < 0 || length > b.length - at - 12) {
        if (is(b, at + 4, "IDAT")) {
          out.write(b, at, b.length - at); // cut off: decoding says so
        }
        break;
      }
      String name = new String(b, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (name.equals("IHDR") && length >= 13) {
        bits = b[at + 16];
        type = b[at + 17];
      }
      if (name.equals("PLTE") && type == 3 && !pixels && bits >= 1 && bits <= 8) {
        colours = Math.min(length / 3, 1 << bits);
        // Pixels may name colours that the palette lacks: they are black.
        chunk(
            out,
            name,
            Arrays.copyOf(Arrays.copyOfRange(b, at + 8, at + 8 + colours * 3), 3 << bits));
      } else if (name.equals("tRNS") && !pixels) {
        int wanted = type == 0 ? 2 : type == 2 ? 6 : type == 3 ? Math.min(length, colours) : 0;
        if (wanted > 0 && length >= wanted) {
          chunk(out, name, Arrays.copyOfRange(b, at + 8, at + 8 + wanted));
        }
      } else if (PNG_PIXELS.contains(name) && !(name.equals("PLTE") && type != 3)) {
        out.write(b, at, length + 12);
      }
      pixels |= name.equals("IDAT");
      at += length + 12;
    }
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
    CRC32 crc = new CRC32();
    byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
    crc.update(letters);
    crc.update(content);
    ByteBuffer chunk = ByteBuffer.allocate(content.length + 12);
    chunk.putInt(content.length).put(letters).put(content).putInt((int) crc.getValue());
    out.write(chunk.array(), 0, chunk.capacity());
  }

  private static Orientation png(byte[] b) {
    ByteBuffer in = ByteBuffer.wrap(b);
    Orientation said = Orientation.UPRIGHT;
    for (int at = PNG_HEAD; at + 12 <= b.length; ) {
      int length = in.getInt(at);
      if (length < 0 || length > b.length - at - 12) {
        break;
      }
      String name = new String(b, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (name.equals("eXIf")) {
        return Orientation.ofExif(exif(b, at + 8, length));
      }
      if (said == Orientation.UPRIGHT && name.matches("tEXt|zTXt|iTXt")) {
        said = ofText(name, Arrays.copyOfRange(b, at + 8, at + 8 + length));
      }
      at += length + 12;
    }
    return said;
  }

  /** Some programs keep EXIF as hexadecimal letters (ImageMagick), others write XMP alone. */
  private static Orientation ofText(String name, byte[] chunk) {
    if (is(chunk, 0, "Raw profile type exif\0")) {
      int start = "Raw profile type exif".length() + 1;
      Matcher hex = RAW_PROFILE.matcher(text(chunk, start, name.equals("zTXt")));
      if (hex.lookingAt()) {
        byte[] exif = HexFormat.of().parseHex(hex.group(1).replaceAll("\\s", ""));
        return Orientation.ofExif(exif(exif, 0, exif.length));
      }
    } else if (is(chunk, 0, "XML:com.adobe.xmp\0")) {
      Matcher xmp = XMP_ORIENTATION.matcher(new String(chunk, StandardCharsets.ISO_8859_1));
      if (xmp.find()) {
        return new Orientation(Integer.parseInt(xmp.group(1)));
      }
    }
    return Orientation.UPRIGHT;
  }

  private static String text(byte[] chunk, int start, boolean packed) {
    if (!packed) {
      return new String(chunk, start, chunk.length - start, StandardCharsets.ISO_8859_1);
    }
    try (InflaterInputStream in =
        new InflaterInputStream(
            new ByteArrayInputStream(chunk, start + 1, chunk.length - start - 1))) {
      return new String(in.readNBytes(LONGEST_TEXT), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<ByteBuffer> webpExif(byte[] b) {
    ByteBuffer in = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 12; at + 8 <= b.length; ) {
      long length = in.getInt(at + 4) & 0xffffffffL;
      if (length > b.length - at - 8) {
        break;
      }
      if (is(b, at, "EXIF")) {
        return Optional.of(exif(b, at + 8, (int) length));
      }
      at += 8 + (int) (length + length % 2);
    }
    return Optional.empty();
  }

  /** With or without the word that a JPEG needs before it. */
  private static ByteBuffer exif(byte[] b, int at, int length) {
    int skip = length > 6 && is(b, at, "Exif\0\0") ? 6 : 0;
    return ByteBuffer.wrap(b, at + skip, length - skip).slice();
  }
}
