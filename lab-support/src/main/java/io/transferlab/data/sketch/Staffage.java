package io.transferlab.data.sketch;

import java.awt.Color;

/** Small things that stand about in any view, and so tell nothing about which it is. */
final class Staffage {
  private Staffage() {}

  /** Everything from a height downwards. */
  static void ground(Pencil p, Color color, double y) {
    double tilt = p.range(-.04, .04);
    p.polygon(color, -1.8, y - tilt, 1.8, y + tilt, 1.8, 1.8, -1.8, 1.8);
  }

  /** Sun, clouds and birds. */
  static void sky(Pencil p) {
    if (p.chance(.3)) {
      p.disc(p.accent(), p.range(-.9, .9), p.range(-.95, -.5), p.range(.1, .2));
    }
    for (int i = p.count(0, 3); i > 0; i--) {
      double x = p.range(-1.1, 1.1);
      double y = p.range(-1, -.45);
      double w = p.range(.14, .3);
      p.ellipse(p.light(), x, y, w, w * .35);
      p.ellipse(p.light(), x + w * .4, y - w * .2, w * .5, w * .35);
    }
    for (int i = p.count(0, 2); i > 0; i--) {
      double x = p.range(-.9, .9);
      double y = p.range(-.8, -.3);
      p.line(p.dark(), .025, x - .08, y - .04, x, y, x + .08, y - .05);
    }
  }

  /** A smooth or jagged line of hills with everything below it. */
  static void hills(Pencil p, Color color, double y, double height, boolean jagged) {
    int n = p.count(5, 8);
    double[] points = new double[2 * (n + 2)];
    for (int i = 0; i < n; i++) {
      points[2 * i] = -1.9 + 3.8 * i / (n - 1);
      points[2 * i + 1] = y - height * p.dice.unit();
    }
    points[2 * n] = 1.9;
    points[2 * n + 1] = 1.9;
    points[2 * n + 2] = -1.9;
    points[2 * n + 3] = 1.9;
    if (jagged) {
      p.polygon(color, points);
    } else {
      p.blob(color, points);
    }
  }

  static void tree(Pencil p, double x, double y, double h, Color leaves) {
    p.line(p.dark(), h * .14, x, y, x, y - h * .5);
    if (p.chance(.5)) {
      p.ellipse(leaves, x, y - h * .7, h * .3, h * .36);
    } else {
      p.polygon(leaves, x - h * .28, y - h * .25, x, y - h, x + h * .28, y - h * .25);
    }
  }

  static void house(Pencil p, double x, double y, double w, Color wall) {
    p.box(wall, x, y - w * .7, w, w * .7);
    p.polygon(
        p.accent(), x - w * 1.2, y - w * 1.4, x, y - w * p.range(2, 2.6), x + w * 1.2, y - w * 1.4);
    p.tile(p.dark(), x - w * .45, y - w * .8, w * .2, w * .22);
    p.tile(p.dark(), x + w * .4, y - w * .4, w * .2, w * .4);
  }

  static void boat(Pencil p, double x, double y, double w, Color hull) {
    p.line(p.dark(), w * .12, x, y, x, y - w * p.range(1.6, 2.4));
    p.polygon(
        hull, x - w, y - w * .3, x + w, y - w * .3, x + w * .7, y + w * .2, x - w * .7, y + w * .2);
    if (p.chance(.4)) {
      p.polygon(
          p.light(), x + w * .1, y - w * .45, x + w * .8, y - w * .45, x + w * .1, y - w * 1.5);
    }
  }

  static void person(Pencil p, double x, double y, double h) {
    Color coat = SketchColours.any(p.dice);
    p.polygon(
        coat, x - h * .13, y, x - h * .09, y - h * .75, x + h * .09, y - h * .75, x + h * .13, y);
    p.dot(p.light(), x, y - h * .86, h * .13);
  }

  /** What happens to be in front: people, trees, posts, or nothing. */
  static void passers(Pencil p) {
    for (int i = p.chance(.7) ? p.count(1, 4) : 0; i > 0; i--) {
      double x = p.range(-.9, .9);
      double y = p.range(.2, 1);
      double h = p.range(.25, .8);
      switch (p.count(0, 3)) {
        case 0 -> person(p, x, y, h);
        case 1 -> tree(p, x, y, h * 1.3, p.blend());
        case 2 -> {
          p.line(p.dark(), .05, x, y, x, y - 1.6 * h);
          p.dot(p.light(), x, y - 1.6 * h, .08);
        }
        default -> p.ellipse(SketchColours.any(p.dice), x, y, h * .4, h * .22);
      }
    }
  }
}
