package io.transferlab.data.sketch;

import java.awt.Color;

/** The four-legged animals of {@code sketch-animals}, from the side. */
final class Animals {
  private Animals() {}

  static void horse(Pencil p) {
    Quadruped q =
        new Quadruped(
            p,
            p.range(.46, .52),
            p.range(.2, .25),
            p.range(.5, .62),
            p.range(.09, .12),
            p.range(.4, .5),
            p.range(.8, 1.1),
            p.range(.17, .2));
    Color mane = p.chance(.5) ? p.dark() : p.second();
    double x = q.x() - q.length() * .92;
    double y = q.middle() - q.depth() * .5;
    q.stand();
    p.blob(
        mane, x, y, x - .16, y + .1, x - p.range(.16, .26), y + p.range(.4, .55), x - .08, y + .3);
    q.trunk();
    q.neck(.2, .11);
    p.line(
        mane,
        p.range(.08, .13),
        q.chestX() - .14,
        q.chestY() - .06,
        q.headX() - .08,
        q.headY() - .08);
    q.head(
        p.range(.5, .9),
        .1,
        () -> {
          p.polygon(p.main(), -.04, -.07, .02, -.24, .08, -.08);
          p.line(mane, .05, -.02, -.1, .1, -.1);
        });
  }

  static void cow(Pencil p) {
    Quadruped q =
        new Quadruped(
            p,
            p.range(.54, .62),
            p.range(.28, .33),
            p.range(.34, .42),
            p.range(.1, .13),
            p.range(.16, .24),
            p.range(.1, .5),
            p.range(.18, .22));
    q.stand();
    q.tail(p.range(.4, .55), true);
    p.ellipse(p.accent(), q.x() - q.length() * .35, q.middle() + q.depth() * .95, .13, .09);
    q.trunk();
    if (p.chance(.75)) {
      q.spots(p.second(), p.count(3, 5), p.range(.12, .19));
    }
    q.neck(.22, .15);
    double horn = p.range(.16, .24);
    q.head(
        p.range(.4, .8),
        .14,
        () -> {
          p.curve(p.light(), .06, -.02, -.1, -.06, -.1 - horn * .6, .06, -.1 - horn);
          p.curve(p.light(), .06, .08, -.12, .1, -.12 - horn * .6, .2, -.12 - horn * .9);
          p.ellipse(p.main(), -.12, -.06, .1, .05);
        });
  }

  static void sheep(Pencil p) {
    Quadruped q =
        new Quadruped(
            p,
            p.range(.5, .58),
            p.range(.32, .38),
            p.range(.28, .36),
            p.range(.08, .1),
            p.range(.14, .22),
            p.range(.1, .5),
            p.range(.15, .18));
    q.stand();
    int curls = p.count(11, 15);
    double curl = p.range(.13, .17);
    for (int i = 0; i < curls; i++) {
      double a = 2 * Math.PI * i / curls;
      p.disc(
          p.main(),
          q.x() + q.length() * .92 * Math.cos(a),
          q.middle() + q.depth() * .9 * Math.sin(a),
          curl);
    }
    p.at(
        q.x(),
        q.middle(),
        0,
        1,
        () -> {
          // The fleece covers the outlines of its curls.
          double[] oval = new double[24];
          for (int i = 0; i < 12; i++) {
            oval[2 * i] = q.length() * Math.cos(i * Math.PI / 6);
            oval[2 * i + 1] = q.depth() * Math.sin(i * Math.PI / 6);
          }
          p.wash(p.main(), oval);
        });
    for (int i = p.count(3, 6); i > 0; i--) {
      p.arc(
          SketchColours.shade(p.main(), .7),
          .04,
          q.x() + p.range(-.35, .35),
          q.middle() + p.range(-.2, .2),
          .08,
          .07,
          p.range(0, 90),
          200);
    }
    Color face = p.chance(.6) ? p.second() : p.dark();
    p.at(
        q.headX(),
        q.headY(),
        p.range(.4, .9),
        1,
        () -> {
          p.ellipse(face, .12, 0, q.head() * 1.1, .12);
          p.ellipse(face, -.06, .04, .07, .12);
          p.dot(p.inkOn(face), .12, -.03, .035);
          p.disc(p.main(), -.02, -.1, .1);
        });
  }

