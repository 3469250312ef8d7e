package io.transferlab.data.sketch;

import java.awt.Color;

/** The animals of {@code sketch-animals} that are not four tall legs and a trunk, side view. */
final class SmallAnimals {
  private SmallAnimals() {}

  static void duck(Pencil p) {
    double w = p.range(.52, .62);
    double h = p.range(.28, .36);
    double neck = p.range(.3, .5);
    double head = p.range(.19, .23);
    double x = .46;
    double y = .1 - neck;
    if (p.chance(.6)) {
      for (double leg = -.12; leg < .1; leg += .18) {
        p.line(p.accent(), .06, leg, .4, leg, .8, leg + .14, .82);
      }
    }
    p.blob(
        p.main(),
        -w - .3,
        -.12,
        -w * .5,
        .02,
        .1,
        .05,
        w,
        -.02,
        w + .06,
        .25,
        w * .5,
        .32 + h * .5,
        -w * .4,
        .3 + h * .5,
        -w - .05,
        .2);
    p.line(p.chance(.5) ? p.main() : p.second(), .2, x, .1, x - .02, y + .1);
    p.blob(p.accent(), x + .12, y - .06, x + .46, y + .03, x + .48, y + .1, x + .12, y + .12);
    p.disc(p.chance(.5) ? p.main() : p.second(), x, y, head);
    p.dot(p.inkOn(p.main()), x + .06, y - .05, .045);
    p.blob(p.second(), .2, .12, -.1, .06, -.6, .08, -.35, .34, .05, .36);
  }

  static void chicken(Pencil p) {
    double w = p.range(.42, .5);
    double x = p.range(.36, .44);
    double y = p.range(-.52, -.4);
    for (double leg = -.1; leg < .15; leg += .2) {
      p.line(p.accent(), .055, leg, .4, leg, .86);
      p.line(p.accent(), .05, leg - .1, .9, leg, .84, leg + .14, .9);
    }
    Color plume = p.chance(.5) ? p.main() : p.second();
    for (int i = 0; i < 3; i++) {
      p.at(-w * .7, .05, -.2 - .45 * i, 1, () -> p.ellipse(plume, -.3, 0, .3, .1));
    }
    Color comb = p.accent();
    for (int i = -1; i <= 1; i++) {
      p.disc(comb, x + i * .1, y - .2 - (i == 0 ? .04 : 0), .09);
    }
    p.ellipse(comb, x + .13, y + .22, .06, .11);
    p.polygon(
        p.chance(.5) ? p.accent() : p.light(),
        x + .12,
        y - .05,
        x + .36,
        y + .04,
        x + .12,
        y + .11);
    p.blob(
        p.main(), x - .17, y - .06, x, y - .2, x + .17, y, x + .18, y + .3, w, .3, .1, .56, -.3,
        .48, -w - .1, .05, -.25, .02, .08, -.1);
    p.dot(p.inkOn(p.main()), x + .05, y, .045);
    p.blob(p.second(), .14, .12, -.1, .1, -.36, .18, -.2, .36, .06, .34);
  }

  static void turtle(Pencil p) {
    double w = p.range(.55, .65);
    double h = p.range(.5, .68);
    double y = .35;
    Color skin = p.second();
    double up = p.range(-.2, .1);
    p.curve(skin, .2, w * .8, y, w + .12, y - .05, w + .22, y - .12 + up);
    p.ellipse(skin, w + .24, y - .14 + up, .16, .13);
    p.dot(p.inkOn(skin), w + .29, y - .18 + up, .04);
    p.polygon(skin, -w * .85, y, -w - .22, y + .12, -w * .8, y + .1);
    p.bothSides(side -> p.ellipse(skin, side * w * .62 + p.range(-.06, .06), y + .14, .15, .18));
    p.slice(p.main(), 0, y + .02, w, h, 0, 180);
    p.box(SketchColours.shade(p.main(), .75), 0, y + .03, w * 1.03, .06);
    Color plate = p.chance(.6) ? p.accent() : SketchColours.shade(p.main(), .65);
    int plates = p.count(2, 3);
    for (int row = 0; row < 2; row++) {
      for (int i = 0; i < plates - row; i++) {
        double x = (i - (plates - row - 1) / 2.0) * w * 1.1 / plates;
        double at = y - .14 - row * h * .42;
        double r = w * .36 / plates;
        p.patch(
            plate,
            x - r,
            at,
            x - r * .5,
            at - r,
            x + r * .5,
            at - r,
            x + r,
            at,
            x + r * .5,
            at + r * .7,
            x - r * .5,
            at + r * .7);
      }
    }
  }

  static void hedgehog(Pencil p) {
    double w = p.range(.55, .64);
    double h = p.range(.45, .56);
    double y = .4;
    int spines = p.count(11, 16);
    double reach = p.range(1.14, 1.28);
    double[] back = new double[26];
    for (int i = 0; i <= 12; i++) {
      double a = Math.PI * (1.02 - .8 * i / 12);
      back[2 * i] = w * Math.cos(a);
      back[2 * i + 1] = y - h * 1.1 * Math.sin(a);
    }
    // Spines are lines, not corners: releases of Java differ in how they outline a sharp corner.
    for (int i = 0; i < spines; i++) {
      double a = Math.PI * (1.02 - .8 * (i + .5) / spines);
      double dx = w * Math.cos(a + .04);
      double dy = h * 1.1 * Math.sin(a + .04);
      p.line(p.main(), .1, .85 * dx, y - .85 * dy, reach * dx, y - reach * dy);
    }
    Color skin = p.second();
    p.wash(p.main(), back);
    p.ellipse(p.main(), 0, y, w * .95, h * .35);
    p.polygon(skin, w * .35, y - h * .8, w + p.range(.28, .36), y + .02, w * .3, y + h * .34);
    p.disc(p.dark(), w + .3, y + .01, .07);
    p.dot(p.inkOn(skin), w * .75, y - .12, .045);
    p.disc(skin, w * .38, y - h * .55, .1);
    for (int i = p.count(8, 14); i > 0; i--) {
      double a = p.range(.7, 2.9);
      double r = p.range(.2, .8);
      double x = w * r * Math.cos(a) - .08;
      double top = y - h * r * Math.sin(a);
      p.line(
          SketchColours.distance(p.light(), p.main()) > 60 ? p.light() : p.dark(),
          .035,
          x,
          top,
          x - .06,
          top - .12);
    }
    for (int i = 0; i < 3; i++) {
      p.ellipse(skin, -w * .55 + i * w * .5, y + h * .36, .1, .07);
    }
  }
}
