package io.transferlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import org.knowm.xchart.style.markers.Marker;

/**
 * A run's marker with a white heart, for its training line: the pair is told apart where the dashes
 * are too short to be seen.
 */
final class Hollow extends Marker {
  private static final BasicStroke OUTLINE = new BasicStroke(1f);

  private final Marker outer;

  Hollow(Marker outer) {
    this.outer = outer;
  }

  @Override
  public void paint(Graphics2D g, double x, double y, int size) {
    outer.paint(g, x, y, size);
    Color colour = g.getColor();
    g.setColor(Color.WHITE);
    g.setStroke(OUTLINE);
    double heart = size / 2.0;
    g.fill(new Ellipse2D.Double(x - heart / 2, y - heart / 2, heart, heart));
    g.setColor(colour);
  }
}
