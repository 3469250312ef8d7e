package io.transferlab.data.sketch;

import java.awt.Color;

/** Furniture from the front: it stands on y = 0, and 1 is about half the height of a room. */
final class Furniture {
  private Furniture() {}

  static void plant(Pencil p) {
    p.polygon(p.accent(), -.1, -.2, .1, -.2, .07, 0, -.07, 0);
    for (int i = -2; i <= 2; i++) {
      p.at(0, -.2, i * .45, 1, () -> p.ellipse(p.blend(), 0, -.2, .06, .2));
    }
  }

  static void bed(Pencil p, Color wood) {
    double w = p.range(.36, .55);
    double h = p.range(.5, .7);
    Color blanket = SketchColours.contrasting(p.dice, 60, wood, p.second(), p.light());
    p.box(wood, 0, -h / 2, w * 1.08, h / 2);
    p.polygon(p.light(), -w, -.38, w, -.38, w * 1.3, -.05, -w * 1.3, -.05);
    p.polygon(blanket, -w * 1.07, -.26, w * 1.07, -.26, w * 1.42, .1, -w * 1.42, .1);
    p.box(SketchColours.shade(blanket, .75), 0, .19, w * 1.42, .09);
    int pillows = w > .42 ? 2 : 1;
    for (int i = 0; i < pillows; i++) {
      double x = pillows == 1 ? 0 : (i - .5) * w;
      p.ellipse(p.light(), x, -.36, w * .42 / pillows + .08, .08);
    }
  }

  static void nightstand(Pencil p, Color wood) {
    p.box(wood, 0, -.15, .13, .15);
    p.dot(p.dark(), 0, -.17, .025);
    p.line(p.dark(), .03, 0, -.3, 0, -.45);
    p.polygon(p.light(), -.06, -.58, .06, -.58, .11, -.43, -.11, -.43);
  }

  static void table(Pencil p, Color wood, double w, double h) {
    p.bothSides(side -> p.line(wood, .05, side * w * .85, -h, side * w * .85, 0));
    p.bothSides(side -> p.line(wood, .04, side * w * .65, -h, side * w * .65, -.06));
    p.box(wood, 0, -h, w, .035);
  }

  static void seat(Pencil p, Color wood) {
    p.bothSides(side -> p.line(wood, .04, side * .11, -.25, side * .12, 0));
    p.box(wood, 0, -.27, .13, .035);
    p.bothSides(side -> p.line(wood, .035, side * .11, -.28, side * .1, -.58));
    p.box(wood, 0, -.52, .12, .07);
  }

  static void sofa(Pencil p, Color cloth) {
    double w = p.range(.5, .75);
    double back = p.range(.42, .56);
    p.box(cloth, 0, -back / 2 - .05, w, back / 2);
    int cushions = p.count(2, 3);
    for (int i = 0; i < cushions; i++) {
      double each = w / cushions;
      p.box(SketchColours.shade(cloth, 1.2), -w + each * (2 * i + 1), -.2, each * .96, .08);
    }
    p.box(SketchColours.shade(cloth, .85), 0, -.08, w, .08);
    p.bothSides(side -> p.box(SketchColours.shade(cloth, .9), side * (w + .06), -.19, .09, .19));
    for (int i = p.count(0, 2); i > 0; i--) {
      p.at(
          p.range(-.7, .7) * w, -.36, p.range(-.3, .3), 1, () -> p.box(p.accent(), 0, 0, .09, .09));
    }
  }

  /** A kitchen's counter from x to x, with doors, a stove and a sink. */
  static void counter(Pencil p, Color wood, double from, double to) {
    double h = p.range(.4, .48);
    int doors = (int) Math.round((to - from) / p.range(.26, .36));
    double w = (to - from) / doors / 2;
    int stove = p.count(0, doors - 1);
    for (int i = 0; i < doors; i++) {
      double x = from + w * (2 * i + 1);
      if (i == stove) {
        p.box(p.light(), x, -h / 2, w, h / 2);
        p.box(p.dark(), x, -h * .4, w * .7, h * .25);
        p.bothSides(side -> p.tile(p.dark(), x + side * w * .45, -h - .05, w * .3, .025));
        for (int k = -1; k <= 1; k++) {
          p.dot(p.dark(), x + k * w * .5, -h * .84, .025);
        }
        p.polygon(p.light(), x - w * .5, -1.15, x + w * .5, -1.15, x + w, -.92, x - w, -.92);
      } else {
        p.box(wood, x, -h / 2, w, h / 2);
        p.tile(p.dark(), x + w * .6, -h * .6, .018, .06);
        if (p.chance(.8)) {
          p.box(wood, x, -1.02, w, .17);
          p.tile(p.dark(), x + w * .6, -.92, .018, .04);
        }
      }
    }
    p.tile(p.light(), (from + to) / 2, -h - .01, (to - from) / 2 + .03, .03);
  }

