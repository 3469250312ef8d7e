package io.transferlab.present;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a cell's prose: what stands between two empty lines, or a fenced block of code.
 *
 * @param kind what it is
 * @param text its Markdown
 */
record Block(Kind kind, String text) {
  /** What a block can be. */
  enum Kind {
    HEADING,
    PARAGRAPH,
    LIST,
    TABLE,
    PICTURE,
    CODE,
    FORMULA
  }

  private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*?)\\s*");
  private static final Pattern ITEM = Pattern.compile("(?:[-*]|\\d+\\.) +.*", Pattern.DOTALL);

  /** The end of a sentence, with what begins the next. */
  private static final Pattern STOP = Pattern.compile("[.!?](?=\\s+[A-Z`*\"(0-9])");

  static List<Block> of(String markdown) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    boolean fenced = false;
    for (String line : markdown.split("\n", -1)) {
      boolean fence = line.strip().startsWith("```");
      if (!fenced && (line.isBlank() || fence || HEADING.matcher(line).matches())) {
        close(lines, blocks);
      }
      if (fenced || !line.isBlank()) {
        lines.add(line);
      }
      if (fenced && fence || !fenced && HEADING.matcher(line).matches()) {
        close(lines, blocks);
      }
      fenced ^= fence;
    }
    close(lines, blocks);
    return blocks;
  }

  private static void close(List<String> lines, List<Block> blocks) {
    if (!lines.isEmpty()) {
      String text = String.join("\n", lines);
      blocks.add(new Block(kind(text), text));
      lines.clear();
    }
  }

  private static Kind kind(String text) {
    if (HEADING.matcher(text).matches()) {
      return Kind.HEADING;
    }
    if (text.startsWith("```")) {
      return Kind.CODE;
    }
    if (text.startsWith("|")) {
      return Kind.TABLE;
    }
    if (text.startsWith("![") && text.endsWith(")")) {
      return Kind.PICTURE;
    }
    if (text.startsWith("$$")) {
      return Kind.FORMULA;
    }
    return ITEM.matcher(text).matches() ? Kind.LIST : Kind.PARAGRAPH;
  }

  /** The level of a heading, 1 to 6. */
  int level() {
    return text.indexOf(' ');
  }

  /** The words of a heading. */
  String title() {
    Matcher heading = HEADING.matcher(text);
    return heading.matches() ? heading.group(2) : text;
  }

  /** The first sentence, whole: no bracket and no code is left open. */
  String firstSentence() {
    return firstSentence(text);
  }

  private static String firstSentence(String text) {
    Matcher stop = STOP.matcher(text);
    while (stop.find()) {
      String sentence = text.substring(0, stop.end());
      if (isWhole(sentence)) {
        return sentence;
      }
    }
    return text;
  }

  private static boolean isWhole(String text) {
    return count(text, '`') % 2 == 0
        && count(text, '*') % 2 == 0
        && count(text, '(') == count(text, ')')
        && count(text, '[') == count(text, ']')
        && count(text, '$') % 2 == 0;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  /** The items of a list, each with its sign. */
  List<String> items() {
    List<String> items = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (ITEM.matcher(line).matches() || items.isEmpty()) {
        items.add(line);
      } else {
        items.set(items.size() - 1, items.get(items.size() - 1) + "\n" + line);
      }
    }
    return items;
  }

  /** A list with the first sentence of each item. */
  Block shortened() {
    return new Block(kind, String.join("\n", items().stream().map(Block::firstSentence).toList()));
  }
}
