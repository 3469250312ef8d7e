package io.transferlab.data.sketch;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** What is behind the thing drawn: one of five kinds of ground, and some litter. */
final class Background {
  private Background() {}

  /**
   * Covers the whole canvas.
   *
   * @return the colour that the drawing must stand out from
   */
  static Color paint(BufferedImage canvas, Graphics2D g, Dice dice) {
    Color base = SketchColours.any(dice);
    // Not too far from the base, so that one contrast rule serves for the whole ground.
    Color other = SketchColours.mix(base, SketchColours.any(dice), dice.range(.15, .5));
    g.setColor(base);
    g.fill(new Rectangle2D.Double(0, 0, 1, 1));
    switch (dice.count(0, 4)) {
      case 0 -> {}
      case 1 -> gradient(g, dice, base, other);
      case 2 -> halves(g, dice, other);
      case 3 -> polygons(g, dice, base, other);
      default -> clouds(canvas, dice, base, other);
    }
    litter(g, dice, base);
    return SketchColours.mix(base, other, .4);
  }

  /** Covers the whole canvas with one colour, even or shaded, and returns it. */
  static Color sky(Graphics2D g, Dice dice) {
    Color sky = SketchColours.any(dice);
    g.setColor(sky);
    g.fill(new Rectangle2D.Double(0, 0, 1, 1));
    if (dice.chance(.5)) {
      gradient(g, dice, sky, SketchColours.mix(sky, SketchColours.any(dice), dice.range(.1, .4)));
    }
    return sky;
  }

  private static void gradient(Graphics2D g, Dice dice, Color base, Color other) {
    double angle = dice.range(0, 2 * Math.PI);
    float dx = (float) (.6 * Math.cos(angle));
    float dy = (float) (.6 * Math.sin(angle));
    g.setPaint(new GradientPaint(.5f - dx, .5f - dy, base, .5f + dx, .5f + dy, other));
    g.fill(new Rectangle2D.Double(0, 0, 1, 1));
  }

  private static void halves(Graphics2D g, Dice dice, Color other) {
    double left = dice.range(.35, .85);
    g.setColor(other);
    g.fill(polygon(0, left, 1, left + dice.range(-.15, .15), 1, 1, 0, 1));
  }

  private static void polygons(Graphics2D g, Dice dice, Color base, Color other) {
    for (int i = dice.count(3, 7); i > 0; i--) {
      g.setColor(SketchColours.mix(base, other, dice.range(.3, 1)));
      double x = dice.unit();
      double y = dice.unit();
      double[] points = new double[2 * dice.count(3, 6)];
      for (int k = 0; k < points.length; k += 2) {
        double angle = 2 * Math.PI * k / points.length;
        double radius = dice.range(.1, .35);
        points[k] = x + radius * Math.cos(angle);
        points[k + 1] = y + radius * Math.sin(angle);
      }
      g.fill(polygon(points));
    }
  }

  /** Value noise: random shares on a coarse grid, blended in between. */
  private static void clouds(BufferedImage canvas, Dice dice, Color base, Color other) {
    int cells = dice.count(3, 9);
    double[] grid = new double[(cells + 1) * (cells + 1)];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = dice.unit();
    }
    int[] ramp = new int[256];
    for (int i = 0; i < 256; i++) {
      ramp[i] = SketchColours.mix(base, other, i / 255.0).getRGB();
    }
    int size = canvas.getWidth();
    int[] pixels = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < size; y++) {
      double v = (y + .5) * cells / size;
      int row = (int) v * (cells + 1);
      double fy = ease(v - (int) v);
      for (int x = 0; x < size; x++) {
        double u = (x + .5) * cells / size;
        int at = row + (int) u;
        double fx = ease(u - (int) u);
        double above = grid[at] + (grid[at + 1] - grid[at]) * fx;
        double below = grid[at + cells + 1];
        below += (grid[at + cells + 2] - below) * fx;
        pixels[y * size + x] = ramp[(int) (255 * (above + (below - above) * fy))];
      }
    }
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }

  private static void litter(Graphics2D g, Dice dice, Color base) {
    for (int i = dice.count(0, 6); i > 0; i--) {
      g.setColor(SketchColours.mix(base, SketchColours.any(dice), dice.range(.2, .8)));
      double x = dice.unit();
      double y = dice.unit();
      double r = dice.range(.02, .09);
      switch (dice.count(0, 2)) {
        case 0 -> g.fill(new Ellipse2D.Double(x - r, y - r * .7, 2 * r, 1.4 * r));
        case 1 -> g.fill(polygon(x - r, y, x + r * dice.range(-1, 1), y - r, x + r, y + r));
        default -> {
          g.setStroke(new BasicStroke((float) dice.range(.006, .025)));
          g.draw(
              new Line2D.Double(
                  x, y, x + 4 * r * dice.range(-1, 1), y + 4 * r * dice.range(-1, 1)));
        }
      }
    }
  }

  static Path2D polygon(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    return path;
  }
}
