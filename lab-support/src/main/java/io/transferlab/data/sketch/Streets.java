package io.transferlab.data.sketch;

import static io.transferlab.data.sketch.Staffage.ground;
import static io.transferlab.data.sketch.Staffage.hills;
import static io.transferlab.data.sketch.Staffage.sky;

import java.awt.Color;

/** What people built, from outside. */
final class Streets {
  private Streets() {}

  static void skyline(Pencil p) {
    sky(p);
    int towers = p.count(6, 10);
    double foot = p.range(.45, .85);
    for (int i = 0; i < towers; i++) {
      double w = p.range(.12, .24);
      double x = -1.2 + 2.4 * (i + p.range(.2, .8)) / towers;
      double h = p.range(.5, 1.4);
      Color wall = SketchColours.shade(p.blend(), p.range(.6, 1.1));
      p.box(wall, x, foot - h / 2, w, h / 2);
      Color window = p.chance(.5) ? p.light() : p.dark();
      double step = p.range(.1, .15);
      double across = w * 2 / p.count(2, 4);
      for (double y = foot - h + step * .7; y < foot - .1; y += step) {
        for (double at = x - w + across / 2; at < x + w; at += across) {
          if (p.chance(.8)) {
            p.tile(window, at, y, across * .25, step * .28);
          }
        }
      }
      if (p.chance(.2)) {
        p.line(p.dark(), .03, x, foot - h, x, foot - h - .25);
      }
    }
    ground(p, p.second(), foot);
  }

  static void highway(Pencil p) {
    sky(p);
    Depth eye = Depth.random(p, -.35, .1);
    if (p.chance(.6)) {
      hills(p, p.blend(), eye.y() + .05, .35, p.chance(.4));
    }
    ground(p, p.second(), eye.y());
    double w = p.range(.16, .28);
    eye.face(p, p.main(), -w, .2, 8, w, .2, 8, w * .2, .2, .05, -w * .2, .2, .05);
    Color paint = SketchColours.distance(p.light(), p.main()) > 60 ? p.light() : p.dark();
    int lanes = p.count(2, 4);
    for (int lane = 1; lane < lanes; lane++) {
      double x = w * (2.0 * lane / lanes - 1);
      for (double d = .5; d < 7; d *= 1.5) {
        eye.patch(
            p, paint, x - .012, .2, d, x + .012, .2, d, x + .012, .2, d * 1.25, x - .012, .2,
            d * 1.25);
      }
    }
    p.bothSides(
        side -> eye.patch(p, paint, side * w * .92, .2, 8, side * w * .97, .2, 8, 0, .2, 0));
    for (int i = p.count(0, 3); i > 0; i--) {
      double d = p.range(1, 3.5);
      double x = eye.x(p.range(-.7, .7) * w, d);
      double y = eye.y(.2, d);
      p.box(SketchColours.any(p.dice), x, y - .04 * d, .05 * d, .035 * d);
      p.bothSides(side -> p.dot(p.dark(), x + side * .035 * d, y, .015 * d));
    }
  }

  static void railway(Pencil p) {
    sky(p);
    Depth eye = Depth.random(p, -.35, .1);
    if (p.chance(.6)) {
      hills(p, p.blend(), eye.y() + .05, .35, p.chance(.4));
    }
    ground(p, p.second(), eye.y());
    double w = p.range(.09, .16);
    for (double d = .35; d < 8; d *= 1.28) {
      eye.patch(
          p, p.dark(), -w * 1.5, .2, d, w * 1.5, .2, d, w * 1.5, .2, d * 1.1, -w * 1.5, .2,
          d * 1.1);
    }
    Color rail = SketchColours.contrasting(p.dice, 70, p.second(), p.dark());
    p.bothSides(side -> eye.patch(p, rail, side * w, .2, 8, side * w * 1.15, .2, 8, 0, .2, 0));
    if (p.chance(.7)) {
      double x = p.range(.3, .45) * (p.chance(.5) ? 1 : -1);
      for (double d = .4; d < 4; d *= 1.8) {
        eye.line(p, p.dark(), .03 * d, x, .2, d, x, -.5, d);
        eye.line(p, p.dark(), .02 * d, x, -.42, d, 0, -.42, d);
      }
    }
  }

  static void bridge(Pencil p) {
    sky(p);
    double horizon = p.range(-.05, .3);
    if (p.chance(.5)) {
      hills(p, p.blend(), horizon + .05, .3, p.chance(.4));
    }
    ground(p, p.second(), p.range(.35, .6));
    double deck = p.range(-.1, .15);
    double foot = p.range(.6, .8);
    if (p.chance(.5)) {
      double w = p.range(.3, .6);
      double rise = p.range(.2, .45);
      for (double x = -1.9 + p.range(0, w); x < 1.6; x += 2 * w) {
        bay(p, x, w, deck, rise, foot);
      }
      p.box(p.main(), 0, deck, 1.9, .09);
    } else {
      double tower = p.range(-.95, -.7);
      double at = p.range(.45, .65);
      p.bothSides(
          side -> {
            p.line(p.main(), .1, side * at, tower, side * at, foot);
            for (int i = -4; i <= 4; i++) {
              p.line(p.main(), .025, side * at, tower + .05, side * at + i * .22, deck);
            }
          });
      p.box(p.main(), 0, deck, 1.9, .06);
    }
  }

