package io.transferlab.present;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * How much of a slide of 1280 x 720 points something takes, as the style sheet of the slides draws
 * it. Estimates: the suite {@code present} measures what a browser really makes of them.
 */
final class Room {
  /** What is left of 720 points inside the margins. */
  static final int HEIGHT = 668;

  private static final int CODE_LINE = 26;
  private static final int CODE_WIDTH = 100;
  private static final int PRINTED_LINE = 25;
  private static final int PRINTED_WIDTH = 104;
  private static final int PROSE_LINE = 34;
  private static final int PROSE_WIDTH = 92;
  private static final int ROW = 11;
  private static final int ROW_LINE = 25;
  private static final int ROW_WIDTH = 1240;
  private static final double LETTER = 12.0;
  private static final int CELL = 24;
  private static final int HEADING = 62;
  private static final int GAP = 14;

  /** A figure may shrink to this share of its size, and its letters with it. */
  private static final double SMALLEST = 0.72;

  private Room() {}

  /** Lines of code that one slide holds below a heading. */
  static int linesOfCode() {
    return (HEIGHT - HEADING - 2 * GAP) / CODE_LINE;
  }

  /** Lines of printed text that one slide holds below a heading. */
  static int linesPrinted() {
    return (HEIGHT - HEADING - 2 * GAP) / PRINTED_LINE;
  }

  static int code(String source) {
    return lines(source, CODE_WIDTH) * CODE_LINE + 2 * GAP;
  }

  static int printed(String text) {
    return lines(text.stripTrailing(), PRINTED_WIDTH) * PRINTED_LINE + GAP;
  }

  static int of(Block block) {
    return switch (block.kind()) {
      case HEADING -> HEADING;
      case CODE -> code(block.text());
      case TABLE ->
          block.text().lines().filter(row -> !row.matches("[|:\\- ]+")).mapToInt(Room::row).sum()
              + GAP;
      case PICTURE -> 330;
      case FORMULA -> PROSE_LINE + 2 * GAP;
      case LIST -> block.items().stream().mapToInt(item -> prose(item)).sum() + GAP;
      case PARAGRAPH -> prose(block.text()) + GAP;
    };
  }

  private static int prose(String text) {
    return lines(text.replace('\n', ' '), PROSE_WIDTH) * PROSE_LINE;
  }

  private static int lines(String text, int width) {
    int lines = 0;
    for (String line : text.split("\n", -1)) {
      lines += Math.max(1, (line.length() + width - 1) / width);
    }
    return lines;
  }

  /** A row of a table, its cells between bars. */
  private static int row(String row) {
    int cells = row.split("\\|", -1).length - 2;
    double width = row.length() * LETTER + cells * CELL;
    // Cells of different lengths wrap sooner than their sum says.
    int lines = width <= ROW_WIDTH ? 1 : (int) Math.ceil(1.45 * width / ROW_WIDTH);
    return lines * ROW_LINE + ROW;
  }

  /** A table of HTML. */
  static int rows(String html) {
    int height = html.contains("<caption") ? ROW_LINE + ROW : 0;
    for (String row : html.replaceAll("(?s)<style.*?</style>", "").split("<tr", -1)) {
      if (row.contains("<t")) {
        height +=
            row(
                "|"
                    + row.replaceAll("(?s)^[^>]*>|</tr>.*", "")
                        .replaceAll("</t[dh]>", "|")
                        .replaceAll("<[^>]*>|\\s+", " ")
                        .replaceAll(" +", " "));
      }
    }
    return Math.max(height, ROW_LINE) + GAP;
  }

  /** A PNG, at the least size at which it can be read. */
  static int picture(JsonObject data) {
    JsonElement png = data.get("image/png");
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(png.getAsString());
      return (int) (ByteBuffer.wrap(bytes).getInt(20) * SMALLEST) + GAP;
    } catch (RuntimeException e) { // not a PNG: a browser shows it or its words
      return HEIGHT / 2;
    }
  }
}
