package io.transferlab.core;

import java.awt.Color;

/**
 * Colours from dark blue to yellow in which equal steps look equal, also to colour-blind readers
 * (after J. R. Nunez, C. R. Anderton, R. S. Renslow, PLoS ONE 13(7):e0199239, 2018), interpolated
 * from eleven points.
 */
public final class Cividis {
  private static final int[] POINTS = {
    0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55,
    0xF0DA47, 0xFEE838
  };

  private Cividis() {}

  /**
   * The colour of a value.
   *
   * @param value 0 (dark blue) to 1 (yellow); beyond them the colour of the nearer end
   * @return the colour
   */
  public static Color at(double value) {
    double place = Math.max(0, Math.min(1, value)) * (POINTS.length - 1);
    int below = Math.min((int) place, POINTS.length - 2);
    double part = place - below;
    Color a = new Color(POINTS[below]);
    Color b = new Color(POINTS[below + 1]);
    return new Color(
        mix(a.getRed(), b.getRed(), part),
        mix(a.getGreen(), b.getGreen(), part),
        mix(a.getBlue(), b.getBlue(), part));
  }

  private static int mix(int a, int b, double part) {
    return (int) Math.round(a + (b - a) * part);
  }

  /**
   * Black or white, whichever is read more easily on a colour of this scale.
   *
   * @param value of the colour, 0 to 1
   * @return the colour of the text
   */
  public static Color textOn(double value) {
    return value > 0.42 ? Color.BLACK : Color.WHITE;
  }
}
