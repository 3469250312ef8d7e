package io.transferlab.data.sketch;

import java.awt.Color;

/** Great rooms and passages, from inside. */
final class Halls {
  private Halls() {}

  static void corridor(Pencil p) {
    Depth eye = Depth.random(p, -.15, .2);
    double w = p.range(.22, .4);
    double ceiling = p.range(-.45, -.3);
    double end = p.range(.4, .8);
    eye.hall(p, w, ceiling, .35, end, p.main(), p.second());
    Color door = p.accent();
    p.bothSides(
        side -> {
          for (double d = end * p.range(1.1, 1.3); d < 5; d *= 1.7) {
            double to = d * 1.25;
            eye.face(
                p, door, side * w, .35, d, side * w, -.12, d, side * w, -.12, to, side * w, .35,
                to);
          }
        });
    for (double d = end * 1.2; d < 5; d *= 1.6) {
      eye.patch(
          p, p.dark(), -.06, ceiling, d, .06, ceiling, d, .06, ceiling, d * 1.2, -.06, ceiling,
          d * 1.2);
    }
    if (p.chance(.6)) {
      eye.face(
          p,
          p.chance(.5) ? p.light() : door,
          -w * .35,
          .35,
          end,
          -w * .35,
          -.1,
          end,
          w * .35,
          -.1,
          end,
          w * .35,
          .35,
          end);
    }
  }

  static void tunnel(Pencil p) {
    Depth eye = Depth.random(p, -.1, .2);
    Color stone = p.main();
    p.box(SketchColours.shade(stone, .9), 0, 0, 1.9, 1.9);
    boolean square = p.chance(.25);
    double step = p.range(.62, .8);
    int rings = p.count(4, 7);
    double d = p.range(1, 1.4);
    for (int i = 0; i < rings; i++, d *= step) {
      Color shade = SketchColours.shade(stone, (i % 2 == 0 ? .75 : .95) - .55 * i / rings);
      arch(p, eye, shade, d, square);
    }
    if (p.chance(.7)) {
      arch(p, eye, p.light(), d, square);
    }
    eye.face(p, p.second(), -.62, .62, 2.4, .62, .62, 2.4, .5, .62, d, -.5, .62, d);
    if (p.chance(.5)) {
      eye.patch(p, p.light(), -.03, .62, 2.4, .03, .62, 2.4, 0, .62, d);
    }
  }

  private static void arch(Pencil p, Depth eye, Color color, double d, boolean square) {
    if (square) {
      eye.face(p, color, -.8, .62, d, -.8, -.5, d, -.5, -.8, d, .5, -.8, d, .8, -.5, d, .8, .62, d);
    } else {
      p.slice(color, eye.x(), eye.y(), .85 * d, .9 * d, -45, 270);
    }
  }

  static void stairs(Pencil p) {
    double top = p.range(-.7, -.2);
    int steps = p.count(6, 11);
    double near = p.range(.9, 1.6);
    double far = near * p.range(.3, .8);
    double shift = p.range(-.3, .3);
    if (p.chance(.5)) {
      p.box(p.accent(), 0, 0, 1.8, 1.8);
      p.box(p.chance(.5) ? p.light() : p.dark(), shift, top - .3, far * .5, .32);
    }
    for (int i = 0; i < steps; i++) {
      double t = (double) i / steps;
      double u = (i + 1.0) / steps;
      double y = top + (1.2 - top) * t;
      double below = top + (1.2 - top) * u;
      double lip = y + (below - y) * .45;
      double a = far + (near - far) * t;
      double b = far + (near - far) * u;
      double x = shift * (1 - t);
      p.polygon(SketchColours.shade(p.main(), 1.15), x - a, y, x + a, y, x + b, lip, x - b, lip);
      p.polygon(
          SketchColours.shade(p.main(), .6), x - b, lip, x + b, lip, x + b, below, x - b, below);
    }
    if (p.chance(.6)) {
      p.bothSides(side -> p.line(p.second(), .07, shift + side * far, top - .35, side * near, .75));
    }
  }

