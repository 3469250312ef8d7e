package io.transferlab.data.sketch;

import java.awt.Color;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The colours of one drawing: any hue, but told apart from the background and from each other, so
 * that form and not colour says what is drawn.
 *
 * @param main the body
 * @param second its parts
 * @param accent a third colour
 * @param dark nearly black
 * @param light nearly white
 */
record SketchColours(Color main, Color second, Color accent, Color dark, Color light) {

  static SketchColours against(Color background, Dice dice) {
    Color main = contrasting(dice, 95, background);
    return around(main, background, dice);
  }

  /** A palette with a given main colour. */
  static SketchColours around(Color main, Color background, Dice dice) {
    Color second = contrasting(dice, 75, main, background);
    Color accent = contrasting(dice, 60, main, second);
    return new SketchColours(
        main,
        second,
        accent,
        hsv(dice.unit(), dice.range(0, .5), dice.range(.04, .2)),
        hsv(dice.unit(), dice.range(0, .12), dice.range(.88, 1)));
  }

  /** Any colour at all. */
  static Color any(Dice dice) {
    return hsv(dice.unit(), dice.range(.05, .95), Math.sqrt(dice.range(.03, 1)));
  }

  /** A random colour at least this far from the others, or the farthest of twelve. */
  static Color contrasting(Dice dice, double distance, Color... others) {
    @Nullable Color best = null;
    double farthest = -1;
    for (int attempt = 0; attempt < 12 && farthest < distance; attempt++) {
      Color candidate = any(dice);
      double nearest = nearest(candidate, others);
      if (nearest > farthest) {
        farthest = nearest;
        best = candidate;
      }
    }
    return Objects.requireNonNull(best); // the first is farther than nothing
  }

  /** The distance to the nearest of some others. */
  static double nearest(Color color, Color... others) {
    double nearest = Double.MAX_VALUE;
    for (Color other : others) {
      nearest = Math.min(nearest, distance(color, other));
    }
    return nearest;
  }

  /** How different two colours look, 0 to about 255; lightness counts most. */
  static double distance(Color a, Color b) {
    double red = a.getRed() - b.getRed();
    double green = a.getGreen() - b.getGreen();
    double blue = a.getBlue() - b.getBlue();
    double light = .3 * red + .59 * green + .11 * blue;
    return Math.sqrt(.6 * light * light + .15 * (red * red + green * green + blue * blue));
  }

  /** A colour darker (factor below 1) or lighter (above 1). */
  static Color shade(Color c, double factor) {
    return new Color(
        (int) Math.min(255, c.getRed() * factor),
        (int) Math.min(255, c.getGreen() * factor),
        (int) Math.min(255, c.getBlue() * factor));
  }

  /** A blend: share 0 is a, 1 is b. */
  static Color mix(Color a, Color b, double share) {
    return new Color(
        (int) (a.getRed() + (b.getRed() - a.getRed()) * share),
        (int) (a.getGreen() + (b.getGreen() - a.getGreen()) * share),
        (int) (a.getBlue() + (b.getBlue() - a.getBlue()) * share));
  }

  /** Hue, saturation and value, each 0 to 1. */
  static Color hsv(double hue, double saturation, double value) {
    return Color.getHSBColor((float) hue, (float) saturation, (float) value);
  }
}
