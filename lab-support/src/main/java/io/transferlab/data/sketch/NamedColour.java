package io.transferlab.data.sketch;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;

/** The colours that captions name, far enough apart for nobody to take one for another. */
enum NamedColour {
  BLACK(0, 0, .06, .14),
  BLUE(.61, .8, .8, .95),
  GREEN(.36, .75, .55, .75),
  ORANGE(.075, .9, .92, 1),
  PURPLE(.79, .65, .55, .75),
  RED(.99, .85, .75, .9),
  WHITE(.12, .03, .94, 1),
  YELLOW(.15, .85, .92, 1);

  private final double hue;
  private final double saturation;
  private final double darkest;
  private final double brightest;

  NamedColour(double hue, double saturation, double darkest, double brightest) {
    this.hue = hue;
    this.saturation = saturation;
    this.darkest = darkest;
    this.brightest = brightest;
  }

  static String[] words() {
    return Arrays.stream(values()).map(NamedColour::word).toArray(String[]::new);
  }

  static NamedColour of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A thing of this colour. */
  Color bright(Dice dice) {
    return shade(dice, 1);
  }

  /** A wall of this colour: not quite as full, so that a thing stands out from it. */
  Color pale(Dice dice) {
    return shade(dice, .72);
  }

  private Color shade(Dice dice, double fullness) {
    return SketchColours.hsv(
        hue + dice.range(-.012, .012),
        saturation * fullness * dice.range(.92, 1),
        dice.range(darkest, brightest));
  }

  /** The same colour somewhat darker, or lighter where it cannot be darker. */
  static Color nextTo(Color color, double share) {
    double light = SketchColours.distance(color, Color.BLACK);
    return SketchColours.mix(color, light > 90 ? Color.BLACK : Color.WHITE, share);
  }
}
