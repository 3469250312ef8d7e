package io.transferlab.data.sketch;

import java.awt.Color;

/**
 * A four-legged animal from the side, looking to the right. Horse, cow, sheep, elephant, giraffe
 * and camel are this one body with other proportions and other ornaments.
 *
 * @param p what it is drawn with
 * @param length half-length of the trunk
 * @param depth half-height of the trunk
 * @param legs length of the legs below the trunk
 * @param thick width of a leg
 * @param neck length of the neck
 * @param rise angle of the neck above the horizontal, in radians
 * @param head half-length of the head
 */
record Quadruped(
    Pencil p,
    double length,
    double depth,
    double legs,
    double thick,
    double neck,
    double rise,
    double head) {

  Color coat() {
    return p.main();
  }

  /** Height of the middle of the trunk. */
  double middle() {
    return .9 - legs - depth * .9;
  }

  /** The base of the neck. */
  double chestX() {
    return length * .72 + shift();
  }

  double chestY() {
    return middle() - depth * .35;
  }

  double headX() {
    return chestX() + neck * Math.cos(rise);
  }

  double headY() {
    return chestY() - neck * Math.sin(rise);
  }

  /** To the left, so that trunk, neck and head together are centred. */
  private double shift() {
    return -.5 * Math.max(0, neck * Math.cos(rise) + head * 1.2 - .1);
  }

  /** The middle of the trunk. */
  double x() {
    return shift();
  }

  void stand() {
    double stride = p.range(-.12, .12);
    Color far = SketchColours.shade(coat(), .72);
    for (int i = 0; i < 4; i++) {
      boolean front = i % 2 == 1;
      double top = x() + (front ? .62 : -.66) * length + (i < 2 ? .1 : -.04);
      double foot = top + (i < 2 ? -stride : stride);
      p.line(
          i < 2 ? far : coat(),
          thick,
          top,
          middle() + depth * .3,
          top,
          middle() + depth * .9,
          foot,
          .9);
      p.tile(p.dark(), foot, .93, thick * .5, .035);
    }
  }

  void tail(double size, boolean tuft) {
    double root = x() - length * .95;
    double end = root - p.range(.3, .7) * size;
    double y = middle() - depth * .2 + size;
    p.curve(
        coat(),
        .06,
        root,
        middle() - depth * .3,
        root - .3 * size,
        middle() - depth * .2 + .4 * size,
        end,
        y);
    if (tuft) {
      p.ellipse(p.dark(), end, y, .05, .09);
    }
  }

  void trunk() {
    double b = p.range(.9, 1.08);
    p.blob(
        coat(),
        x() - length,
        middle() - depth * .1,
        x() - length * .7,
        middle() - depth * .9,
        x(),
        middle() - depth * .85 * b,
        x() + length * .75,
        middle() - depth,
        x() + length,
        middle(),
        x() + length * .7,
        middle() + depth * .85,
        x(),
        middle() + depth * b,
        x() - length * .75,
        middle() + depth * .8);
  }

  /** The neck, tapering from base to top. */
  void neck(double base, double top) {
    double across = Math.sin(rise);
    double down = Math.cos(rise);
    double cx = chestX();
    double cy = chestY();
    p.polygon(
        coat(),
        cx - base * across,
        cy - base * down,
        headX() - top * across,
        headY() - top * down,
        headX() + top * across,
        headY() + top * down,
        cx + base * across,
        cy + base * down);
  }

  /** The head, its nose down by an angle. */
  void head(double droop, double high, Runnable ornaments) {
    p.at(
        headX(),
        headY(),
        droop,
        1,
        () -> {
          p.ellipse(coat(), head * .55, 0, head, high);
          p.ellipse(
              SketchColours.mix(coat(), p.second(), .5), head * 1.25, .01, head * .36, high * .75);
          p.dot(p.inkOn(coat()), head * .45, -high * .25, .04);
          p.dot(p.dark(), head * 1.4, -high * .1, .025);
          ornaments.run();
        });
  }

  /** Spots on the trunk, within it. */
  void spots(Color color, int number, double radius) {
    for (int i = 0; i < number; i++) {
      double t = p.range(-.7, .7);
      p.at(
          x() + t * length,
          middle() + p.range(-.5, .5) * depth,
          p.range(0, 3),
          1,
          () ->
              p.wash(
                  color,
                  -radius,
                  0,
                  -radius * .2,
                  -radius * .7,
                  radius,
                  -radius * .2,
                  radius * .4,
                  radius * .7));
    }
  }
}
