package io.transferlab.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a {@link Thumb}.
 *
 * @param x left edge, in its pixels
 * @param y upper edge
 * @param w width
 * @param h height
 */
record Window(double x, double y, double w, double h) {
  static final Window ALL = new Window(0, 0, Thumb.SIDE, Thumb.SIDE);

  /** Sides of a part, of 1, and at how many places along each axis it is looked for. */
  private static final double[][] SIZES = {
    {0.95, 2}, {0.9, 3}, {0.85, 3}, {0.8, 4}, {0.7, 5}, {0.6, 5}
  };

  /** Closer to a square than this a picture is one. */
  private static final double SQUARE = 1.1;

  /**
   * The parts that people cut out: of the same shape, at places that are close enough for a
   * perceptual hash; and of a picture that is no square the three that are.
   *
   * @param aspect width over height of the picture
   */
  static List<Window> parts(double aspect) {
    List<Window> parts = new ArrayList<>();
    for (double[] size : SIZES) {
      double side = size[0] * Thumb.SIDE;
      for (int j = 0; j < size[1]; j++) {
        for (int i = 0; i < size[1]; i++) {
          double step = (Thumb.SIDE - side) / (size[1] - 1);
          parts.add(new Window(i * step, j * step, side, side));
        }
      }
    }
    for (int i = 0; i < 3 && Math.max(aspect, 1 / aspect) > SQUARE; i++) {
      double w = Math.min(1, 1 / aspect) * Thumb.SIDE;
      double h = Math.min(1, aspect) * Thumb.SIDE;
      parts.add(new Window(i * (Thumb.SIDE - w) / 2, i * (Thumb.SIDE - h) / 2, w, h));
    }
    return parts;
  }

  /** Grown about its middle and moved by parts of its sides, within the picture. */
  Window changed(double growX, double growY, double dx, double dy) {
    double newW = Math.min(Thumb.SIDE, w * growX);
    double newH = Math.min(Thumb.SIDE, h * growY);
    double newX = x + (w - newW) / 2 + dx * w;
    double newY = y + (h - newH) / 2 + dy * h;
    return new Window(
        Math.max(0, Math.min(Thumb.SIDE - newW, newX)),
        Math.max(0, Math.min(Thumb.SIDE - newH, newY)),
        newW,
        newH);
  }
}
