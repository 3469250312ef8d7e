package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of odd pictures: each is decoded as it was meant, or named with the reason. */
class PictureFilesTest {
  private static final Color[][] STORED = {
    {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE}, // 1: upright
    {Color.GREEN, Color.RED, Color.WHITE, Color.BLUE}, // 2: mirrored
    {Color.WHITE, Color.BLUE, Color.GREEN, Color.RED}, // 3: upside down
    {Color.BLUE, Color.WHITE, Color.RED, Color.GREEN}, // 4
    {Color.RED, Color.BLUE, Color.GREEN, Color.WHITE}, // 5
    {Color.GREEN, Color.WHITE, Color.RED, Color.BLUE}, // 6: lying
    {Color.WHITE, Color.GREEN, Color.BLUE, Color.RED}, // 7
    {Color.BLUE, Color.RED, Color.WHITE, Color.GREEN}, // 8: lying
  };

  private static final String CUT =
      "cannot be decoded (it is cut off: part of the picture is missing)";

  @TempDir Path folder;
  private final Map<String, Color[]> decoded = new TreeMap<>();
  private final Map<String, String> refused = new TreeMap<>();

  private void good(String name, byte[] content, Color... quarters) throws IOException {
    write(name, content);
    decoded.put("odd/" + name, quarters.length == 1 ? four(quarters[0]) : quarters);
  }

  private static Color[] four(Color color) {
    return new Color[] {color, color, color, color};
  }

  private void bad(String name, byte[] content, String reason) throws IOException {
    write(name, content);
    refused.put("odd/" + name, folder.resolve("odd").resolve(name) + ": " + reason);
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve("odd").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] cut(byte[] whole, double part) {
    return Arrays.copyOf(whole, (int) (whole.length * part));
  }

  private void jpegs() throws IOException {
    Color[] upright = OddPictures.QUARTERS;
    for (int value = 1; value <= 8; value++) {
      BufferedImage stored =
          OddPictures.quarters(64, 48, BufferedImage.TYPE_INT_RGB, STORED[value - 1]);
      ByteOrder order = value % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      byte[] exif = OddPictures.exif(value, order);
      byte[] jpeg = OddPictures.withSegment(OddPictures.encode(stored, "jpg"), 0xe1, exif);
      good("exif" + value + ".jpg", jpeg, upright);
    }
    BufferedImage image = OddPictures.quarters(BufferedImage.TYPE_INT_RGB);
    byte[] jpeg = OddPictures.encode(image, "jpg");
    good("plain.JPEG", jpeg, upright);
    good("progressive.jpg", OddPictures.encode(image, "jpg", true), upright);
    byte[] gray = OddPictures.encode(OddPictures.gray(BufferedImage.TYPE_BYTE_GRAY, 100), "jpg");
    good("gray.jpg", gray, new Color(100, 100, 100));
    good("cmyk.jpg", OddPictures.cmykJpeg(), Color.CYAN);
    good("no-end.jpg", Arrays.copyOf(jpeg, jpeg.length - 2), upright);
    good("more-behind.jpg", Arrays.copyOf(jpeg, jpeg.length + 500), upright);
    byte[] nonsense = {'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 99, 99, 99, 99, 1, 1, 1, 1};
    good("damaged-exif.jpg", OddPictures.withSegment(jpeg, 0xe1, nonsense), upright);
    good("turned-to-nowhere.jpg", jpegTurned(jpeg), upright);
    BufferedImage large =
        OddPictures.quarters(5000, 4000, BufferedImage.TYPE_INT_RGB, OddPictures.QUARTERS);
    good("large.jpg", OddPictures.encode(large, "jpg"), upright);
    good("really-jpeg.png", jpeg, upright);
    BufferedImage noise = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 200 * 150; i++) {
      noise.setRGB(i % 200, i / 200, random.nextInt(1 << 24));
    }
    bad("cut.jpg", cut(OddPictures.encode(noise, "jpg"), 0.9), CUT);
    bad(
        "cut-in-head.jpg",
        cut(jpeg, 0.7),
        "cannot be decoded (it is cut off: part of the picture is missing)");
  }

  private static byte[] jpegTurned(byte[] jpeg) {
    return OddPictures.withSegment(jpeg, 0xe1, OddPictures.exif(99, ByteOrder.BIG_ENDIAN));
  }

