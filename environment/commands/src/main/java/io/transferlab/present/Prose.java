package io.transferlab.present;

import io.transferlab.core.Markup;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A lab's prose as HTML: what its cells use of Markdown. */
final class Prose {
  private static final Pattern INLINE =
      Pattern.compile(
          "`([^`]+)`|\\*\\*(.+?)\\*\\*|(?<![*\\w])\\*([^*\\n]+)\\*(?!\\w)"
              + "|\\[([^\\]]+)\\]\\(([^)\\s]+)\\)|(<math.*?</math>)");
  private static final Pattern RULE = Pattern.compile("[|:\\- ]+");

  private Prose() {}

  /** The prose, its headings at a level; links to files beside the lab become words. */
  static String html(String markdown, int level) {
    StringBuilder html = new StringBuilder();
    for (Block block : Block.of(Formulas.drawn(markdown))) {
      html.append(
          switch (block.kind()) {
            case HEADING -> Page.tagged("h" + level, inline(block.title()));
            case LIST -> list(block);
            case TABLE -> table(block);
            case CODE ->
                Page.tagged("pre", Markup.escaped(block.text().replaceAll("(?m)^```.*\\R?", "")));
            case PICTURE -> "";
            default -> Page.tagged("p", inline(block.text()));
          });
    }
    return html.toString();
  }

  private static String list(Block block) {
    StringBuilder items = new StringBuilder();
    for (String item : block.items()) {
      items.append(Page.tagged("li", inline(item.replaceFirst("^(?:[-*]|\\d+\\.) +", ""))));
    }
    return Page.tagged(Character.isDigit(block.text().charAt(0)) ? "ol" : "ul", items.toString());
  }

  private static String table(Block block) {
    StringBuilder rows = new StringBuilder();
    String cell = "th";
    for (String line : block.text().split("\n")) {
      if (RULE.matcher(line).matches()) {
        cell = "td";
        continue;
      }
      StringBuilder row = new StringBuilder();
      for (String text : line.strip().replaceAll("^\\||\\|$", "").split("\\|", -1)) {
        row.append(Page.tagged(cell, inline(text.strip())));
      }
      rows.append(Page.tagged("tr", row.toString()));
    }
    return Page.tagged("table", rows.toString());
  }

  static String inline(String text) {
    StringBuilder out = new StringBuilder();
    Matcher part = INLINE.matcher(text);
    int done = 0;
    while (part.find()) {
      out.append(Markup.escaped(text.substring(done, part.start()))).append(marked(part));
      done = part.end();
    }
    return out.append(Markup.escaped(text.substring(done))).toString();
  }

  private static String marked(Matcher part) {
    if (part.group(1) != null) {
      return "<code>" + Markup.escaped(part.group(1)) + "</code>";
    }
    if (part.group(2) != null) {
      return "<strong>" + inline(part.group(2)) + "</strong>";
    }
    if (part.group(3) != null) {
      return "<em>" + inline(part.group(3)) + "</em>";
    }
    if (part.group(6) != null) {
      return part.group(6);
    }
    return part.group(5).matches("https?://.*")
        ? "<a href=\"" + Markup.escaped(part.group(5)) + "\">" + inline(part.group(4)) + "</a>"
        : inline(part.group(4));
  }
}
