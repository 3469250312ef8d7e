package io.transferlab.data.sketch;

import java.awt.Color;

/** Plants and small animals. */
final class Nature {
  private Nature() {}

  static void mushroom(Pencil p) {
    double w = p.range(.18, .28);
    double y = p.range(-.1, .08);
    p.polygon(p.light(), -w, y, w, y, w * 1.25, .9, -w * 1.25, .9);
    double h = p.range(.65, .85);
    p.slice(p.main(), 0, y + .08, .88, h, 0, 180);
    int spots = p.count(3, 6);
    for (int i = 0; i < spots; i++) {
      double x = -.6 + 1.2 * (i + .5) / spots;
      p.dot(p.second(), x, y - p.range(.1, .75) * (h - .25) * (1 - x * x), p.range(.07, .12));
    }
  }

  static void flower(Pencil p) {
    int petals = p.count(5, 9);
    double length = p.range(.26, .32);
    double wide = Math.min(.2, 1.1 / petals) * p.range(.9, 1.2);
    p.curve(p.second(), .09, 0, -.3, p.range(-.1, .1), .3, 0, .95);
    p.bothSides(
        side -> {
          if (p.chance(.7)) {
            p.at(
                0,
                p.range(.45, .7),
                side * .6,
                1,
                () -> p.ellipse(p.second(), side * .28, 0, .27, .1));
          }
        });
    for (int i = 0; i < petals; i++) {
      p.at(0, -.4, 2 * Math.PI * i / petals, 1, () -> p.ellipse(p.main(), .32, 0, length, wide));
    }
    p.disc(p.accent(), 0, -.4, p.range(.15, .21));
  }

  static void cactus(Pencil p) {
    double w = p.range(.34, .46);
    p.bothSides(
        side -> {
          if (side > 0 || p.chance(.8)) {
            double y = p.range(-.15, .25);
            double x = side * p.range(.5, .62);
            p.curve(p.main(), w * .62, 0, y, x * .85, y, x, y - .12, x, y - p.range(.35, .55));
          }
        });
    p.line(p.main(), w, 0, -.7, 0, .6);
    for (int i = 0; i < 6; i++) {
      double y = -.7 + i * .2;
      double x = p.range(-.1, .1);
      p.line(p.light(), .035, x - .04, y - .05, x + .04, y + .05);
    }
    if (p.chance(.6)) {
      p.polygon(p.second(), -.42, .5, .42, .5, .32, .95, -.32, .95);
    } else {
      p.ellipse(p.second(), 0, .75, .6, .14);
    }
    if (p.chance(.3)) {
      p.disc(p.accent(), 0, -.92, .11);
    }
  }

  static void fish(Pencil p) {
    double h = p.range(.34, .48);
    p.polygon(p.second(), -.42, 0, -.95, -p.range(.3, .45), -.8, 0, -.95, p.range(.3, .45));
    p.polygon(p.second(), -.2, -h * .7, .1, -h - .24, .3, -h * .7);
    p.blob(p.main(), .88, 0, .5, -h * .8, 0, -h, -.55, -.08, -.55, .08, 0, h, .5, h * .8);
    int stripes = p.count(0, 3);
    for (int i = 0; i < stripes; i++) {
      double x = .18 - i * .22;
      double y = h * (.72 - .3 * Math.abs(x));
      p.curve(p.accent(), .07, x, -y, x - .06, 0, x, y);
    }
    p.polygon(p.second(), .2, .06, -.12, .26, .02, .02);
    p.dot(p.light(), .58, -.1, .11);
    p.dot(p.dark(), .6, -.1, .06);
  }