  private void pngs() throws IOException {
    Color[] upright = OddPictures.QUARTERS;
    BufferedImage image = OddPictures.quarters(BufferedImage.TYPE_INT_RGB);
    byte[] png = OddPictures.encode(image, "png");
    good("plain.png", png, upright);
    good("interlaced.png", OddPictures.encode(image, "png", true), upright);
    BufferedImage palette = OddPictures.quarters(BufferedImage.TYPE_BYTE_INDEXED);
    good("palette.png", OddPictures.encode(palette, "png"), upright);
    Color clear = new Color(200, 0, 0, 0);
    BufferedImage alpha =
        OddPictures.quarters(
            64, 48, BufferedImage.TYPE_INT_ARGB, Color.RED, clear, Color.BLUE, clear);
    good(
        "alpha.png",
        OddPictures.encode(alpha, "png"),
        Color.RED,
        Color.WHITE,
        Color.BLUE,
        Color.WHITE);
    BufferedImage bits =
        OddPictures.quarters(
            64,
            48,
            BufferedImage.TYPE_BYTE_BINARY,
            Color.BLACK,
            Color.WHITE,
            Color.WHITE,
            Color.BLACK);
    good(
        "one-bit.png",
        OddPictures.encode(bits, "png"),
        Color.BLACK,
        Color.WHITE,
        Color.WHITE,
        Color.BLACK);
    Color middle = new Color(100, 100, 100);
    good(
        "gray8.png",
        OddPictures.encode(OddPictures.gray(BufferedImage.TYPE_BYTE_GRAY, 100), "png"),
        middle);
    good(
        "gray16.png",
        OddPictures.encode(OddPictures.gray(BufferedImage.TYPE_USHORT_GRAY, 100 * 257), "png"),
        middle);
    good("rgb16.png", OddPictures.encode(OddPictures.deep(100 * 257), "png"), middle);
    good("one-pixel.png", OddPictures.encode(new BufferedImage(1, 1, 1), "png"), Color.BLACK);
    good("a-line.png", OddPictures.encode(new BufferedImage(2000, 1, 1), "png"), Color.BLACK);
    good("really-png.jpg", png, upright);
    bad(
        "cut.png",
        cut(png, 0.6),
        "cannot be decoded (it is cut off: part of the picture is missing)");
    byte[] damaged = png.clone();
    Arrays.fill(damaged, png.length / 2, png.length / 2 + 20, (byte) 0x55);
    bad("damaged.png", damaged, "cannot be decoded (Error reading PNG image data)");
    bad(
        "huge.png",
        OddPictures.pngHeader(60_000, 60_000),
        "cannot be decoded (60000 x 60000 pixels are over the limit of 250000000)");
  }

  private void others() throws IOException {
    Color[] upright = OddPictures.QUARTERS;
    BufferedImage image = OddPictures.quarters(BufferedImage.TYPE_INT_RGB);
    byte[] gif = OddPictures.encode(image, "gif");
    good("plain.gif", gif, upright);
    bad("cut.gif", cut(gif, 0.9), "cannot be decoded (I/O error reading image!)");
    byte[] bmp = OddPictures.encode(image, "bmp");
    good("plain.bmp", bmp, upright);
    BufferedImage palette = OddPictures.quarters(BufferedImage.TYPE_BYTE_INDEXED);
    good("palette.bmp", OddPictures.encode(palette, "bmp"), upright);
    bad("cut.bmp", cut(bmp, 0.6), CUT);
    byte[] webp = OddPictures.webp(40, 30);
    Color[] halves = {Color.GREEN, Color.BLACK, Color.GREEN, Color.BLACK};
    good("plain.webp", webp, halves);
    good("really-webp.jpg", webp, halves);
    bad("cut.webp", cut(webp, 0.5), CUT);
    bad("empty.jpg", new byte[0], "the file is empty");
    String formats = "not a picture in a format that is read (JPEG, PNG, GIF, BMP, WebP, TIFF)";
    bad("text.png", "hello".getBytes(StandardCharsets.UTF_8), formats);
    bad("zeros.jpg", new byte[5000], formats);
    byte[] page = "\n<!DOCTYPE html><p>404".getBytes(StandardCharsets.UTF_8);
    bad("page.jpg", page, "a web page, not a picture");
    bad(
        "head.jpg",
        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
        "cannot be decoded (it is cut off: part of the picture is missing)");
  }

