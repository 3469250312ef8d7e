package io.transferlab.data.sketch;

import java.awt.Color;

/**
 * An empty room in central perspective, to be furnished.
 *
 * @param p what it is drawn with
 * @param eye vanishing point
 * @param end scale at the far wall
 * @param floor height of the floor at scale 1, relative to the eye
 * @param wood a colour that stands out from walls and floor
 */
record Room(Pencil p, Depth eye, double end, double floor, Color wood) {

  /** Paints walls, floor and ceiling. */
  static Room of(Pencil p) {
    Depth eye = new Depth(p.range(-.25, .25), p.range(-.2, .02));
    Room room =
        new Room(
            p,
            eye,
            p.range(.64, .82),
            p.range(.54, .66),
            SketchColours.contrasting(p.dice, 65, p.main(), p.second()));
    eye.hall(p, p.range(1, 1.25), -p.range(.85, 1), room.floor, room.end, p.main(), p.second());
    return room;
  }

  /** Where the floor is at this depth. */
  double ground(double depth) {
    return eye.y(floor, depth);
  }

  /**
   * Puts something on the floor: it is drawn in coordinates whose origin is the place where it
   * stands, 1 being about half the height of the room.
   */
  void put(double x, double depth, Runnable thing) {
    p.at(eye.x(x, depth), ground(depth), 0, depth, thing);
  }

  /** Hangs something on the far wall, at a height above the floor. */
  void hang(double x, double height, Runnable thing) {
    p.at(eye.x(x, end), eye.y(floor - height, end), 0, end, thing);
  }

  /** Pictures, windows, rugs and plants, which any room may have. */
  void decorate() {
    if (p.chance(.4)) {
      double x = p.range(-.7, .7);
      double w = p.range(.14, .24);
      Color glass = p.chance(.5) ? p.light() : SketchColours.any(p.dice);
      boolean cross = p.chance(.5);
      hang(
          x,
          p.range(1, 1.2),
          () -> {
            p.box(glass, 0, 0, w, w * 1.1);
            if (cross) {
              p.line(p.dark(), .03, 0, -w, 0, w);
              p.line(p.dark(), .03, -w, 0, w, 0);
            }
          });
    }
    if (p.chance(.3)) {
      p.ellipse(
          SketchColours.any(p.dice),
          p.range(-.4, .4),
          ground(p.range(.95, 1.1)),
          p.range(.2, .5),
          .1);
    }
    if (p.chance(.3)) {
      put(p.range(-.9, .9), end * 1.05, () -> Furniture.plant(p));
    }
    if (p.chance(.3)) {
      double x = eye.x(p.range(-.5, .5), 1);
      p.line(p.dark(), .02, x, -1.2, x, -.7);
      p.slice(p.accent(), x, -.6, .14, .14, 0, 180);
    }
  }
}
