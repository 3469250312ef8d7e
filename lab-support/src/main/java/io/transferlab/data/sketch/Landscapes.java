package io.transferlab.data.sketch;

import static io.transferlab.data.sketch.Staffage.boat;
import static io.transferlab.data.sketch.Staffage.ground;
import static io.transferlab.data.sketch.Staffage.hills;
import static io.transferlab.data.sketch.Staffage.house;
import static io.transferlab.data.sketch.Staffage.sky;
import static io.transferlab.data.sketch.Staffage.tree;

import java.awt.Color;

/** Views of the country. */
final class Landscapes {
  private Landscapes() {}

  static void beach(Pencil p) {
    sky(p);
    double horizon = p.range(-.35, .05);
    ground(p, p.main(), horizon);
    double a = p.range(.1, .5);
    double b = p.range(.1, .5);
    double foam = p.range(.07, .14);
    shore(p, p.light(), horizon + a - foam, horizon + b - foam);
    shore(p, p.second(), horizon + a, horizon + b);
    for (int i = p.count(0, 2); i > 0; i--) {
      double x = p.range(-.8, .8);
      double y = p.range(.6, .9);
      p.line(p.dark(), .04, x, y, x + .05, y - .35);
      p.slice(p.accent(), x + .05, y - .3, .24, .22, 0, 180);
    }
  }

  private static void shore(Pencil p, Color color, double left, double right) {
    p.blob(
        color,
        -1.9,
        left,
        -.7,
        left + .1,
        0,
        (left + right) / 2,
        .7,
        right - .08,
        1.9,
        right + .1,
        1.9,
        1.9,
        -1.9,
        1.9);
  }

  static void mountains(Pencil p) {
    sky(p);
    double base = p.range(.1, .5);
    boolean snow = p.chance(.6);
    int peaks = p.count(3, 6);
    for (int i = 0; i < peaks; i++) {
      double x = -1.2 + 2.4 * (i + p.dice.unit()) / peaks;
      double h = p.range(.4, .9);
      double w = h * p.range(.5, .8);
      Color rock = p.blend();
      p.polygon(rock, x - w, base + .2, x, base - h, x + w, base + .2);
      p.patch(SketchColours.shade(rock, .75), x, base - h, x + w, base + .2, x + w * .2, base + .2);
      if (snow) {
        p.polygon(
            p.light(),
            x - w * .24,
            base - h * .7,
            x,
            base - h,
            x + w * .24,
            base - h * .7,
            x + w * .08,
            base - h * .78,
            x - w * .08,
            base - h * .64);
      }
    }
    hills(p, p.second(), base + .1, .15, false);
    for (int i = p.count(0, 4); i > 0; i--) {
      tree(p, p.range(-1, 1), p.range(.5, .9), p.range(.2, .4), p.accent());
    }
  }

  static void dunes(Pencil p) {
    sky(p);
    Color sand = p.main();
    int ridges = p.count(2, 4);
    for (int i = 0; i < ridges; i++) {
      double y = -.15 + i * .9 / ridges + p.range(-.1, .1);
      double crest = p.range(-.9, .9);
      double h = p.range(.2, .45);
      Color lit = SketchColours.shade(sand, 1 - .1 * i);
      p.blob(
          lit,
          -2.2,
          y + .3,
          crest - .7,
          y - h * .3,
          crest,
          y - h,
          crest + .8,
          y,
          2.2,
          y + .3,
          2.2,
          2.2,
          -2.2,
          2.2);
      // The side away from the wind, in its own shade.
      double bend = p.range(.1, .3);
      p.wash(
          SketchColours.shade(lit, .7),
          crest,
          y - h,
          crest + .4,
          y - h * .55,
          crest + 1,
          y + .1,
          crest + .9,
          y + .5,
          crest - bend,
          y + .75,
          crest - bend,
          y + .5,
          crest + bend,
          y + .15);
    }
    for (int i = p.count(0, 4); i > 0; i--) {
      double y = p.range(.4, .95);
      double x = p.range(-1, .4);
      p.curve(SketchColours.shade(sand, .6), .03, x, y, x + .3, y - .06, x + .6, y);
    }
  }

  static void forest(Pencil p) {
    ground(p, p.second(), p.range(.25, .6));
    boolean firs = p.chance(.35);
    for (int i = p.count(0, 4); i > 0; i--) {
      p.ellipse(p.blend(), p.range(-1, 1), p.range(-1.1, -.5), p.range(.3, .6), p.range(.2, .4));
    }
    int trees = p.count(6, 11);
    for (int i = 0; i < trees; i++) {
      double near = (i + 1.0) / trees;
      double x = p.range(-1.25, 1.25);
      double y = .2 + .7 * near;
      Color tone = SketchColours.shade(firs ? p.blend() : p.main(), .6 + .5 * near);
      if (firs) {
        double h = .7 + .6 * near;
        p.polygon(p.dark(), x - .04, y, x + .04, y, x + .04, y - .2, x - .04, y - .2);
        p.polygon(tone, x - .3 * h, y - .12 * h, x, y - 1.1 * h, x + .3 * h, y - .12 * h);
      } else {
        double w = .04 + .09 * near;
        p.polygon(tone, x - w, -1.6, x + w, -1.6, x + w * 1.2, y, x - w * 1.2, y);
        p.line(tone, w * .5, x, p.range(-.8, -.2), x + p.range(-.4, .4), p.range(-1.2, -.8));
      }
    }
  }

