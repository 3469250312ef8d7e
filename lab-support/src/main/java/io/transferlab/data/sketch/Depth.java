package io.transferlab.data.sketch;

import java.awt.Color;

/**
 * Central perspective: points are given as x, y, d, where d is the scale at their depth (1 on the
 * canvas, towards 0 far away, above 1 nearer than the canvas).
 *
 * @param x vanishing point, from left to right
 * @param y vanishing point, downwards
 */
record Depth(double x, double y) {

  /** A vanishing point somewhere in the middle. */
  static Depth random(Pencil p, double low, double high) {
    return new Depth(p.range(-.35, .35), p.range(low, high));
  }

  double x(double at, double depth) {
    return x + at * depth;
  }

  double y(double at, double depth) {
    return y + at * depth;
  }

  /** A shape through points x, y, d relative to the vanishing point. */
  void face(Pencil p, Color color, double... points) {
    p.polygon(color, flat(points));
  }

  /** As {@link #face}, without outline. */
  void patch(Pencil p, Color color, double... points) {
    p.patch(color, flat(points));
  }

  void line(Pencil p, Color color, double width, double... points) {
    p.line(color, width, flat(points));
  }

  /** The four sides of a hall of half-width w, from floor to ceiling, and its far wall. */
  void hall(
      Pencil p, double w, double ceiling, double floor, double end, Color wall, Color floorColor) {
    double n = 9;
    Color other = SketchColours.shade(wall, .82);
    face(p, floorColor, -w, floor, n, w, floor, n, w, floor, end, -w, floor, end);
    face(p, p.light(), -w, ceiling, n, w, ceiling, n, w, ceiling, end, -w, ceiling, end);
    face(p, wall, -w, ceiling, n, -w, floor, n, -w, floor, end, -w, ceiling, end);
    face(p, other, w, ceiling, n, w, floor, n, w, floor, end, w, ceiling, end);
    face(
        p,
        SketchColours.shade(wall, .92),
        -w,
        ceiling,
        end,
        w,
        ceiling,
        end,
        w,
        floor,
        end,
        -w,
        floor,
        end);
  }

  private double[] flat(double... points) {
    double[] flat = new double[points.length / 3 * 2];
    for (int i = 0; i < flat.length / 2; i++) {
      flat[2 * i] = x(points[3 * i], points[3 * i + 2]);
      flat[2 * i + 1] = y(points[3 * i + 1], points[3 * i + 2]);
    }
    return flat;
  }
}
