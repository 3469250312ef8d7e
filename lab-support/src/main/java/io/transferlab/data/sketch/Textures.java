package io.transferlab.data.sketch;

import java.util.function.Function;

/**
 * Surfaces. A surface says for every point how much of the second colour it has (0 to 1); from 1 to
 * 2 a third colour comes in. Its unit is the distance after which it repeats.
 */
final class Textures {
  private Textures() {}

  /** The share of the second colour at a point. */
  @FunctionalInterface
  interface Surface {
    double at(double u, double v);
  }

  static Surface stripes(Dice dice) {
    double wide = dice.range(.3, .65);
    double thin = dice.chance(.4) ? dice.range(.05, .12) : 0;
    return (u, v) -> {
      double t = part(u);
      return t < wide ? 1 : Math.abs(t - (1 + wide) / 2) < thin ? 2 : 0;
    };
  }

  static Surface checker(Dice dice) {
    double aspect = dice.range(.75, 1.3);
    return (u, v) -> even(cell(1.6 * u) + cell(1.6 * aspect * v)) ? 1 : 0;
  }

  static Surface dots(Dice dice) {
    double radius = dice.range(.2, .36);
    double shift = dice.chance(.6) ? .5 : 0;
    double ring = dice.chance(.25) ? radius * .5 : 0;
    return (u, v) -> {
      double x = part(u + shift * cell(v)) - .5;
      double r = length(x, part(v) - .5);
      return r < ring ? 2 : r < radius ? 1 : 0;
    };
  }

  static Surface bricks(Dice dice) {
    double joint = dice.range(.07, .14);
    double length = dice.range(1.3, 2);
    double shift = dice.range(.35, .5);
    double uneven = dice.range(0, .45);
    Lattice random = Lattice.of(dice);
    return (u, v) -> {
      int row = cell(1.4 * v);
      double x = 1.4 * u / length + shift * (row & 1);
      boolean brick = part(x) * length > joint && part(1.4 * v) > joint;
      return brick ? 1 - uneven * random.at(cell(x), row) : 0;
    };
  }

  static Surface zigzag(Dice dice) {
    double steep = dice.range(.35, .7);
    double wide = dice.range(.35, .6);
    return (u, v) -> part(v + 2 * steep * Math.abs(part(u) - .5)) < wide ? 1 : 0;
  }

  static Surface waves(Dice dice) {
    double height = dice.range(.18, .35);
    double length = dice.range(.4, .7);
    double wide = dice.range(.35, .6);
    return (u, v) -> part(v + height * Math.sin(2 * Math.PI * length * u)) < wide ? 1 : 0;
  }

  static Surface grid(Dice dice) {
    double line = dice.range(.1, .2);
    double aspect = dice.range(.75, 1.3);
    boolean knots = dice.chance(.3);
    return (u, v) -> {
      boolean across = part(u) < line;
      boolean down = part(aspect * v) < line;
      return across && down && knots ? 2 : across || down ? 1 : 0;
    };
  }

  static Surface honeycomb(Dice dice) {
    double wall = dice.range(.08, .17);
    double uneven = dice.chance(.4) ? dice.range(.1, .4) : 0;
    Lattice random = Lattice.of(dice);
    double high = Math.sqrt(3);
    return (u, v) -> {
      // Two interleaved lattices of centres: the nearer one owns the point.
      double ax = u - Math.rint(u);
      double ay = v - high * Math.rint(v / high);
      double bx = u - .5 - Math.rint(u - .5);
      double by = v - high / 2 - high * Math.rint((v - high / 2) / high);
      boolean first = ax * ax + ay * ay < bx * bx + by * by;
      double x = Math.abs(first ? ax : bx);
      double y = Math.abs(first ? ay : by);
      int column = (int) (first ? Math.rint(u) : Math.rint(u - .5));
      int row = (int) (first ? 2 * Math.rint(v / high) : 2 * Math.rint((v - high / 2) / high) + 1);
      double inside = .5 - Math.max(x, .5 * x + high / 2 * y);
      return inside < wall / 2 ? 0 : 1 - uneven * random.at(column, row);
    };
  }

