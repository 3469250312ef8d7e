package io.transferlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramingTest {
  private static final Framing MIDDLE = Framing.shortSide(40, Framing.Filter.BICUBIC, 32);

  @TempDir private Path folder;

  /** Red left and right of the middle square, blue in it. */
  private static BufferedImage wide() {
    BufferedImage image = new BufferedImage(300, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.RED);
    g.fillRect(0, 0, 300, 100);
    g.setColor(Color.BLUE);
    g.fillRect(100, 0, 100, 100);
    g.dispose();
    return image;
  }

  private static ImageSet set(PictureSource... sources) {
    List<Picture> all = new ArrayList<>();
    for (PictureSource source : sources) {
      all.add(new Picture("p" + all.size(), 0, source));
    }
    return ImageSet.of("set", List.of("a"), all);
  }

  private static int reds(byte[] rgb) {
    int reds = 0;
    for (int i = 0; i < rgb.length; i += 3) {
      reds += (rgb[i] & 0xff) > 128 ? 1 : 0;
    }
    return reds;
  }

  @Test
  void theMiddleIsCutAndTheWholeIsSqueezed() {
    ImageSet set = set(size -> wide());
    byte[] middle = Pixels.of(set, MIDDLE).rgb(0);
    assertEquals(32 * 32 * 3, middle.length);
    assertEquals(0, reds(middle));
    byte[] whole = Pixels.passing(set, Framing.squeezed(30, Framing.Filter.BOX, 30)).rgb(0);
    assertEquals(30 * 20, reds(whole));
  }

  @Test
  void stretchedIsWhatItWas() {
    ImageSet set = set(size -> wide());
    Pixels pixels = Pixels.of(set, Framing.stretched(24));
    assertEquals(pixels.framing(), Pixels.of(set, 24).framing());
    assertArrayEquals(Pixels.of(set, 24).rgb(0), pixels.rgb(0));
    assertEquals(24, pixels.size());
  }

  @Test
  void drawnPicturesAreDrawnAtTheSizeThatIsResizedTo() {
    List<Integer> asked = new ArrayList<>();
    ImageSet set =
        set(
            size -> {
              asked.add(size);
              return new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
            });
    Pixels.of(set, MIDDLE).rgb(0);
    Pixels.of(set, MIDDLE.withSide(48)).rgb(0);
    Pixels.of(set, Framing.stretched(24)).rgb(0);
    assertEquals(List.of(40, 48, 24), asked);
  }

  /** The centre of ten crops is what is seen without crops. */
  @Test
  void cropsComeOfTheSameResize() throws IOException {
    BufferedImage image = ImageIO.read(odd().toFile());
    for (int larger : List.of(36, 40)) {
      byte[] around = Pixels.of(set(size -> image), MIDDLE.withSide(larger)).rgb(0);
      float[] one = new float[32 * 32 * 3];
      Views.ONE.write(around, larger, 32, one, 0);
      byte[] middle = Pixels.of(set(size -> image), MIDDLE).rgb(0);
      float[] expected = new float[one.length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = middle[i] & 0xff;
      }
      assertArrayEquals(expected, one, larger + "");
    }
  }

  private Path odd() throws IOException {
    BufferedImage image = new BufferedImage(77, 51, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 51; y++) {
      for (int x = 0; x < 77; x++) {
        image.setRGB(x, y, x * 3 << 16 | y * 5 << 8 | (x * y & 0xff));
      }
    }
    Path file = folder.resolve("odd.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** Resized whole it would have 80 million pixels a row. */
  @Test
  void aLineIsAPicture() {
    BufferedImage line = new BufferedImage(1_000_000, 1, BufferedImage.TYPE_3BYTE_BGR);
    line.setRGB(500_000, 0, 0xffffff);
    byte[] rgb =
        Pixels.of(set(size -> line), Framing.shortSide(80, Framing.Filter.BICUBIC, 64)).rgb(0);
    assertEquals(64 * 35, reds(rgb), "as Pillow 9.4.0 does with a line of 1,000");
  }

  /** A large file is decoded finely enough for all of its pixels to have a part. */
  @Test
  void largeFilesAreNotSkippedThrough() throws IOException {
    BufferedImage stripes = new BufferedImage(4200, 4000, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < 4000; y++) {
      for (int x = 0; x < 4200; x += 2) {
        stripes.setRGB(x, y, 0xffffff);
      }
    }
    Path file = folder.resolve("stripes.png");
    ImageIO.write(stripes, "png", file.toFile());
    byte[] rgb =
        Pixels.of(set(new PictureFile(file)), Framing.shortSide(256, Framing.Filter.BILINEAR, 32))
            .rgb(0);
    for (int i = 0; i < rgb.length; i++) {
      assertEquals(127.5, rgb[i] & 0xff, 1.5);
    }
  }

  @Test
  void itsWordsTellItApart() {
    assertEquals("short side to 40 (bicubic), middle 32", MIDDLE.toString());
    assertEquals("stretched to 32", Framing.stretched(32).toString());
    assertEquals(
        "squeezed to 32 (bilinear)", Framing.squeezed(32, Framing.Filter.BILINEAR, 32).toString());
  }

  @Test
  void impossibleSizesAreRefused() {
    for (int[] sizes : new int[][] {{0, 0}, {-1, -1}, {32, 0}, {32, 33}, {100_000, 32}}) {
      String message =
          assertThrows(
                  LabException.class,
                  () -> Framing.shortSide(sizes[0], Framing.Filter.BILINEAR, sizes[1]))
              .getMessage();
      assertTrue(message.contains("Next: "), message);
    }
    assertThrows(LabException.class, () -> Framing.stretched(0));
  }
}
