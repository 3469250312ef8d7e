package io.transferlab.book;

import io.transferlab.core.Markup;

/** Boxes for what may be wider than a small screen: they scroll by themselves, by keyboard too. */
final class Scroll {
  private Scroll() {}

  /** The opening tag of a box; {@code label} names it for those who do not see it. */
  static String open(String kind, String label) {
    return "<div class=\"scroll"
        + (kind.isEmpty() ? "" : " " + kind)
        + "\" tabindex=\"0\" role=\"group\" aria-label=\""
        + Markup.escaped(label.isEmpty() ? "Table" : label)
        + "\">";
  }
}
