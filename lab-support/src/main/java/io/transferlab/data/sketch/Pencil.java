package io.transferlab.data.sketch;

import static java.awt.BasicStroke.CAP_ROUND;
import static java.awt.BasicStroke.JOIN_ROUND;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws shapes with an unsteady hand, in unit coordinates: x to the right and y down, the thing
 * drawn within [-1, 1] in both. Every point is off by a little, every time.
 */
final class Pencil {
  private static final double WOBBLE = .014;

  final Dice dice;
  final SketchColours palette;
  private final Graphics2D graphics;
  private final @Nullable Color outline;
  private final float outlineWidth;

  /**
   * @param graphics where to draw; its transform takes unit coordinates to the canvas
   * @param outline colour of outlines, or null for none
   */
  Pencil(
      Graphics2D graphics,
      Dice dice,
      SketchColours palette,
      @Nullable Color outline,
      double outlineWidth) {
    this.graphics = graphics;
    this.dice = dice;
    this.palette = palette;
    this.outline = outline;
    this.outlineWidth = (float) outlineWidth;
  }

  Color main() {
    return palette.main();
  }

  Color second() {
    return palette.second();
  }

  Color accent() {
    return palette.accent();
  }

  Color dark() {
    return palette.dark();
  }

  Color light() {
    return palette.light();
  }

  /** Dark, or light where dark would not show. */
  Color inkOn(Color paper) {
    return SketchColours.distance(dark(), paper) > 60 ? dark() : light();
  }

  /** A colour between the main and the second one. */
  Color blend() {
    return SketchColours.mix(main(), second(), dice.unit());
  }

  double range(double low, double high) {
    return dice.range(low, high);
  }

  int count(int low, int high) {
    return dice.count(low, high);
  }

  boolean chance(double probability) {
    return dice.chance(probability);
  }

  private double off(double value) {
    return value + WOBBLE * dice.bell();
  }

  /** An ellipse by its centre and its two half-axes. */
  void ellipse(Color color, double x, double y, double rx, double ry) {
    paint(color, oval(x, y, rx, ry));
  }

  void disc(Color color, double x, double y, double radius) {
    ellipse(color, x, y, radius, radius);
  }

  /** A small disc without outline: an eye, a wheel's hub. */
  void dot(Color color, double x, double y, double radius) {
    graphics.setColor(color);
    graphics.fill(oval(x, y, radius, radius));
  }

  /** A closed shape of straight sides: x, y, x, y ... */
  void polygon(Color color, double... points) {
    paint(color, path(true, points));
  }

  /** A closed shape drawn through these points with a rounded hand. */
  void blob(Color color, double... points) {
    paint(color, smooth(true, points));
  }

  /** A rectangle by its centre and half sides. */
  void box(Color color, double x, double y, double halfWidth, double halfHeight) {
    polygon(
        color,
        x - halfWidth,
        y - halfHeight,
        x + halfWidth,
        y - halfHeight,
        x + halfWidth,
        y + halfHeight,
        x - halfWidth,
        y + halfHeight);
  }

  /** A rectangle without outline, for windows, tiles and other small things in great number. */
  void tile(Color color, double x, double y, double halfWidth, double halfHeight) {
    graphics.setColor(color);
    graphics.fill(
        new Rectangle2D.Double(
            off(x) - halfWidth, off(y) - halfHeight, 2 * halfWidth, 2 * halfHeight));
  }

  /** A rounded shape without outline. */
  void wash(Color color, double... points) {
    graphics.setColor(color);
    graphics.fill(smooth(true, points));
  }

  /** A shape of straight sides without outline. */
  void patch(Color color, double... points) {
    graphics.setColor(color);
    graphics.fill(path(true, points));
  }

  /** A slice of an ellipse between two angles in degrees: 0 is right, 90 is up. */
  void slice(Color color, double x, double y, double rx, double ry, double from, double sweep) {
    paint(color, new Arc2D.Double(x - rx, y - ry, 2 * rx, 2 * ry, from, sweep, Arc2D.CHORD));
  }

  /** A line through these points: x, y, x, y ... */
  void line(Color color, double width, double... points) {
    stroke(color, width, path(false, points));
  }

  /** A rounded line through these points. */
  void curve(Color color, double width, double... points) {
    stroke(color, width, smooth(false, points));
  }

  /** Part of an ellipse's border; angles as in {@link #slice}. */
  void arc(
      Color color, double width, double x, double y, double rx, double ry, double from, double by) {
    stroke(
        color,
        width,
        new Arc2D.Double(off(x) - rx, off(y) - ry, 2 * rx, 2 * ry, from, by, Arc2D.OPEN));
  }

  /** An ellipse's border. */
  void ring(Color color, double width, double x, double y, double rx, double ry) {
    stroke(color, width, oval(x, y, rx, ry));
  }

  /** Draws something twice: on the left (-1) and on the right (+1). */
  void bothSides(IntConsumer side) {
    side.accept(-1);
    side.accept(1);
  }

  /** Draws something moved, turned (radians, clockwise) and scaled. */
  void at(double x, double y, double angle, double scale, Runnable drawing) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(angle);
    graphics.scale(scale, scale);
    drawing.run();
    graphics.setTransform(before);
  }

  private void paint(Color color, Shape shape) {
    graphics.setColor(color);
    graphics.fill(shape);
    if (outline != null) {
      graphics.setColor(outline);
      graphics.setStroke(new BasicStroke(outlineWidth, CAP_ROUND, JOIN_ROUND));
      graphics.draw(shape);
    }
  }

  private void stroke(Color color, double width, Shape shape) {
    // Only a thick line has room for an outline of its own.
    if (outline != null && width > 2 * outlineWidth) {
      graphics.setColor(outline);
      graphics.setStroke(new BasicStroke((float) width + outlineWidth, CAP_ROUND, JOIN_ROUND));
      graphics.draw(shape);
      width -= outlineWidth;
    }
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke((float) width, CAP_ROUND, JOIN_ROUND));
    graphics.draw(shape);
  }

  private Shape oval(double x, double y, double rx, double ry) {
    double a = rx * (1 + 2 * WOBBLE * dice.bell());
    double b = ry * (1 + 2 * WOBBLE * dice.bell());
    return new Ellipse2D.Double(off(x) - a, off(y) - b, 2 * a, 2 * b);
  }

  private Shape path(boolean closed, double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(off(points[0]), off(points[1]));
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(off(points[i]), off(points[i + 1]));
    }
    if (closed) {
      path.closePath();
    }
    return path;
  }

  /** A Catmull-Rom spline through the points. */
  private Shape smooth(boolean closed, double... points) {
    int n = points.length / 2;
    double[] p = new double[points.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = off(points[i]);
    }
    Path2D path = new Path2D.Double();
    path.moveTo(p[0], p[1]);
    for (int i = 0; i < (closed ? n : n - 1); i++) {
      int before = 2 * (closed ? (i + n - 1) % n : Math.max(0, i - 1));
      int from = 2 * i;
      int to = 2 * ((i + 1) % n);
      int after = 2 * (closed ? (i + 2) % n : Math.min(n - 1, i + 2));
      path.curveTo(
          p[from] + (p[to] - p[before]) / 6,
          p[from + 1] + (p[to + 1] - p[before + 1]) / 6,
          p[to] - (p[after] - p[from]) / 6,
          p[to + 1] - (p[after + 1] - p[from + 1]) / 6,
          p[to],
          p[to + 1]);
    }
    if (closed) {
      path.closePath();
    }
    return path;
  }
}