  static void field(Pencil p) {
    sky(p);
    Depth eye = Depth.random(p, -.4, -.05);
    if (p.chance(.5)) {
      hills(p, p.blend(), eye.y() + .05, .25, false);
    }
    ground(p, p.main(), eye.y());
    double gap = p.range(.28, .5);
    boolean plants = p.chance(.5);
    for (int i = -12; i <= 12; i++) {
      double x = i * gap;
      eye.patch(p, p.second(), x, .15, 9, x + gap * .5, .15, 9, x + gap * .25, .15, .15);
      for (double d = 2; plants && Math.abs(i) < 6 && d < 8; d += 1.3) {
        p.dot(p.accent(), eye.x(x + gap * .25, d), eye.y(.13, d), .016 * d);
      }
    }
    if (p.chance(.4)) {
      house(p, p.range(-.8, .8), eye.y() + .04, p.range(.08, .14), p.light());
    }
  }

  static void waterfall(Pencil p) {
    double top = p.range(-.75, -.4);
    double x = p.range(-.4, .4);
    double w = p.range(.16, .34);
    double foot = p.range(.3, .6);
    p.polygon(p.main(), -1.8, top - .2, x, top + .05, 1.8, top - .25, 1.8, 1.8, -1.8, 1.8);
    for (int i = p.count(5, 9); i > 0; i--) {
      p.ellipse(
          SketchColours.shade(p.main(), p.range(.65, 1.2)),
          p.range(-1.2, 1.2),
          p.range(top + .1, .9),
          p.range(.12, .3),
          p.range(.1, .22));
    }
    ground(p, p.second(), foot);
    p.polygon(p.light(), x - w, top, x + w, top, x + w * 1.15, foot + .1, x - w * 1.15, foot + .1);
    for (int i = p.count(2, 4); i > 0; i--) {
      double at = x + p.range(-.7, .7) * w;
      p.line(p.second(), .035, at, top + p.range(.05, .3), at, foot - p.range(0, .3));
    }
    p.bothSides(side -> p.ellipse(p.light(), x + side * w * .6, foot + .1, w * .9, .12));
    for (int i = p.count(0, 4); i > 0; i--) {
      tree(p, p.range(-1, 1), top + p.range(0, .1), p.range(.2, .4), p.accent());
    }
  }

  static void village(Pencil p) {
    sky(p);
    hills(p, p.blend(), p.range(-.1, .1), .35, false);
    int houses = p.count(4, 8);
    for (int i = 0; i < houses; i++) {
      double near = (i + 1.0) / houses;
      if (i == houses / 2) {
        hills(p, p.main(), p.range(.3, .45), .2, false);
      }
      Color wall = p.chance(.5) ? p.light() : p.second();
      house(p, p.range(-1, 1), .1 + .75 * near, .1 + .12 * near, wall);
      if (p.chance(.4)) {
        tree(p, p.range(-1, 1), .15 + .75 * near, .25 + .2 * near, p.second());
      }
    }
    if (p.chance(.4)) {
      double x = p.range(-.7, .7);
      p.box(p.light(), x, -.1, .08, .35);
      p.polygon(p.accent(), x - .11, -.44, x, -.85, x + .11, -.44);
    }
  }

  static void harbour(Pencil p) {
    sky(p);
    double horizon = p.range(-.3, .1);
    if (p.chance(.6)) {
      hills(p, p.blend(), horizon + .05, .25, p.chance(.4));
    }
    ground(p, p.main(), horizon);
    int boats = p.count(3, 6);
    for (int i = 0; i < boats; i++) {
      double near = (i + .5) / boats;
      boat(
          p,
          p.range(-1, 1),
          horizon + .08 + .6 * near,
          .15 + .2 * near,
          p.chance(.5) ? p.second() : p.light());
    }
    for (int i = p.count(2, 6); i > 0; i--) {
      double x = p.range(-1, 1);
      double y = p.range(horizon + .1, 1);
      p.line(SketchColours.mix(p.main(), p.light(), .4), .025, x, y, x + p.range(.1, .3), y);
    }
    if (p.chance(.6)) {
      double y = p.range(.7, .85);
      p.polygon(p.dark(), -1.8, y, .3, y - .04, .3, y + .06, -1.8, y + .14);
      for (double x = -1.1; x < .3; x += .3) {
        p.line(p.dark(), .06, x, y, x, y + .4);
      }
    }
  }
}