  static void butterfly(Pencil p) {
    double up = p.range(.4, .48);
    double low = p.range(.28, .36);
    double lift = p.range(.3, .7);
    double spot = p.range(.1, .2);
    p.bothSides(
        side -> {
          p.at(
              0,
              .05,
              -side * lift,
              1,
              () -> {
                p.ellipse(p.main(), side * .52, 0, up, up * .72);
                p.dot(p.second(), side * .58, 0, spot);
              });
          p.at(
              0,
              .1,
              side * .7,
              1,
              () -> {
                p.ellipse(p.chance(.5) ? p.main() : p.accent(), side * .42, 0, low, low * .75);
                p.dot(p.second(), side * .45, 0, spot * .7);
              });
          p.curve(p.dark(), .05, 0, -.35, side * .12, -.65, side * .26, -.78);
        });
    p.ellipse(p.dark(), 0, .08, .09, .46);
  }

  static void crab(Pencil p) {
    double w = p.range(.46, .56);
    p.bothSides(
        side -> {
          for (int i = 0; i < 3; i++) {
            double y = .2 + i * .14;
            p.line(
                p.main(),
                .08,
                side * w * .7,
                y,
                side * (w + .26),
                y + .02 + i * .08,
                side * (w + .34 - i * .06),
                y + .24 + i * .08);
          }
          p.line(p.main(), .12, side * w * .8, 0, side * (w + .2), -.2, side * (w + .16), -.42);
          p.at(
              side * (w + .12),
              -.62,
              side * p.range(-.2, .3),
              1,
              () -> {
                p.disc(p.main(), 0, 0, .23);
                // The gap of the claw is a wedge in the colour that stands out from it.
                p.polygon(p.inkOn(p.main()), -side * .02, .06, -side * .12, -.26, side * .06, -.26);
              });
          p.line(p.main(), .07, side * .16, 0, side * .18, -.4);
          p.disc(p.light(), side * .18, -.44, .1);
          p.dot(p.dark(), side * .18, -.44, .05);
        });
    p.ellipse(p.main(), 0, .15, w, p.range(.32, .4));
    p.arc(p.inkOn(p.main()), .05, 0, .12, .2, .14, 200, 140);
  }

  static void snail(Pencil p) {
    p.blob(
        p.second(),
        -.95,
        .8,
        -.4,
        .62,
        .35,
        .6,
        .55,
        .2,
        .62,
        -.12,
        .9,
        -.14,
        .92,
        .12,
        .75,
        .5,
        .6,
        .82,
        0,
        .86);
    p.line(p.second(), .06, .7, -.1, .62, -.5);
    p.line(p.second(), .06, .82, -.1, .9, -.48);
    p.dot(p.dark(), .62, -.52, .06);
    p.dot(p.dark(), .9, -.5, .06);
    double r = p.range(.5, .6);
    p.disc(p.main(), -.15, .1, r);
    double[] spiral = new double[2 * 20];
    double turn = p.range(0, 6);
    for (int i = 0; i < 20; i++) {
      double a = turn + i * .62;
      spiral[2 * i] = -.15 + r * .046 * i * Math.cos(a);
      spiral[2 * i + 1] = .1 + r * .046 * i * Math.sin(a);
    }
    p.curve(p.chance(.5) ? p.inkOn(p.main()) : p.accent(), .07, spiral);
  }

  static void spider(Pencil p) {
    double knee = p.range(.45, .6);
    p.bothSides(
        side -> {
          for (int i = 0; i < 4; i++) {
            double y = -.15 + .1 * i;
            double out = -.55 + .36 * i;
            p.line(
                p.main(),
                .07,
                side * .1,
                y,
                side * knee,
                out - .18,
                side * p.range(.82, .95),
                out + .3);
          }
        });
    p.ellipse(p.main(), 0, .3, p.range(.28, .36), p.range(.36, .44));
    p.disc(p.main(), 0, -.2, p.range(.2, .26));
    if (p.chance(.5)) {
      p.polygon(p.accent(), 0, .1, .14, .3, 0, .5, -.14, .3);
    }
    p.bothSides(
        side ->
            p.dot(
                SketchColours.distance(p.main(), p.light()) > 60 ? p.light() : p.dark(),
                side * .09,
                -.28,
                .06));
  }

  static Color belly(Pencil p) {
    return SketchColours.mix(p.main(), p.light(), .55);
  }
}
