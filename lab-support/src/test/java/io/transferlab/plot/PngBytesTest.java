package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** PNG files of our own, read by the JDK's reader. */
class PngBytesTest {
  private static BufferedImage noise(int width, int height) {
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int grey = Math.min(255, Math.max(0, x + (int) (8 * random.nextGaussian())));
        image.setRGB(x, y, grey << 16 | (255 - grey) << 8 | (grey + y) / 2 & 0xff);
      }
    }
    return image;
  }

  private static int[] colours(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void whatIsSavedIsExact() throws IOException {
    for (BufferedImage image :
        new BufferedImage[] {noise(1, 1), noise(3, 2), noise(200, 150), Canvas.blank(40, 30)}) {
      assertArrayEquals(colours(image), colours(read(new PngBytes(image).exact())));
    }
  }

  @Test
  void aPhotographIsShownWithSixBitsAColour() throws IOException {
    BufferedImage image = noise(250, 180);
    image.setRGB(0, 0, 0xffffff);
    image.setRGB(1, 0, 0);
    byte[] png = new PngBytes(image).shown();
    int[] before = colours(image);
    int[] after = colours(read(png));
    for (int i = 0; i < before.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        int change = (before[i] >> shift & 0xff) - (after[i] >> shift & 0xff);
        assertTrue(Math.abs(change) <= 2, "changed by " + change);
      }
    }
    assertEquals(0xffffffff, after[0]);
    assertEquals(0xff000000, after[1]);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(image, "png", plain);
    assertTrue(png.length < 0.7 * plain.size(), png.length + " of " + plain.size() + " bytes");
  }

  @Test
  void whatIsDrawnIsShownAsItIs() throws IOException {
    BufferedImage chart =
        Curves.accuracy("a curve")
            .add(new Series("line", new double[] {1, 2, 3}, new double[] {0.2, 0.7, 0.9}))
            .figure()
            .image();
    assertArrayEquals(colours(chart), colours(read(new PngBytes(chart).shown())));
  }
}