  @Test
  void everyPictureIsDecodedAsItWasMeantOrNamedWithTheReason() throws IOException {
    jpegs();
    pngs();
    others();
    assertTrue(decoded.size() + refused.size() >= 40);
    Files.createDirectories(folder.resolve("plain"));
    Files.copy(folder.resolve("odd/plain.png"), folder.resolve("plain/a.png"));
    ImageSet set = ImageSet.of(folder);
    assertEquals(decoded.size() + refused.size() + 1, set.size());
    int size = 32;
    Pixels pixels = Pixels.of(set, size);
    for (int i = 0; i < set.size(); i++) {
      byte[] rgb = pixels.rgb(i);
      String key = set.pictures().get(i).key();
      Color[] expected = decoded.get(key);
      if (expected != null) {
        assertTrue(rgb != null, key + ": " + pixels.problems());
        int[] centres = {8 * size + 8, 8 * size + 24, 24 * size + 8, 24 * size + 24};
        for (int q = 0; q < 4; q++) {
          assertNear(key + " quarter " + q, expected[q], rgb, 3 * centres[q]);
        }
      }
    }
    assertEquals(
        String.join("\n", List.copyOf(refused.values())), String.join("\n", pixels.problems()));
  }

  private static void assertNear(String what, Color expected, byte[] rgb, int at) {
    int[] wanted = {expected.getRed(), expected.getGreen(), expected.getBlue()};
    int[] found = {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
    for (int c = 0; c < 3; c++) {
      assertTrue(
          Math.abs(wanted[c] - found[c]) <= 8,
          what + ": expected " + Arrays.toString(wanted) + ", found " + Arrays.toString(found));
    }
  }

  @Test
  void aFileThatVanishedIsOneLineToo() throws IOException {
    good("plain.png", OddPictures.encode(OddPictures.quarters(1), "png"), OddPictures.QUARTERS);
    Files.createDirectories(folder.resolve("other"));
    Files.copy(folder.resolve("odd/plain.png"), folder.resolve("other/a.png"));
    Pixels pixels = Pixels.of(ImageSet.of(folder), 8);
    Files.delete(folder.resolve("odd/plain.png"));
    assertEquals(null, pixels.rgb(0));
    assertTrue(pixels.problems().get(0).endsWith("the file is not there"));
  }

  @Test
  void namesWithLineEndsAndEscapesAreShownAsWhatTheyAre() throws IOException {
    byte[] png = OddPictures.encode(OddPictures.quarters(1), "png");
    for (String name : new String[] {"a/two\nlines.png", "a/\u001b[2J.png", "b\t/plain.png"}) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, name.contains("[") ? new byte[] {1, 2} : png);
    }
    ImageSet set = ImageSet.of(folder);
    assertEquals(List.of("a", "b\u2409"), set.classes());
    Pixels pixels = Pixels.of(set, 8);
    for (int i = 0; i < set.size(); i++) {
      String key = set.pictures().get(i).key();
      assertEquals(!key.contains("[2J"), pixels.rgb(i) != null, key);
      assertTrue(key.chars().noneMatch(Character::isISOControl), key);
    }
    assertEquals(1, pixels.problems().size());
    assertTrue(pixels.problems().get(0).contains("\u241b[2J.png: "), pixels.problems()::toString);
  }

  @Test
  void whatJpegFilesLackIsSaid() throws IOException {
    byte[] whole = OddPictures.encode(OddPictures.quarters(1), "jpg", true);
    Path half = Files.write(folder.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));
    String cut = assertThrows(IOException.class, () -> PictureFiles.read(half, 8)).getMessage();
    assertTrue(cut.contains("half.jpg: cannot be decoded (it is cut off"), cut);
    // Of medicine and old scanners: the frame says how many bits a colour has.
    byte[] twelve = whole.clone();
    for (int i = 0; i < twelve.length; i++) {
      if ((twelve[i] & 0xff) == 0xff && (twelve[i + 1] & 0xff) == 0xc2) {
        twelve[i + 4] = 12;
        break;
      }
    }
    Path deep = Files.write(folder.resolve("deep.jpg"), twelve);
    String message = assertThrows(IOException.class, () -> PictureFiles.read(deep, 8)).getMessage();
    assertTrue(message.contains("deep.jpg") && message.contains("12 bits a colour"), message);
  }
}
