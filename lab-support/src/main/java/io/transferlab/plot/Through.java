package io.transferlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/**
 * Draws one line through all points of a series, once it has come by the last. XChart itself draws
 * from point to point and begins the dashes anew at each, so that a dashed line with many points
 * looks solid.
 */
final class Through extends Marker {
  private final int points;
  private final BasicStroke stroke;
  private final Path2D path = new Path2D.Double();
  private int passed;

  Through(int points, BasicStroke stroke) {
    this.points = points;
    this.stroke = stroke;
  }

  @Override
  public void paint(Graphics2D g, double x, double y, int size) {
    if (passed++ == 0) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
    if (passed == points) {
      Color colour = g.getColor();
      g.setStroke(stroke);
      g.draw(path);
      g.setColor(colour);
      path.reset();
      passed = 0;
    }
  }
}
