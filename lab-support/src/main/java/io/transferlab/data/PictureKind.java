package io.transferlab.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What kind of picture a file holds, by its first bytes: endings are often wrong. Kinds that cannot
 * be read are known too, so that they are named and not passed over.
 */
enum PictureKind {
  /** Also CMYK, grey, progressive. */
  JPEG("JPEG", ""),
  /** Also animated ones: their first frame. */
  PNG("PNG", ""),
  /** Also animated ones: their first frame. */
  GIF("GIF", ""),
  /** Windows' own. */
  BMP("BMP", ""),
  /** Also animated ones: their first frame. */
  WEBP("WebP", ""),
  /** Its first page. */
  TIFF("TIFF", ""),
  /** Of telephones; read where there is a {@link HeifConverter}. */
  HEIC("HEIC", "export them as JPEG, or install " + PictureKind.CONVERTER),
  /** Of the web; read where there is a {@link HeifConverter}. */
  AVIF("AVIF", "export them as PNG, or install " + PictureKind.CONVERTER),
  /** Of the future. */
  JPEG_XL("JPEG XL", "export them as PNG"),
  /** Of medicine and film. */
  JPEG_2000("JPEG 2000", "export them as PNG"),
  /** Of Photoshop and GIMP. */
  LAYERS("Photoshop or GIMP", "export them as PNG"),
  /** Drawings of lines. */
  VECTOR("SVG, EPS or other vector", "export them as PNG"),
  /** What a camera's sensor saw. */
  RAW("camera RAW", "export them as JPEG"),
  /** Pages. */
  PDF("PDF", "export their pages as PNG"),
  /** Of buttons. */
  ICON("icon", "export them as PNG"),
  /** Of doctors. */
  DICOM("DICOM", "export them as PNG"),
  /** Of programs: PNM, PCX, EXR, TGA and the like. */
  RARE("PNM, TGA, PCX, EXR or other rare", "export them as PNG"),
  /** Moving. */
  VIDEO("video", "export their frames as JPEG");

  private static final String CONVERTER =
      "heif-convert (package libheif-examples, libheif-tools or libheif)";

  /** So many bytes tell the kind. */
  static final int HEAD = 512;

