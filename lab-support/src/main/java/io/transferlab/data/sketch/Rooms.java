package io.transferlab.data.sketch;

import java.awt.Color;

/** Rooms, told apart by what stands in them. */
final class Rooms {
  private Rooms() {}

  static void bedroom(Pencil p) {
    Room room = Room.of(p);
    room.decorate();
    double x = p.range(-.35, .35);
    p.bothSides(
        side -> {
          if (p.chance(.6)) {
            room.put(x + side * .78, room.end() * 1.03, () -> Furniture.nightstand(p, room.wood()));
          }
        });
    room.put(x, room.end() * 1.2, () -> Furniture.bed(p, room.wood()));
  }

  static void kitchen(Pencil p) {
    Room room = Room.of(p);
    room.decorate();
    boolean fridge = p.chance(.5);
    double from = p.range(-1, -.6);
    room.put(0, room.end() * 1.05, () -> Furniture.counter(p, room.wood(), from, p.range(.4, .6)));
    if (fridge) {
      room.put(p.range(.72, .82), room.end() * 1.06, () -> Furniture.fridge(p));
    }
    if (p.chance(.4)) {
      room.put(p.range(-.3, .3), 1.15, () -> Furniture.table(p, p.accent(), .3, .3));
    }
  }

  static void bathroom(Pencil p) {
    Room room = Room.of(p);
    tiles(p, room);
    double shift = p.range(-.12, .12);
    int order = p.count(0, 2);
    room.put(shift + place(order), room.end() * 1.08, () -> Furniture.basin(p));
    room.put(shift + place(order + 1), room.end() * 1.15, () -> Furniture.bathtub(p));
    room.put(shift + place(order + 2), room.end() * 1.12, () -> Furniture.toilet(p));
    if (p.chance(.4)) {
      p.ellipse(p.accent(), p.range(-.4, .4), room.ground(1.02), .3, .07);
    }
  }

  private static double place(int order) {
    return (order % 3 - 1) * .62;
  }

  private static void tiles(Pencil p, Room room) {
    if (p.chance(.25)) {
      return;
    }
    double step = p.range(.14, .22);
    Color joint = p.chance(.5) ? p.light() : SketchColours.shade(p.main(), .7);
    double top = room.floor() - 1.6;
    for (double x = -1; x <= 1; x += step) {
      room.eye().line(p, joint, .018, x, top, room.end(), x, room.floor(), room.end());
    }
    for (double y = room.floor() - step; y > top; y -= step) {
      room.eye().line(p, joint, .018, -1, y, room.end(), 1, y, room.end());
    }
  }

  static void living(Pencil p) {
    Room room = Room.of(p);
    room.decorate();
    double x = p.range(-.3, .3);
    if (p.chance(.6)) {
      room.hang(x, p.range(.95, 1.1), () -> p.box(p.dark(), 0, 0, .26, .15));
    }
    Color cloth = room.wood();
    room.put(x, room.end() * 1.1, () -> Furniture.sofa(p, cloth));
    if (p.chance(.6)) {
      double side = p.chance(.5) ? 1 : -1;
      room.put(
          x + side * .95,
          room.end() * 1.12,
          () -> {
            p.line(p.dark(), .04, 0, -.75, 0, 0);
            p.polygon(p.light(), -.08, -.95, .08, -.95, .16, -.72, -.16, -.72);
          });
    }
    if (p.chance(.7)) {
      room.put(x + p.range(-.15, .15), 1.05, () -> Furniture.table(p, p.accent(), .26, .15));
    }
  }

  static void office(Pencil p) {
    Room room = Room.of(p);
    room.decorate();
    if (p.chance(.4)) {
      room.put(p.range(-.9, .9), room.end(), () -> shelf(p, room.wood(), .22, .9));
    }
    int desks = p.count(2, 5);
    for (int i = 0; i < desks; i++) {
      double depth = room.end() + (1.15 - room.end()) * (i + .6) / desks;
      double x = (i % 2 == 0 ? -1 : 1) * p.range(.2, .6);
      room.put(x, depth, () -> Furniture.desk(p, room.wood()));
      if (p.chance(.7)) {
        room.put(x + p.range(-.1, .1), depth + .1, () -> Furniture.officeChair(p));
      }
    }
  }