  static void supermarket(Pencil p) {
    Depth eye = Depth.random(p, -.2, .15);
    double w = p.range(.25, .4);
    double end = p.range(.25, .5);
    eye.hall(p, w, -.55, .35, end, p.main(), p.second());
    int shelves = p.count(3, 5);
    p.bothSides(
        side -> {
          for (int row = 0; row < shelves; row++) {
            double top = -.35 + .7 * row / shelves;
            double low = -.35 + .7 * (row + .75) / shelves;
            for (double d = end * 1.1; d < 4.5; ) {
              double to = d * p.range(1.18, 1.45);
              double y = top + (low - top) * p.range(0, .4);
              eye.patch(
                  p,
                  SketchColours.any(p.dice),
                  side * w,
                  y,
                  d,
                  side * w,
                  low,
                  d,
                  side * w,
                  low,
                  to,
                  side * w,
                  y,
                  to);
              d = to * 1.04;
            }
          }
        });
    if (p.chance(.6)) {
      for (double d = end * 1.2; d < 4; d *= 1.7) {
        eye.line(p, p.dark(), .02 * d, -.12, -.5, d, .12, -.5, d);
      }
    }
  }

  static void theatre(Pencil p) {
    p.box(SketchColours.shade(p.main(), .7), 0, 0, 1.8, 1.8);
    double x = p.range(-.2, .2);
    double y = p.range(-.5, -.25);
    double w = p.range(.5, .75);
    double h = p.range(.28, .42);
    p.box(p.chance(.7) ? p.light() : p.dark(), x, y, w, h);
    if (p.chance(.6)) {
      p.bothSides(
          side -> {
            for (int i = 0; i < 3; i++) {
              double at = x + side * (w - .1 * i);
              p.polygon(
                  SketchColours.shade(p.accent(), i % 2 == 0 ? 1 : .75),
                  at,
                  y - h,
                  at - side * .12,
                  y - h,
                  at - side * .08,
                  y + h,
                  at,
                  y + h);
            }
          });
      p.slice(p.accent(), x, y - h, w, .16, 0, -180);
    }
    p.polygon(
        p.dark(), x - w, y + h, x + w, y + h, x + w * 1.1, y + h + .1, x - w * 1.1, y + h + .1);
    int rows = p.count(4, 6);
    for (int row = 0; row < rows; row++) {
      double near = (row + 1.0) / rows;
      double at = y + h + .12 + (1.15 - y - h) * near * near;
      double seat = .05 + .12 * near;
      for (double s = -1.4 + (row % 2) * seat; s < 1.4; s += seat * 2.1) {
        p.slice(
            row % 2 == 0 ? p.second() : SketchColours.shade(p.second(), .8),
            s,
            at,
            seat,
            seat * 1.1,
            0,
            180);
      }
    }
  }

  static void pool(Pencil p) {
    Depth eye = Depth.random(p, -.6, -.3);
    boolean inside = p.chance(.5);
    if (inside) {
      double bottom = eye.y() + .12;
      for (double x = -1.3; x < 1.3; x += .35) {
        p.tile(p.light(), x, bottom - .35, .12, .18);
      }
    } else {
      Staffage.sky(p);
      Staffage.hills(p, p.blend(), eye.y() + .1, .15, false);
    }
    Staffage.ground(p, p.second(), eye.y() + .08);
    double far = p.range(.7, 1);
    double w = p.range(.55, .8);
    eye.face(p, p.main(), -w, .25, 7, w, .25, 7, w, .25, far, -w, .25, far);
    int lanes = p.count(4, 7);
    Color rope = p.chance(.5) ? p.light() : p.accent();
    for (int lane = 1; lane < lanes; lane++) {
      double x = w * (2.0 * lane / lanes - 1);
      for (double d = far; d < 6; d *= 1.18) {
        p.dot(rope, eye.x(x, d), eye.y(.25, d), .018 * d);
      }
    }
    for (int i = 0; i < lanes; i++) {
      double x = eye.x(w * (2 * (i + .5) / lanes - 1), far);
      p.tile(p.dark(), x, eye.y(.25, far) - .05, .05, .06);
    }
  }
}