  static void fridge(Pencil p) {
    p.box(p.light(), 0, -.55, .2, .55);
    p.line(p.dark(), .03, -.2, -.75, .2, -.75);
    p.line(p.dark(), .03, .13, -.68, .13, -.5);
    p.line(p.dark(), .03, .13, -.95, .13, -.82);
  }

  static void toilet(Pencil p) {
    p.box(p.light(), 0, -.46, .15, .14);
    p.tile(p.dark(), .09, -.55, .03, .015);
    p.polygon(p.light(), -.1, -.25, .1, -.25, .08, 0, -.08, 0);
    p.ellipse(p.light(), 0, -.26, .16, .09);
    p.ellipse(p.second(), 0, -.27, .1, .045);
  }

  static void bathtub(Pencil p) {
    double w = p.range(.38, .52);
    p.blob(
        p.light(), -w, -.38, w, -.38, w * .9, -.12, w * .65, -.02, -w * .65, -.02, -w * .9, -.12);
    p.ellipse(p.light(), 0, -.38, w * 1.05, .09);
    p.ellipse(p.chance(.5) ? p.accent() : p.second(), 0, -.37, w * .88, .055);
    p.curve(p.dark(), .035, w * .8, -.42, w * .82, -.6, w * .66, -.58);
  }

  static void basin(Pencil p) {
    p.line(p.light(), .1, 0, -.3, 0, 0);
    p.slice(p.light(), 0, -.48, .21, .2, 180, 180);
    p.curve(p.dark(), .03, 0, -.5, 0, -.62, .08, -.6);
    if (p.chance(.5)) {
      p.ellipse(p.accent(), 0, -1, .17, .22);
    } else {
      p.box(p.accent(), 0, -1, .18, .2);
    }
  }

  static void desk(Pencil p, Color wood) {
    table(p, wood, .3, .38);
    p.box(p.dark(), p.range(-.1, .1), -.6, .15, .12);
    p.box(p.dark(), 0, -.44, .04, .04);
    p.tile(p.accent(), 0, -.6, .12, .09);
    if (p.chance(.4)) {
      p.box(wood, .22, -.17, .09, .17);
    }
  }

  static void officeChair(Pencil p) {
    Color cloth = p.dark();
    p.line(cloth, .04, 0, -.25, 0, -.04);
    p.line(cloth, .035, -.13, 0, 0, -.06, .13, 0);
    p.ellipse(cloth, 0, -.26, .15, .045);
    p.box(cloth, 0, -.47, .12, .13);
  }

  static void schoolDesk(Pencil p, Color wood, Color seat) {
    p.bothSides(side -> p.line(p.dark(), .03, side * .15, -.3, side * .15, 0));
    p.polygon(wood, -.16, -.38, .16, -.38, .2, -.28, -.2, -.28);
    p.bothSides(side -> p.line(p.dark(), .025, side * .08, -.16, side * .08, .1));
    p.box(seat, 0, -.16, .11, .025);
    p.box(seat, 0, -.26, .1, .05);
  }

  static void washer(Pencil p, double x, double y, double w) {
    p.box(p.light(), x, y, w, w);
    p.disc(p.dark(), x, y + w * .12, w * .6);
    p.dot(p.accent(), x, y + w * .12, w * .42);
    p.tile(p.dark(), x - w * .4, y - w * .8, w * .3, w * .08);
    p.dot(p.dark(), x + w * .55, y - w * .78, w * .12);
  }

  /** A table laid for guests, with chairs on both sides. */
  static void diningTable(Pencil p, Color cloth, Color wood) {
    double w = p.range(.2, .28);
    p.bothSides(
        side -> {
          if (p.chance(.85)) {
            p.line(wood, .04, side * (w + .08), -.26, side * (w + .08), 0);
            p.line(wood, .04, side * (w + .24), -.58, side * (w + .22), 0);
            p.line(wood, .05, side * (w + .06), -.27, side * (w + .23), -.27);
          }
        });
    p.line(wood, .05, 0, -.4, 0, 0);
    p.line(wood, .05, -.1, 0, .1, 0);
    p.polygon(
        cloth, -w, -.44, w, -.44, w * 1.1, -.24, w * .55, -.32, 0, -.22, -w * .55, -.32, -w * 1.1,
        -.24);
    p.ellipse(cloth, 0, -.44, w, .06);
    p.ellipse(p.light(), -w * .4, -.45, .07, .02);
    p.ellipse(p.light(), w * .4, -.45, .07, .02);
    p.line(p.accent(), .03, 0, -.46, 0, -.56);
  }
}