  static void classroom(Pencil p) {
    Room room = Room.of(p);
    if (p.chance(.4)) {
      room.decorate();
    }
    Color board = p.chance(.7) ? p.dark() : p.light();
    double w = p.range(.45, .7);
    room.hang(
        p.range(-.2, .2),
        p.range(.85, 1),
        () -> {
          p.box(room.wood(), 0, 0, w + .05, .3);
          p.box(board, 0, 0, w, .25);
          for (int i = p.count(1, 4); i > 0; i--) {
            double x = p.range(-.8, .2) * w;
            double y = p.range(-.17, .17);
            p.line(p.inkOn(board), .025, x, y, x + p.range(.15, .5) * w, y + p.range(-.03, .03));
          }
        });
    int rows = p.count(2, 3);
    int across = p.count(2, 4);
    Color seat = p.accent();
    for (int row = 0; row < rows; row++) {
      double depth = room.end() * 1.12 + row * (1.15 - room.end() * 1.1) / rows;
      for (int i = 0; i < across; i++) {
        double x = 1.5 * ((i + .5) / across - .5);
        room.put(x, depth, () -> Furniture.schoolDesk(p, room.wood(), seat));
      }
    }
  }

  static void library(Pencil p) {
    Room room = Room.of(p);
    int cases = p.count(2, 4);
    double w = p.range(.22, .3);
    double h = p.range(1, 1.35);
    double from = p.range(-.95, -.6);
    for (int i = 0; i < cases; i++) {
      room.put(from + i * w * 2.1, room.end() * 1.02, () -> shelf(p, room.wood(), w, h));
    }
    if (p.chance(.6)) {
      sideShelf(p, room, p.chance(.5) ? 1 : -1);
    }
    if (p.chance(.6)) {
      double x = p.range(-.4, .4);
      room.put(x, 1.1, () -> Furniture.table(p, p.accent(), .34, .3));
      room.put(x + p.range(-.2, .2), 1.18, () -> Furniture.seat(p, p.accent()));
    }
  }

  /** A bookcase with books of all colours. */
  private static void shelf(Pencil p, Color wood, double w, double h) {
    p.box(wood, 0, -h / 2, w, h / 2);
    int boards = p.count(3, 5);
    double each = (h - .04) / boards;
    for (int i = 0; i < boards; i++) {
      double foot = -.04 - i * each;
      p.tile(p.dark(), 0, foot - each * .44, w * .9, each * .42);
      for (double x = -w * .88; x < w * .8; ) {
        double book = p.range(.025, .06);
        double tall = each * p.range(.5, .82);
        if (p.chance(.9)) {
          p.tile(SketchColours.any(p.dice), x + book / 2, foot - tall / 2, book * .45, tall / 2);
        }
        x += book;
      }
    }
  }

  private static void sideShelf(Pencil p, Room room, int side) {
    double x = side * .95;
    double top = room.floor() - 1.2;
    double from = room.end() * 1.08;
    room.eye()
        .face(p, room.wood(), x, top, from, x, room.floor(), from, x, room.floor(), 2, x, top, 2);
    for (int board = 0; board < 4; board++) {
      double low = top + .29 * (board + 1);
      for (double d = from * 1.02; d < 1.7; ) {
        double to = d * p.range(1.03, 1.08);
        room.eye()
            .patch(
                p,
                SketchColours.any(p.dice),
                x,
                low - p.range(.16, .24),
                d,
                x,
                low,
                d,
                x,
                low,
                to,
                x,
                low - .2,
                to);
        d = to;
      }
    }
  }

  static void laundromat(Pencil p) {
    Room room = Room.of(p);
    room.decorate();
    int across = p.count(3, 5);
    int high = p.count(1, 2);
    double w = p.range(.18, .25);
    double from = p.range(-.25, .25) - w * (across - 1);
    room.put(
        0,
        room.end() * 1.05,
        () -> {
          for (int row = 0; row < high; row++) {
            for (int i = 0; i < across; i++) {
              Furniture.washer(p, from + 2.06 * w * i, -w * (1 + 2.06 * row), w);
            }
          }
        });
    if (p.chance(.6)) {
      room.put(
          p.range(-.5, .5),
          1.05,
          () -> {
            p.polygon(p.accent(), -.18, -.2, .18, -.2, .13, 0, -.13, 0);
            p.ellipse(p.light(), 0, -.2, .16, .06);
          });
    }
    if (p.chance(.4)) {
      room.put(p.range(-.4, .4), 1.15, () -> Furniture.table(p, room.wood(), .38, .18));
    }
  }

  static void restaurant(Pencil p) {
    Room room = Room.of(p);
    room.decorate();
    Color cloth = p.chance(.5) ? p.light() : p.accent();
    int tables = p.count(3, 6);
    for (int i = 0; i < tables; i++) {
      double depth = room.end() * 1.08 + (1.2 - room.end()) * i / tables;
      double x = (i % 2 == 0 ? -1 : 1) * p.range(.15, .65);
      room.put(x, depth, () -> Furniture.diningTable(p, cloth, room.wood()));
    }
    for (int i = p.count(0, 3); i > 0; i--) {
      double x = p.range(-.7, .7);
      double y = p.range(-.7, -.45);
      p.line(p.dark(), .02, x, -1.3, x, y);
      p.slice(p.accent(), x, y + .06, .1, .1, 0, 180);
    }
  }
}
