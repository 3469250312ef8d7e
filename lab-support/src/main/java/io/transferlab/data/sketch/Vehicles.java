package io.transferlab.data.sketch;

import java.awt.Color;

/** Things that move people. */
final class Vehicles {
  private Vehicles() {}

  static void car(Pencil p) {
    double roof = p.range(-.55, -.4);
    double front = p.range(.3, .42);
    double back = p.range(.35, .65);
    p.polygon(p.main(), -back - .15, -.02, -back + .1, roof, front - .2, roof, front + .15, -.02);
    p.polygon(p.light(), -back, -.04, -back + .14, roof + .1, -.1, roof + .1, -.1, -.04);
    p.polygon(p.light(), 0, -.04, 0, roof + .1, front - .24, roof + .1, front + .04, -.04);
    p.polygon(p.main(), -.95, .02, .75, -.05, .95, .08, .95, .36, -.95, .36);
    p.dot(p.accent(), .86, .12, .07);
    double r = p.range(.19, .25);
    p.bothSides(side -> wheel(p, side * .55, .38, r));
  }

  static void truck(Pencil p) {
    double split = p.range(.2, .34);
    double top = p.range(-.7, -.5);
    double cab = p.range(-.3, -.1);
    p.box(p.main(), (split - .95) / 2, (top + .3) / 2, (split + .95) / 2, (.3 - top) / 2);
    p.polygon(p.second(), split + .06, cab, .7, cab, .95, .05, .95, .36, split + .06, .36);
    p.polygon(p.light(), split + .16, cab + .08, .68, cab + .08, .82, .06, split + .16, .06);
    if (p.chance(.5)) {
      double y = p.range(top + .2, 0);
      p.line(p.accent(), .1, -.85, y, split - .1, y);
    }
    double r = p.range(.16, .21);
    wheel(p, -.62, .42, r);
    if (p.chance(.5)) {
      wheel(p, -.22, .42, r);
    }
    wheel(p, .62, .42, r);
  }

  private static void wheel(Pencil p, double x, double y, double r) {
    p.disc(p.dark(), x, y, r);
    p.dot(p.light(), x, y, r * .45);
  }

  static void bicycle(Pencil p) {
    double r = p.range(.34, .4);
    double w = p.range(.08, .11);
    Color tyre = p.chance(.5) ? p.dark() : p.second();
    p.bothSides(side -> p.ring(tyre, .09, side * .57, .35, r, r));
    p.line(p.main(), w, -.57, .35, -.05, .35, .38, -.22, -.22, -.22, -.57, .35);
    p.line(p.main(), w, -.05, .35, -.28, -.42);
    p.line(p.main(), w, .57, .35, .34, -.42);
    p.line(p.accent(), .12, -.42, -.44, -.14, -.44);
    p.curve(p.accent(), .1, .34, -.42, .5, -.5, .58, -.38);
  }

  static void sailboat(Pencil p) {
    double top = p.range(-.95, -.8);
    double mast = p.range(-.1, .1);
    double boom = p.range(.25, .4);
    p.line(p.dark(), .07, mast, top, mast, .5);
    p.polygon(p.main(), mast + .06, top + .06, mast + p.range(.5, .7), boom, mast + .06, boom);
    if (p.chance(.8)) {
      p.polygon(
          p.accent(),
          mast - .06,
          top + p.range(.1, .4),
          mast - p.range(.4, .65),
          boom,
          mast - .06,
          boom);
    }
    double w = p.range(.75, .9);
    p.polygon(p.second(), -w, .5, w, .5, w * .68, .88, -w * .68, .88);
  }

  static void airplane(Pencil p) {
    double w = p.range(.1, .15);
    double sweep = p.range(.1, .4);
    double chord = p.range(.28, .4);
    p.bothSides(
        side -> {
          p.polygon(
              p.second(),
              .18,
              side * .05,
              .18 - chord,
              side * .05,
              -.2 - sweep,
              side * .92,
              -.04 - sweep,
              side * .92);
          p.polygon(
              p.second(), -.62, side * .04, -.82, side * .04, -.95, side * .36, -.83, side * .36);
          if (p.chance(.5)) {
            p.ellipse(p.accent(), .06 - sweep * .4, side * .42, .13, .06);
          }
        });
    p.blob(p.main(), .95, 0, .7, -w, -.3, -w, -.92, -.04, -.92, .04, -.3, w, .7, w);
    p.dot(p.dark(), .74, 0, .07);
  }
}
