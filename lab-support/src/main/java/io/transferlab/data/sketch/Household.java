package io.transferlab.data.sketch;

import java.awt.Color;

/** Things of the house: what stands on a table or hangs on a wall. */
final class Household {
  private Household() {}

  static void mug(Pencil p) {
    double top = p.range(.5, .62);
    double bottom = top * p.range(.72, 1);
    double h = p.range(.6, .85);
    p.at(
        -.2,
        0,
        0,
        1,
        () -> {
          p.ring(p.chance(.5) ? p.main() : p.second(), .14, top, 0, .34, h * p.range(.45, .6));
          p.polygon(p.main(), -top, -h, top, -h, bottom, h, -bottom, h);
          if (p.chance(.5)) {
            double y = p.range(-.2, .4);
            p.box(p.second(), 0, y, (top + bottom) / 2 - .06, p.range(.07, .16));
          }
          p.ellipse(p.chance(.5) ? p.dark() : p.accent(), 0, -h, top, p.range(.1, .18));
        });
  }

  static void teapot(Pencil p) {
    double w = p.range(.52, .64);
    double h = p.range(.4, .55);
    p.arc(p.second(), .12, -w, .05, .32, h * .75, 60, 240);
    p.polygon(p.main(), w * .6, .3, w + .36, -.38, w + .2, -.42, w * .5, -.1);
    p.ellipse(p.main(), 0, .12, w, h);
    p.slice(p.second(), 0, .12 - h * .72, w * .6, h * .42, 0, 180);
    p.disc(p.accent(), 0, -.02 - h * 1.1, .1);
    p.box(p.second(), 0, .12 + h, w * .5, .05);
  }

  static void bottle(Pencil p) {
    double w = p.range(.26, .38);
    double neck = w * p.range(.3, .45);
    double shoulder = p.range(-.35, -.1);
    p.polygon(
        p.main(),
        -neck,
        -.85,
        neck,
        -.85,
        neck,
        shoulder - .2,
        w,
        shoulder + .08,
        w,
        .95,
        -w,
        .95,
        -w,
        shoulder + .08,
        -neck,
        shoulder - .2);
    p.box(p.second(), 0, -.88, neck * 1.2, .09);
    if (p.chance(.75)) {
      p.box(p.accent(), 0, p.range(.3, .5), w * .98, p.range(.14, .26));
    }
  }

  static void glass(Pencil p) {
    double w = p.range(.42, .6);
    double y = p.range(-.05, .15);
    p.line(p.main(), .1, 0, y, 0, .85);
    p.ellipse(p.main(), 0, .88, p.range(.3, .42), .09);
    if (p.chance(.5)) {
      p.polygon(p.main(), -w, -.85, w, -.85, .04, y + .1, -.04, y + .1);
      p.polygon(p.second(), -w * .62, -.5, w * .62, -.5, .03, y, -.03, y);
    } else {
      p.blob(
          p.main(), -w * .8, -.88, 0, -.86, w * .8, -.88, w * .85, -.3, 0, y + .1, -w * .85, -.3);
      p.slice(p.second(), 0, -.4, w * .75, (y + .4) * .85, 180, 180);
    }
  }

  static void lamp(Pencil p) {
    double top = p.range(.2, .35);
    double bottom = p.range(.5, .68);
    double y = p.range(-.2, 0);
    p.line(p.second(), p.range(.08, .13), 0, y, 0, .85);
    if (p.chance(.4)) {
      p.ellipse(p.second(), 0, .5, .2, .28);
    }
    p.ellipse(p.second(), 0, .87, p.range(.32, .46), .1);
    p.polygon(p.main(), -top, -.9, top, -.9, bottom, y, -bottom, y);
    if (p.chance(.4)) {
      p.line(p.accent(), .07, -bottom * .92, y - .1, bottom * .92, y - .1);
    }
  }

  static void clock(Pencil p) {
    double r = p.range(.82, .92);
    p.disc(p.main(), 0, 0, r);
    Color face = p.chance(.5) ? p.light() : p.second();
    Color ink = p.inkOn(face);
    p.disc(face, 0, 0, r * p.range(.78, .86));
    boolean four = p.chance(.4);
    for (int hour = 0; hour < 12; hour += four ? 3 : 1) {
      double a = hour * Math.PI / 6;
      double s = Math.sin(a);
      double c = Math.cos(a);
      p.line(ink, .06, .58 * r * s, .58 * r * c, .7 * r * s, .7 * r * c);
    }
    double a = p.range(0, 2 * Math.PI);
    double b = a + p.range(.7, 5.5);
    p.line(ink, .11, 0, 0, .34 * Math.sin(a), .34 * Math.cos(a));
    p.line(ink, .08, 0, 0, .52 * Math.sin(b), .52 * Math.cos(b));
    p.dot(p.accent(), 0, 0, .09);
  }

