package io.transferlab.data.sketch;

import java.awt.Color;

/** Heads of animals, seen from the front. */
final class Faces {
  private Faces() {}

  static void bear(Pencil p) {
    double ear = p.range(.2, .28);
    p.bothSides(
        side -> {
          p.disc(p.main(), side * .58, -.6, ear);
          p.dot(p.second(), side * .58, -.6, ear * .55);
        });
    p.ellipse(p.main(), 0, .05, p.range(.74, .84), p.range(.7, .8));
    double y = p.range(.3, .36);
    p.ellipse(p.second(), 0, y, .36, .28);
    Color ink = p.inkOn(p.second());
    p.ellipse(ink, 0, y - .12, .14, .1);
    p.line(ink, .05, 0, y, 0, y + .12);
    p.arc(ink, .05, 0, y + .08, .14, .08, 180, 180);
    eyes(p, p.range(.26, .34), -.12, p.range(.07, .1), false);
  }

  static void rabbit(Pencil p) {
    double lean = p.range(.05, .35);
    double wide = p.range(.14, .2);
    p.bothSides(
        side -> {
          p.at(
              side * .26,
              -.1,
              side * lean,
              1,
              () -> {
                p.ellipse(p.main(), 0, -.5, wide, .42);
                p.ellipse(p.second(), 0, -.5, wide * .5, .3);
              });
        });
    p.ellipse(p.main(), 0, .36, p.range(.5, .58), p.range(.5, .56));
    p.bothSides(side -> p.dot(Nature.belly(p), side * .13, .55, .17));
    p.polygon(p.second(), -.09, .37, .09, .37, 0, .48);
    p.box(p.light(), 0, .72, .08, .1);
    eyes(p, p.range(.22, .28), .17, p.range(.08, .11), p.chance(.5));
  }

  static void owl(Pencil p) {
    double w = p.range(.6, .7);
    p.blob(
        p.main(), -w, -.85, 0, -.6, w, -.85, w * 1.05, .1, w * .6, .85, 0, .95, -w * .6, .85,
        -w * 1.05, .1);
    p.bothSides(
        side -> p.polygon(p.main(), side * w * .5, -.65, side * w * 1.02, -.98, side * w, -.4));
    p.ellipse(p.second(), 0, .52, w * .6, .36);
    for (int i = 0; i < 5; i++) {
      double x = (i % 3 - 1) * .2 + (i > 2 ? .1 : 0);
      p.arc(p.inkOn(p.second()), .045, x, i > 2 ? .68 : .46, .08, .08, 180, 180);
    }
    double r = p.range(.27, .32);
    p.bothSides(
        side -> {
          p.disc(p.light(), side * .3, -.22, r);
          p.dot(p.accent(), side * .3, -.22, r * .7);
          p.dot(p.dark(), side * .3, -.22, r * .4);
        });
    p.polygon(p.chance(.5) ? p.accent() : p.inkOn(p.main()), -.11, -.08, .11, -.08, 0, .2);
  }

  static void pig(Pencil p) {
    double tip = p.range(.1, .35);
    p.bothSides(
        side -> p.polygon(p.second(), side * .3, -.6, side * .72, -.92, side * (.6 + tip), -.25));
    p.ellipse(p.main(), 0, .05, p.range(.74, .84), p.range(.72, .8));
    double y = p.range(.22, .3);
    double w = p.range(.3, .38);
    p.ellipse(p.second(), 0, y, w, w * .72);
    p.bothSides(side -> p.ellipse(p.inkOn(p.second()), side * w * .4, y, .07, .11));
    p.arc(p.inkOn(p.main()), .05, 0, y + .24, .26, .14, 200, 140);
    eyes(p, p.range(.3, .4), -.2, p.range(.07, .1), p.chance(.3));
  }

