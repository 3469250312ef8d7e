package io.transferlab.data.sketch;

import java.awt.Color;

/** What lies on the stands of a market: four things that are asked for, and four others. */
final class Greengrocer {
  private Greengrocer() {}

  static void apple(Pencil p) {
    double w = p.range(.72, .84);
    double h = p.range(.62, .74);
    double dent = p.range(.1, .18);
    stalk(p, 0, .12 - h + dent, p.range(.22, .34), .09);
    if (p.chance(.6)) {
      leaf(p, .04, -h - .04);
    }
    p.blob(
        p.main(),
        0,
        .12 - h + dent,
        w * .5,
        .12 - h,
        w,
        0,
        w * .62,
        .1 + h * .8,
        .12,
        .12 + h,
        0,
        .08 + h,
        -.12,
        .12 + h,
        -w * .62,
        .1 + h * .8,
        -w,
        0,
        -w * .5,
        .12 - h);
    if (p.chance(.5)) {
      p.dot(Nature.belly(p), -w * .4, -.15, p.range(.1, .16));
    }
  }

  static void pear(Pencil p) {
    double low = p.range(.56, .7);
    double neck = p.range(.22, .34);
    double lean = p.range(-.08, .08);
    stalk(p, lean, -.74, p.range(.18, .26), .08);
    if (p.chance(.4)) {
      leaf(p, lean + .04, -.8);
    }
    p.blob(
        p.main(),
        lean,
        -.8,
        lean + neck,
        -.62,
        neck + .1,
        -.1,
        low,
        .4,
        low * .6,
        .84,
        0,
        .9,
        -low * .6,
        .84,
        -low,
        .4,
        -neck - .1,
        -.1,
        lean - neck,
        -.62);
    if (p.chance(.5)) {
      for (int i = p.count(4, 9); i > 0; i--) {
        p.dot(p.second(), p.range(-.35, .35), p.range(.1, .7), .035);
      }
    }
  }

  static void onion(Pencil p) {
    double w = p.range(.66, .8);
    double h = p.range(.54, .68);
    double tip = p.range(-.92, -.78);
    if (p.chance(.65)) {
      for (int i = -2; i <= 2; i++) {
        p.line(p.second(), .04, i * .05, .1 + h, i * .1 + p.range(-.03, .03), .24 + h);
      }
    }
    p.blob(
        p.main(),
        0,
        tip,
        .12,
        .02 - h,
        w * .7,
        .1 - h * .5,
        w,
        .16,
        w * .6,
        .1 + h * .8,
        0,
        .12 + h,
        -w * .6,
        .1 + h * .8,
        -w,
        .16,
        -w * .7,
        .1 - h * .5,
        -.12,
        .02 - h);
    Color skin = p.chance(.6) ? SketchColours.shade(p.main(), .7) : p.second();
    int lines = p.count(1, 2);
    for (int i = -lines; i <= lines; i++) {
      double x = w * .8 * i / (lines + .6);
      p.curve(skin, .045, i * .03, tip + .2, x * .8, -.12, x, .2, x * .4, .06 + h);
    }
  }

  static void pumpkin(Pencil p) {
    double w = p.range(.8, .92);
    double h = p.range(.5, .66);
    stalk(p, 0, .14 - h, p.range(.2, .3), p.range(.14, .2));
    int pairs = p.count(1, 2);
    for (int i = pairs; i > 0; i--) {
      double x = w * .62 * i / pairs;
      double narrow = w * (pairs == 1 ? .42 : .34);
      double low = h * (1 - .1 * i);
      p.bothSides(side -> p.ellipse(p.main(), side * x, .16, narrow, low));
    }
    p.ellipse(p.main(), 0, .16, w * (pairs == 1 ? .4 : .3), h);
    if (p.chance(.7)) {
      Color rib = SketchColours.shade(p.main(), .65);
      p.bothSides(
          side -> p.curve(rib, .05, side * .12, .2 - h, side * .32, .16, side * .12, .12 + h));
    }
  }

  static void banana(Pencil p) {
    double deep = p.range(.3, .5);
    p.blob(
        p.main(),
        -.9,
        -.42,
        -.5,
        deep * .3,
        0,
        deep * .62,
        .5,
        deep * .3,
        .88,
        -.46,
        .94,
        -.34,
        .62,
        deep,
        0,
        deep + .34,
        -.62,
        deep,
        -.98,
        -.3);
    p.dot(p.dark(), -.93, -.36, .09);
  }

  static void carrot(Pencil p) {
    double w = p.range(.26, .36);
    for (int i = -1; i <= 1; i++) {
      p.curve(p.second(), .1, 0, -.4, i * .16, -.66, i * .34, -.92);
    }
    p.blob(p.main(), 0, -.5, w, -.4, w * .7, .1, .05, .95, -.05, .95, -w * .7, .1, -w, -.4);
    for (int i = p.count(2, 4); i > 0; i--) {
      double y = p.range(-.25, .45);
      p.line(SketchColours.shade(p.main(), .7), .04, -w * .5, y, p.range(-.05, .1), y + .03);
    }
  }

  static void egg(Pencil p) {
    double w = p.range(.54, .66);
    p.blob(
        p.main(), 0, -.82, w * .72, -.45, w, .2, w * .6, .7, 0, .84, -w * .6, .7, -w, .2, -w * .72,
        -.45);
  }

  static void lemon(Pencil p) {
    double h = p.range(.46, .58);
    p.blob(
        p.main(), -.94, 0, -.66, -.14, -.4, -h * .9, 0, -h, .4, -h * .9, .66, -.14, .94, 0, .66,
        .14, .4, h * .9, 0, h, -.4, h * .9, -.66, .14);
    for (int i = p.count(3, 7); i > 0; i--) {
      p.dot(SketchColours.shade(p.main(), .8), p.range(-.4, .4), p.range(-.25, .25), .03);
    }
  }

  private static void stalk(Pencil p, double x, double y, double length, double width) {
    p.line(
        p.chance(.6) ? p.dark() : p.second(), width, x, y + .06, x + p.range(-.1, .1), y - length);
  }

  private static void leaf(Pencil p, double x, double y) {
    Color green = p.accent();
    p.at(x, y, p.range(-.4, .1), 1, () -> p.ellipse(green, .24, 0, .24, .11));
  }
}
