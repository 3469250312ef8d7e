package io.transferlab.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Smaller pictures, by the bilinear steps of Java2D. Each looks at four pixels only, so a large
 * picture is halved first: it would be all stripes otherwise.
 */
public final class Shrink {
  private Shrink() {}

  /**
   * One step.
   *
   * @param image any picture
   * @param width of the new one, in pixels
   * @param height of the new one, in pixels
   * @return the new one in RGB, on white where it was transparent
   */
  public static BufferedImage to(BufferedImage image, int width, int height) {
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.drawImage(image, 0, 0, width, height, null);
    g.dispose();
    return out;
  }

  /**
   * Halves a picture while it is far too large.
   *
   * @param image any picture
   * @param side what its longer side shall come near, in pixels
   * @return the picture, or one whose longer side is less than twice that
   */
  public static BufferedImage byHalves(BufferedImage image, int side) {
    BufferedImage at = image;
    while (Math.max(at.getWidth(), at.getHeight()) >= 2 * side) {
      at = to(at, Math.max(1, at.getWidth() / 2), Math.max(1, at.getHeight() / 2));
    }
    return at;
  }

  /**
   * A picture for people to look at, its shape as it was.
   *
   * @param image any picture
   * @param side of its longer side at most, in pixels
   * @return in RGB, on white where it was transparent; no larger than it was
   */
  public static BufferedImage within(BufferedImage image, int side) {
    int longer = Math.max(image.getWidth(), image.getHeight());
    if (longer <= side) {
      return Rgb.of(image);
    }
    double scale = (double) side / longer;
    return to(
        byHalves(image, side),
        Math.max(1, (int) Math.round(image.getWidth() * scale)),
        Math.max(1, (int) Math.round(image.getHeight() * scale)));
  }
}
