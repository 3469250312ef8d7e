package io.transferlab.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;

/** Makes RGB pictures of all others. */
final class Rgb {
  private Rgb() {}

  /**
   * The picture in RGB, on white where it is transparent.
   *
   * @param image any picture
   * @return the same object if it is RGB without transparency
   */
  static BufferedImage of(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    if (colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      return gray(image);
    }
    int type = image.getType();
    if (colors.getTransparency() == Transparency.OPAQUE
        && (type == BufferedImage.TYPE_3BYTE_BGR || type == BufferedImage.TYPE_INT_RGB)) {
      return image;
    }
    BufferedImage out = empty(image);
    Graphics2D g = out.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, out.getWidth(), out.getHeight());
    g.drawImage(image, 0, 0, null);
    g.dispose();
    return out;
  }

  /** Whether something shines through anywhere: many pictures could be transparent and are not. */
  static boolean isTransparent(BufferedImage image) {
    if (image.getColorModel().getTransparency() == Transparency.OPAQUE) {
      return false;
    }
    int w = image.getWidth();
    int[] line = new int[w];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, w, 1, line, 0, w);
      for (int argb : line) {
        if (argb >>> 24 != 255) {
          return true;
        }
      }
    }
    return false;
  }

  private static BufferedImage empty(BufferedImage image) {
    return new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
  }

  /** Java takes grey as linear light and would brighten it; files mean the number as it is. */
  private static BufferedImage gray(BufferedImage image) {
    BufferedImage out = empty(image);
    Raster raster = image.getRaster();
    boolean alpha = image.getColorModel().hasAlpha() && raster.getNumBands() > 1;
    int bits = image.getColorModel().getComponentSize(0);
    int largest = (1 << bits) - 1;
    int w = image.getWidth();
    int[] line = new int[w];
    int[] opacity = new int[w];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, w, 1, 0, line);
      if (alpha) {
        raster.getSamples(0, y, w, 1, 1, opacity);
      }
      for (int x = 0; x < w; x++) {
        double value = 255.0 * line[x] / largest;
        if (alpha) {
          double opaque = (double) opacity[x] / largest;
          value = opaque * value + (1 - opaque) * 255;
        }
        line[x] = (int) Math.round(value) * 0x010101;
      }
      out.setRGB(0, y, w, 1, line, 0, w);
    }
    return out;
  }
}
