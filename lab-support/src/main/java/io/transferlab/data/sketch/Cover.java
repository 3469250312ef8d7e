package io.transferlab.data.sketch;

import java.awt.Color;
import java.awt.image.BufferedImage;

/**
 * How a surface covers a canvas.
 *
 * @param periods how often the surface repeats across the canvas
 * @param angle turn in radians
 * @param aspect stretch
 * @param warp how far points are off, in periods
 * @param phase where the surface begins; also of the warp
 * @param colours first, second and third colour
 */
record Cover(
    double periods, double angle, double aspect, double warp, double phase, Color[] colours) {

  static Cover of(Dice dice) {
    Color first = SketchColours.any(dice);
    Color second = SketchColours.contrasting(dice, 90, first);
    Color third = SketchColours.contrasting(dice, 60, first, second);
    return new Cover(
        // 10 to 16 pixels of 64 to a period.
        64 / dice.range(10, 16),
        dice.range(-.3, .3),
        Math.sqrt(dice.range(.8, 1.25)),
        dice.range(0, .1),
        dice.range(0, 100),
        new Color[] {first, second, third});
  }

  void paint(BufferedImage canvas, Textures.Surface surface) {
    int size = canvas.getWidth();
    int[] pixels = Studio.pixels(canvas);
    int[] ramp = ramp();
    double scale = periods / size;
    double cos = Math.cos(angle) * scale * aspect;
    double sin = Math.sin(angle) * scale / aspect;
    double[] off = new double[size];
    for (int i = 0; i < size; i++) {
      off[i] = warp * Math.sin(phase + i * scale * 1.9);
    }
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double u = phase + cos * x + sin * y + off[y];
        double v = phase - sin * x + cos * y + off[x];
        pixels[y * size + x] = ramp[(int) (127.5 * surface.at(u, v) + .5)];
      }
    }
  }

  /** The colours from the first to the second and on to the third, in 256 steps. */
  private int[] ramp() {
    int[] ramp = new int[256];
    for (int i = 0; i < 256; i++) {
      double share = i / 127.5;
      Color color =
          share <= 1
              ? SketchColours.mix(colours[0], colours[1], share)
              : SketchColours.mix(colours[1], colours[2], share - 1);
      ramp[i] = color.getRGB();
    }
    return ramp;
  }
}
