package io.transferlab.plot;

import io.transferlab.advise.Way;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The mark of a way, told apart by colour and by shape. */
final class WayMark {
  /** Half of its side, in pixels. */
  static final double SIZE = 5.5;

  /** The same in a small panel. */
  static final double SMALL = 4;

  private WayMark() {}

  static Color colour(Way way) {
    return Palette.COLOURS.get(way.ordinal());
  }

  static void paint(Graphics2D g, Way way, double x, double y, double size, boolean hollow) {
    Shape shape =
        switch (way) {
          case PROBE -> new Ellipse2D.Double(x - size, y - size, 2 * size, 2 * size);
          case FNE -> new Rectangle2D.Double(x - size, y - size, 2 * size, 2 * size);
          default -> triangle(x, y, size);
        };
    g.setColor(hollow ? Color.WHITE : colour(way));
    g.fill(shape);
    g.setColor(colour(way));
    g.setStroke(new BasicStroke(1.8f));
    g.draw(shape);
  }

  private static Shape triangle(double x, double y, double size) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - 1.2 * size);
    path.lineTo(x + 1.2 * size, y + size);
    path.lineTo(x - 1.2 * size, y + size);
    path.closePath();
    return path;
  }
}
