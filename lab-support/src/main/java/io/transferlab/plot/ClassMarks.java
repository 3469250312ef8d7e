package io.transferlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.Stream;

/** A colour and a mark for each class: 70 pairs that differ; ten colours, and seven marks. */
final class ClassMarks {
  /** The palette's, then three that stand apart from these in hue and in lightness. */
  private static final List<Color> COLOURS =
      Stream.concat(
              Palette.COLOURS.stream(),
              Stream.of(new Color(0x8C510A), new Color(0x5E3C99), new Color(0x8A8A8A)))
          .toList();

  private ClassMarks() {}

  static Color colour(int index) {
    return Palette.cycle(COLOURS, index);
  }

  /** Draws a class's mark around a point. */
  static void paint(Graphics2D g, int index, double x, double y, int size) {
    g.setColor(colour(index));
    g.setStroke(new BasicStroke(1.5f));
    // The eleventh class has the first colour again, but not the first mark.
    Palette.cycle(Palette.MARKERS, index + index / COLOURS.size()).paint(g, x, y, size);
  }
}