  static void umbrella(Pencil p) {
    double h = p.range(.7, .9);
    p.line(p.second(), .09, 0, -.3, 0, .75);
    p.arc(p.second(), .09, .14, .75, .14, .17, 180, 180);
    p.line(p.second(), .08, 0, -h - .12, 0, -h);
    p.slice(p.main(), 0, 0, .92, h, 0, 180);
    int panels = p.count(3, 5);
    double w = .92 / panels;
    for (int i = 0; i < panels; i++) {
      double x = -.92 + w * (2 * i + 1);
      p.slice(i % 2 == 0 ? p.main() : p.accent(), x, .02, w, .17, 0, -180);
      p.curve(p.dark(), .035, 0, -h, (x + w) * .75, -h * .55, x + w, 0);
    }
  }

  static void chair(Pencil p) {
    double back = p.range(-.95, -.75);
    double seat = p.range(0, .15);
    double w = p.range(.4, .5);
    double deep = p.range(.18, .3);
    double leg = p.range(.09, .13);
    p.line(p.main(), leg, -w + deep, seat, -w + deep, .75);
    p.line(p.main(), leg, w + deep, seat, w + deep, .75);
    p.line(p.main(), leg, -w, back, -w, .95);
    p.line(p.main(), leg, w - .1, seat, w - .1, .95);
    p.line(p.main(), leg, -w + deep, back - .02, -w + deep, seat);
    int slats = p.count(1, 3);
    for (int i = 0; i < slats; i++) {
      double y = back + .08 + i * .26;
      p.polygon(p.main(), -w, y, -w + deep, y - .04, -w + deep, y + .1, -w, y + .14);
    }
    p.polygon(
        p.second(),
        -w - .04,
        seat + .08,
        -w + deep,
        seat - .08,
        w + deep,
        seat - .08,
        w - .06,
        seat + .08);
  }

  static void key(Pencil p) {
    double x = p.range(-.6, -.5);
    double r = p.range(.26, .36);
    double thick = p.range(.13, .17);
    p.line(p.main(), thick, x + r, 0, .9, 0);
    int teeth = p.count(2, 3);
    for (int i = 0; i < teeth; i++) {
      double at = .86 - i * .2;
      p.line(p.main(), thick * .9, at, 0, at, p.range(.2, .38));
    }
    p.ring(p.main(), thick, x, 0, r, r);
    if (p.chance(.3)) {
      p.line(p.second(), thick * .8, x + r + .12, -.12, x + r + .12, .12);
    }
  }

  static void scissors(Pencil p) {
    double open = p.range(.22, .42);
    double r = p.range(.2, .26);
    p.bothSides(
        side -> {
          p.at(
              0,
              .12,
              side * open,
              1,
              () -> {
                p.ring(p.second(), .12, -side * .1, .34 + r, r * .8, r);
                p.polygon(
                    p.main(),
                    side * .04,
                    -1.08,
                    side * .1,
                    -.1,
                    side * .06,
                    .34,
                    -side * .08,
                    .34,
                    -side * .06,
                    -.2);
              });
        });
    p.dot(p.dark(), 0, .1, .06);
  }

  static void guitar(Pencil p) {
    double lower = p.range(.4, .48);
    double upper = lower * p.range(.7, .8);
    p.line(p.second(), p.range(.11, .15), 0, .3, 0, -.8);
    p.box(p.second(), 0, -.85, .13, .13);
    p.blob(
        p.main(),
        0,
        -.12,
        upper,
        .02,
        upper * .78,
        .28,
        lower,
        .6,
        0,
        .96,
        -lower,
        .6,
        -upper * .78,
        .28,
        -upper,
        .02);
    p.line(p.second(), .1, 0, -.1, 0, .2);
    p.disc(p.dark(), 0, .3, p.range(.13, .17));
    p.line(p.accent(), .09, -.17, .68, .17, .68);
    p.line(p.light(), .03, 0, .66, 0, -.8);
  }
}