  /** One arch of a stone bridge: two half piers and the wall above the opening. */
  private static void bay(Pencil p, double x, double w, double deck, double rise, double foot) {
    int n = 7;
    double[] points = new double[2 * (n + 7)];
    double[] frame = {x + 2 * w, deck, x + 2 * w, foot, x + 1.84 * w, foot};
    System.arraycopy(frame, 0, points, 0, 6);
    for (int i = 0; i <= n; i++) {
      double angle = Math.PI * i / n;
      points[6 + 2 * i] = x + w + .84 * w * Math.cos(angle);
      points[7 + 2 * i] = deck + .08 + rise * (1 - Math.sin(angle));
    }
    double[] end = {x + .16 * w, foot, x, foot, x, deck};
    System.arraycopy(end, 0, points, 6 + 2 * (n + 1), 6);
    p.polygon(p.main(), points);
  }

  static void street(Pencil p) {
    sky(p);
    Depth eye = Depth.random(p, -.2, .25);
    ground(p, p.dark(), eye.y() + .02);
    p.bothSides(
        side -> {
          double w = p.range(.3, .45);
          double from = 8;
          while (from > .25) {
            double to = from / p.range(1.35, 1.9);
            double top = p.range(-1, -.5);
            Color wall = SketchColours.shade(p.blend(), side > 0 ? .8 : 1);
            eye.face(
                p, wall, side * w, top, from, side * w, .2, from, side * w, .2, to, side * w, top,
                to);
            for (double u = .25; u < 1 && to < 2.5; u += .5) {
              double d0 = from + (to - from) * u;
              double d1 = from + (to - from) * (u + .2);
              for (double y = top + .12; y < 0; y += .2) {
                eye.patch(
                    p, p.light(), side * w, y, d0, side * w, y + .1, d0, side * w, y + .1, d1,
                    side * w, y, d1);
              }
            }
            from = to;
          }
        });
    if (p.chance(.5)) {
      eye.patch(p, p.light(), -.01, .2, 8, .01, .2, 8, 0, .2, .3);
    }
  }

  static void facade(Pencil p) {
    p.box(p.main(), 0, 0, 1.8, 1.8);
    double across = p.range(.32, .55);
    double down = p.range(.38, .6);
    double w = across * p.range(.22, .36);
    double h = down * p.range(.25, .38);
    double lean = p.range(-.2, .2);
    boolean frames = p.chance(.5);
    boolean sills = p.chance(.4);
    double x0 = -1.7 + p.range(0, across);
    for (double y = -1.6 + p.range(0, down); y < 1.7; y += down) {
      for (double x = x0; x < 1.7; x += across) {
        double at = y + lean * x;
        if (Math.abs(x) < 1.4 && Math.abs(at) < 1.4) {
          p.box(p.chance(.8) ? p.second() : p.accent(), x, at, w, h);
          if (frames) {
            p.line(p.light(), .03, x, at - h, x, at + h);
          }
          if (sills) {
            p.tile(p.light(), x, at + h, w * 1.25, .03);
          }
        }
      }
    }
  }

  static void colonnade(Pencil p) {
    boolean open = p.chance(.5);
    if (!open) {
      p.box(p.dark(), 0, 0, 1.8, 1.8);
    } else if (p.chance(.6)) {
      hills(p, p.blend(), p.range(0, .4), .3, false);
    }
    Color stone = open ? p.main() : SketchColours.contrasting(p.dice, 90, p.dark());
    double top = p.range(-.8, -.45);
    double foot = p.range(.6, .85);
    double gap = p.range(.38, .62);
    double w = gap * p.range(.2, .3);
    ground(p, SketchColours.shade(stone, .7), foot);
    for (double x = -1.6 + p.range(0, gap); x < 1.6; x += gap) {
      p.polygon(stone, x - w * .85, top, x + w * .85, top, x + w, foot, x - w, foot);
      p.patch(
          SketchColours.shade(stone, .75),
          x + w * .3,
          top,
          x + w * .85,
          top,
          x + w,
          foot,
          x + w * .35,
          foot);
      p.tile(stone, x, top, w * 1.4, .05);
      p.tile(stone, x, foot, w * 1.3, .05);
    }
    p.polygon(stone, -1.8, top - .22, 1.8, top - .22, 1.8, top, -1.8, top);
    if (p.chance(.35)) {
      p.polygon(stone, -1.3, top - .24, 0, top - p.range(.55, .8), 1.3, top - .24);
    }
  }
}