  static void elephant(Pencil p) {
    Quadruped q =
        new Quadruped(
            p,
            p.range(.5, .58),
            p.range(.36, .42),
            p.range(.3, .38),
            p.range(.19, .24),
            p.range(.12, .18),
            p.range(.2, .5),
            p.range(.2, .22));
    q.stand();
    q.tail(.3, true);
    q.trunk();
    double x = q.headX();
    double y = q.headY();
    double curl = p.range(-.25, .25);
    p.curve(
        p.main(),
        .17,
        x + .24,
        y + .06,
        x + .36,
        y + .34,
        x + .34,
        y + .6,
        x + .36 + curl,
        y + .76);
    if (p.chance(.75)) {
      p.curve(p.light(), .07, x + .2, y + .2, x + .32, y + .36, x + .5, y + .32);
    }
    p.ellipse(p.main(), x + .12, y, .25, .26);
    p.dot(p.inkOn(p.main()), x + .2, y - .06, .045);
    double ear = p.range(.2, .28);
    Color skin = p.chance(.5) ? SketchColours.shade(p.main(), .8) : p.second();
    p.blob(
        skin,
        x - ear,
        y - ear * .9,
        x + .04,
        y - .2,
        x + .06,
        y + .1,
        x - ear * .4,
        y + ear * 1.3,
        x - ear * 1.1,
        y + ear * .4);
  }

  static void giraffe(Pencil p) {
    Quadruped q =
        new Quadruped(
            p,
            p.range(.34, .4),
            p.range(.17, .21),
            p.range(.56, .66),
            p.range(.08, .1),
            p.range(.82, .96),
            p.range(1.05, 1.3),
            p.range(.12, .15));
    q.stand();
    q.tail(.35, true);
    q.trunk();
    q.neck(.14, .07);
    if (p.chance(.9)) {
      Color spot = p.second();
      q.spots(spot, p.count(5, 8), p.range(.06, .09));
      for (double t = .1; t < .9; t += .2) {
        p.dot(
            spot,
            q.chestX() + t * (q.headX() - q.chestX()) + p.range(-.03, .03),
            q.chestY() + t * (q.headY() - q.chestY()),
            .07 - .03 * t);
      }
    }
    q.head(
        p.range(.3, .7),
        .085,
        () -> {
          p.line(p.main(), .035, -.02, -.05, -.05, -.17);
          p.line(p.main(), .035, .05, -.06, .05, -.18);
          p.dot(p.dark(), -.05, -.18, .035);
          p.dot(p.dark(), .05, -.19, .035);
          p.ellipse(p.main(), -.09, -.02, .07, .035);
        });
  }

  static void camel(Pencil p) {
    Quadruped q =
        new Quadruped(
            p,
            p.range(.46, .52),
            p.range(.22, .26),
            p.range(.46, .56),
            p.range(.08, .11),
            p.range(.42, .52),
            p.range(.7, 1),
            p.range(.14, .17));
    q.stand();
    q.tail(.35, true);
    int humps = p.count(1, 2);
    double high = p.range(.24, .36);
    for (int i = 0; i < humps; i++) {
      double x = q.x() + (humps == 1 ? -.05 : i * .46 - .25);
      double w = humps == 1 ? p.range(.26, .34) : .2;
      double y = q.middle() - q.depth() * .5;
      p.blob(
          p.main(),
          x - w,
          y,
          x - w * .5,
          y - high * .75,
          x,
          y - high,
          x + w * .5,
          y - high * .75,
          x + w,
          y);
    }
    q.trunk();
    // The neck hangs before it rises.
    p.curve(
        p.main(),
        p.range(.14, .18),
        q.chestX() - .06,
        q.chestY() + .08,
        q.chestX() + .2,
        q.chestY() + .06,
        q.headX() - .06,
        q.headY() + .14,
        q.headX(),
        q.headY());
    q.head(p.range(.1, .4), .09, () -> p.polygon(p.main(), -.08, -.04, -.06, -.17, .02, -.07));
    if (p.chance(.35)) {
      p.patch(
          p.second(),
          q.x() - .16,
          q.middle() - q.depth() * .8,
          q.x() + .16,
          q.middle() - q.depth() * .8,
          q.x() + .2,
          q.middle() + .1,
          q.x() - .2,
          q.middle() + .1);
    }
  }
}