  static Surface scales(Dice dice) {
    double line = dice.range(.06, .12);
    double shade = dice.range(0, .5);
    return (u, v) -> {
      double y = 2 * v;
      int row = cell(y);
      // The scale of the row above hangs over this one.
      for (int r = row; r <= row + 1; r++) {
        double x = part(u + .5 * (r & 1)) - .5;
        double radius = length(x, (y - r) / 2 + .02);
        if (r == row && radius < .5) {
          return radius > .5 - line ? 0 : 1 - shade * radius * 2;
        }
      }
      double x = part(u + .5 * (row - 1 & 1)) - .5;
      double radius = length(x, (y - row + 1) / 2 + .02);
      return radius > .5 - line && radius < .5 ? 0 : 1 - shade * Math.min(1, radius * 2);
    };
  }

  /** Short bars strewn about, one to a cell. */
  static Surface sprinkles(Dice dice) {
    double length = dice.range(.2, .3);
    double wide = dice.range(.05, .09);
    double full = dice.range(.55, .95);
    Lattice left = Lattice.of(dice);
    Lattice top = Lattice.of(dice);
    Lattice turn = Lattice.of(dice);
    Lattice kind = Lattice.of(dice);
    return (u, v) -> {
      for (int i = cell(u) - 1; i <= cell(u) + 1; i++) {
        for (int j = cell(v) - 1; j <= cell(v) + 1; j++) {
          double x = u - i - left.at(i, j);
          double y = v - j - top.at(i, j);
          double reach = length + wide;
          if (kind.at(i, j) < full && x * x + y * y < reach * reach) {
            double angle = 2 * Math.PI * turn.at(i, j);
            double along = x * Math.cos(angle) + y * Math.sin(angle);
            double off = y * Math.cos(angle) - x * Math.sin(angle);
            double over = Math.max(0, Math.abs(along) - length);
            if (over * over + off * off < wide * wide) {
              return kind.at(i, j) < full / 2 ? 1 : 2;
            }
          }
        }
      }
      return 0;
    };
  }

  /** Borders of the cells around scattered points (Voronoi). */
  static Surface cracks(Dice dice) {
    double wide = dice.range(.08, .16);
    double uneven = dice.chance(.5) ? dice.range(.1, .4) : 0;
    Lattice left = Lattice.of(dice);
    Lattice top = Lattice.of(dice);
    return (u, v) -> {
      double nearest = 9;
      double second = 9;
      double tone = 0;
      for (int i = cell(u) - 1; i <= cell(u) + 1; i++) {
        for (int j = cell(v) - 1; j <= cell(v) + 1; j++) {
          double x = u - i - left.at(i, j);
          double y = v - j - top.at(i, j);
          double distance = x * x + y * y;
          if (distance < nearest) {
            second = nearest;
            nearest = distance;
            tone = left.at(j, i);
          } else {
            second = Math.min(second, distance);
          }
        }
      }
      return Math.sqrt(second) - Math.sqrt(nearest) < wide ? 1 : uneven * tone;
    };
  }

  static Surface marble(Dice dice) {
    double sharp = dice.range(2, 5);
    double rough = dice.range(.3, .6);
    Lattice random = Lattice.of(dice);
    return (u, v) -> {
      double height =
          (1 - rough) * random.smooth(.55 * u, .55 * v) + rough * random.smooth(1.3 * u, 1.3 * v);
      return Math.max(0, Math.min(1, .5 + sharp * (height - .5)));
    };
  }

  static Surface wood(Dice dice) {
    double bend = dice.range(.5, 1.1);
    double grain = dice.range(.1, .3);
    double rings = dice.range(1.3, 1.9);
    Lattice random = Lattice.of(dice);
    return (u, v) -> {
      double distance = rings * v + bend * rings * random.smooth(.16 * u, .45 * v);
      double ring = part(distance);
      return (1 - grain) * ring * ring + grain * random.smooth(.7 * u, 7 * v);
    };
  }

  /** A cell's number. */
  private static int cell(double x) {
    return (int) Math.floor(x);
  }

  private static double part(double x) {
    return x - Math.floor(x);
  }

  private static boolean even(int n) {
    return (n & 1) == 0;
  }

  /** Faster than Math.hypot, which guards against overflow. */
  private static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  /** A surface that fills a canvas, turned a little, slightly warped, in random colours. */
  static Studio.Scene filling(Function<Dice, Surface> kind) {
    return (canvas, g, dice) -> {
      Cover cover = Cover.of(dice);
      cover.paint(canvas, kind.apply(dice));
    };
  }
}
