package io.transferlab.data.sketch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The things of the market: those that are asked for, and others that lie between them. */
enum Ware {
  APPLE("apple", true, Greengrocer::apple),
  PUMPKIN("K\u00fcrbis", true, Greengrocer::pumpkin),
  ONION("onion", true, Greengrocer::onion),
  PEAR("pear", true, Greengrocer::pear),
  BANANA("banana", false, Greengrocer::banana),
  CARROT("carrot", false, Greengrocer::carrot),
  EGG("egg", false, Greengrocer::egg),
  LEMON("lemon", false, Greengrocer::lemon);

  private final String title;
  private final boolean wanted;
  private final Consumer<Pencil> drawing;

  Ware(String title, boolean wanted, Consumer<Pencil> drawing) {
    this.title = title;
    this.wanted = wanted;
    this.drawing = drawing;
  }

  /** In the order of a set's classes. */
  static List<Ware> all(boolean wanted) {
    return Arrays.stream(values())
        .filter(ware -> ware.wanted == wanted)
        .sorted(Comparator.comparing(Ware::title))
        .toList();
  }

  String title() {
    return title;
  }

  Consumer<Pencil> drawing() {
    return drawing;
  }
}