  static void cat(Pencil p) {
    Color fur = p.main();
    Color inner = p.accent();
    double w = p.range(.7, .82);
    double tip = p.range(-.98, -.85);
    double apart = p.range(.48, .62);
    p.bothSides(
        side -> {
          if (p.chance(.12)) {
            p.polygon(fur, side * .16, -.5, side * .6, -.72, side * .72, -.1);
            p.polygon(inner, side * .3, -.5, side * .64, -.7, side * .6, -.3);
          } else {
            p.polygon(fur, side * .14, -.5, side * apart, tip, side * .74, -.1);
            p.polygon(inner, side * .32, -.5, side * apart * .98, tip + .22, side * .6, -.3);
          }
        });
    p.ellipse(fur, 0, .1, w, p.range(.6, .7));
    coat(p, fur);
    if (p.chance(.4)) {
      p.bothSides(side -> p.dot(p.light(), side * .13, .42, .17));
    }
    Color iris = SketchColours.hsv(p.range(.1, .6), p.range(.4, .9), p.range(.6, 1));
    double thin = p.range(.3, .8);
    double x = p.range(.28, .36);
    double r = p.range(.12, .17);
    p.bothSides(
        side -> {
          p.ellipse(iris, side * x, -.04, r, r * .9);
          p.ellipse(p.dark(), side * x, -.04, r * .6 * thin, r * .7);
        });
    p.polygon(p.chance(.5) ? inner : p.inkOn(fur), -.08, .24, .08, .24, 0, .34);
    p.bothSides(side -> p.arc(p.inkOn(fur), .04, side * .09, .38, .09, .08, 180, 180));
    if (p.chance(.65)) {
      Color hair = p.chance(.5) ? p.inkOn(fur) : p.light();
      p.bothSides(
          side -> {
            for (int i = -1; i <= 1; i++) {
              p.line(hair, .03, side * .26, .36 + i * .05, side * .92, .34 + i * .16);
            }
          });
    }
  }

  static void dog(Pencil p) {
    Color fur = p.main();
    Color ear = p.chance(.6) ? p.second() : fur;
    double w = p.range(.6, .74);
    double kind = p.dice.unit();
    double droop = p.range(.2, .55);
    if (kind > .6) {
      p.bothSides(
          side -> {
            if (kind > .8) {
              p.polygon(ear, side * .14, -.5, side * p.range(.5, .62), -.95, side * .7, -.1);
            } else {
              p.polygon(ear, side * .2, -.5, side * .5, -.82, side * .68, -.2);
              p.polygon(
                  SketchColours.shade(ear, .8), side * .4, -.78, side * .86, -.34, side * .56, -.3);
            }
          });
    }
    p.ellipse(fur, 0, .08, w, p.range(.68, .78));
    coat(p, fur);
    if (kind <= .6) {
      p.bothSides(
          side ->
              p.blob(
                  ear,
                  side * .36,
                  -.58,
                  side * .62,
                  -.5,
                  side * .92,
                  droop - .3,
                  side * .84,
                  droop,
                  side * .62,
                  droop - .06,
                  side * .52,
                  -.2));
    }
    double y = p.range(.34, .42);
    boolean black = p.inkOn(fur) == p.light();
    p.ellipse(
        black || p.chance(.6) ? Nature.belly(p) : fur, 0, y, p.range(.32, .42), p.range(.3, .36));
    if (p.chance(.3)) {
      p.ellipse(SketchColours.hsv(p.range(.93, 1), .6, .9), 0, y + .26, .11, .17);
    }
    p.line(p.dark(), .05, 0, y - .08, 0, y + .1);
    p.bothSides(side -> p.arc(p.dark(), .045, side * .13, y + .1, .13, .09, 180, 180));
    p.ellipse(p.dark(), 0, y - .15, p.range(.14, .19), p.range(.1, .13));
    eyes(p, p.range(.24, .32), -.12, p.range(.08, .12), p.chance(.3));
  }

  /** Patches and stripes, of cats and dogs alike. */
  private static void coat(Pencil p, Color fur) {
    if (p.chance(.3)) {
      p.dot(p.second(), p.range(-.32, .32), p.range(-.2, 0), p.range(.2, .3));
    }
    if (p.chance(.3)) {
      Color stripe = SketchColours.shade(fur, .6);
      for (int i = -1; i <= 1; i++) {
        p.line(stripe, .06, i * .15, -.5, i * .12, -.3);
      }
    }
  }

  private static void eyes(Pencil p, double x, double y, double r, boolean white) {
    p.bothSides(
        side -> {
          if (white || p.inkOn(p.main()) == p.light()) {
            p.disc(p.light(), side * x, y, r * 1.5);
          }
          p.dot(p.dark(), side * x, y, r);
        });
  }
}