  private static final Set<String> READ =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "jif", "png", "apng", "gif", "bmp", "dib", "webp", "tif",
          "tiff");
  private static final Set<String> RAW_ENDINGS =
      Set.of(
          "cr2", "cr3", "crw", "nef", "nrw", "arw", "srf", "sr2", "dng", "raf", "orf", "rw2", "pef",
          "srw", "3fr", "iiq", "rwl", "kdc", "erf", "mrw", "x3f");

  private final String words;
  private final String cure;

  PictureKind(String words, String cure) {
    this.words = words;
    this.cure = cure;
  }

  /** For instance {@code HEIC}. */
  String words() {
    return words;
  }

  /** What the owner of several can do; empty for a kind that is read everywhere. */
  String cure() {
    return cure;
  }

  /** The cure of one that could not be converted: {@code export it as JPEG}. */
  String exported() {
    return cureOfOne().replaceFirst(",.*", "");
  }

  /** The same to the owner of a single one: {@code export it as JPEG}. */
  String cureOfOne() {
    return cure.replace("them", "it").replace("their", "its");
  }

  /** Whether such files are read here. */
  boolean isRead() {
    return cure.isEmpty() || isConverted() && HeifConverter.here().isPresent();
  }

  /** Whether it takes another program to read it. */
  boolean isConverted() {
    return this == HEIC || this == AVIF;
  }

  /** Whether the ending of a file of this kind says another one, or none. */
  boolean isMisnamed(Path file) {
    return byEnding(ending(file)) != this;
  }

  /** The kinds that are read, for a message. */
  static String read() {
    return "JPEG, PNG, GIF, BMP, WebP, TIFF";
  }

  /**
   * Looks into a file.
   *
   * @param file the file
   * @return its kind; null if it is no picture, or cannot be opened and its name does not say one
   */
  static @Nullable PictureKind of(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    } catch (IOException e) {
      head = new byte[0]; // decoding will say why
    }
    String ending = ending(file);
    PictureKind found = of(head);
    if ((found == TIFF || found == null) && RAW_ENDINGS.contains(ending)) {
      return RAW; // most cameras write a TIFF whose pixels are not a picture yet
    }
    return found == null ? byEnding(ending) : found;
  }

  /** What cannot be told by its bytes: a damaged picture is one, and will be named as such. */
  private static @Nullable PictureKind byEnding(String ending) {
    return switch (ending) {
      case "png", "apng" -> PNG;
      case "gif" -> GIF;
      case "bmp", "dib" -> BMP;
      case "webp" -> WEBP;
      case "tif", "tiff" -> TIFF;
      case "heic", "heif", "hif" -> HEIC;
      case "avif" -> AVIF;
      case "jxl" -> JPEG_XL;
      case "jp2", "j2k", "jpx", "jpf" -> JPEG_2000;
      case "psd", "psb", "xcf", "kra" -> LAYERS;
      case "svg", "svgz", "eps", "ai", "wmf", "emf" -> VECTOR;
      case "pdf" -> PDF;
      case "ico", "icns", "cur" -> ICON;
      case "dcm" -> DICOM;
      case "tga", "pcx", "exr", "ppm", "pgm", "pbm", "pnm", "hdr", "sgi" -> RARE;
      case "mp4", "mov", "avi", "mkv", "webm", "m4v", "mpg", "mpeg", "wmv", "3gp" -> VIDEO;
      default -> READ.contains(ending) ? JPEG : null;
    };
  }

  /** The letters behind the last dot, in lower case; empty if there are none. */
  static String ending(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  /**
   * The kind of what starts with these bytes.
   *
   * @param b the first {@link #HEAD} bytes, or fewer
   * @return null if it is none of these
   */
  static @Nullable PictureKind of(byte[] b) {
    if (starts(b, 0, 0xff, 0xd8, 0xff)) {
      return JPEG;
    }
    if (starts(b, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return PNG;
    }
    if (starts(b, 0, "GIF8")) {
      return GIF;
    }
    if (starts(b, 0, "RIFF")) {
      return starts(b, 8, "WEBP") ? WEBP : starts(b, 8, "AVI ") ? VIDEO : null;
    }
    if (starts(b, 0, 'I', 'I', 42, 0) || starts(b, 0, 'M', 'M', 0, 42)) {
      return starts(b, 8, 'C', 'R', 2) ? RAW : TIFF;
    }
    if (starts(b, 0, 'I', 'I', 43, 0) || starts(b, 0, 'M', 'M', 0, 43)) {
      return TIFF; // the large form; decoding says whether it can be read
    }
    if (isBmp(b)) {
      return BMP;
    }
    if (starts(b, 4, "ftyp")) {
      return ofMedia(b);
    }
    return unread(b);
  }

  /** Many texts start with BM: the size of the head tells. */
  private static boolean isBmp(byte[] b) {
    return starts(b, 0, "BM")
        && b.length > 17
        && b[15] == 0
        && b[16] == 0
        && b[17] == 0
        && (b[14] & 0xff) >= 12;
  }

  /** Pictures and films in one container: the brand says which. */
  private static PictureKind ofMedia(byte[] b) {
    int end = Math.min(b.length, Math.max(16, (b[2] & 0xff) << 8 | b[3] & 0xff));
    String brands =
        new String(b, 8, Math.max(0, Math.min(end, 64) - 8), StandardCharsets.ISO_8859_1);
    if (brands.startsWith("crx")) {
      return RAW;
    }
    if (brands.contains("avif") || brands.contains("avis")) {
      return AVIF;
    }
    boolean still =
        List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "miaf").stream()
            .anyMatch(brands::startsWith);
    return still || brands.contains("heic") ? HEIC : VIDEO;
  }

  private static @Nullable PictureKind unread(byte[] b) {
    if (starts(b, 0, 0xff, 0x0a) || starts(b, 4, "JXL ")) {
      return JPEG_XL;
    }
    if (starts(b, 4, "jP  ") || starts(b, 0, 0xff, 0x4f, 0xff, 0x51)) {
      return JPEG_2000;
    }
    if (starts(b, 0, "8BPS") || starts(b, 0, "gimp xcf")) {
      return LAYERS;
    }
    if (starts(b, 0, "FUJIFILMCCD-RAW")
        || starts(b, 0, "IIRO")
        || starts(b, 0, "IIRS")
        || starts(b, 0, 'I', 'I', 'U', 0)
        || starts(b, 0, "FOVb")) {
      return RAW;
    }
    if (starts(b, 0, "%PDF")) {
      return PDF;
    }
    if (starts(b, 0, 0, 0, 1, 0) && b.length > 5 && b[4] != 0 && b[5] == 0
        || starts(b, 0, "icns")) {
      return ICON;
    }
    if (starts(b, 128, "DICM")) {
      return DICOM;
    }
    if (starts(b, 0, 0x76, 0x2f, 0x31, 0x01) || starts(b, 0, "#?RADIANCE") || isPnm(b)) {
      return RARE;
    }
    if (starts(b, 0, 0x1a, 0x45, 0xdf, 0xa3) || starts(b, 0, 0, 0, 1, 0xba)) {
      return VIDEO;
    }
    String text = new String(b, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    boolean lines = text.startsWith("%!ps") || text.stripLeading().startsWith("<svg");
    return lines || text.stripLeading().startsWith("<?xml") && text.contains("<svg")
        ? VECTOR
        : null;
  }

  private static boolean isPnm(byte[] b) {
    return b.length > 3
        && b[0] == 'P'
        && b[1] >= '1'
        && b[1] <= '7'
        && (b[2] == '\n' || b[2] == ' ')
        && (b[3] == '#' || b[3] >= '0' && b[3] <= '9' || b[3] == 'W');
  }

  private static boolean starts(byte[] b, int at, String wanted) {
    return starts(b, at, wanted.chars().toArray());
  }

  private static boolean starts(byte[] b, int at, int... wanted) {
    return b.length >= at + wanted.length
        && Arrays.equals(Arrays.copyOfRange(b, at, at + wanted.length), bytes(wanted));
  }

  private static byte[] bytes(int[] numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }
}
