package io.transferlab.present;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.transferlab.authoring.Cell;

/**
 * The cells of a slide show, filled from the top: what no longer fits begins a slide below, under
 * the same heading.
 */
final class Deck {
  private final JsonArray cells = new JsonArray();
  private String title = "";
  private int used;

  /** Begins a slide at the next piece: {@code slide} or {@code subslide}. */
  private String pending = "slide";

  /** Whether what is on the slide is no more than its heading. */
  private boolean onlyHeading;

  /** Begins a slide. */
  void begin(String type) {
    // An empty slide is none: its kind may still change.
    if (!pending.equals("slide")) {
      pending = type;
    }
  }

  /** Begins a slide below, with the heading again. */
  private void goOn() {
    pending = "subslide";
    if (!title.isEmpty()) {
      put(markdown("<p class=\"again\">" + title + "</p>"), 0, "-");
      used = 40;
      onlyHeading = true;
    }
  }

  void heading(Block heading) {
    title = heading.title().replaceAll("[`*]", "");
    put(markdown(heading.text()), Room.of(heading), "-");
    onlyHeading = true;
  }

  /** Prose on the slide. */
  void prose(Block block, String text, boolean onKey) {
    piece(markdown(text), Room.of(block), onKey);
  }

  /** Prose about what is on the slide; where it no longer fits, it is left to the speaker. */
  void remark(Block block) {
    if (pending.equals("-") && used + Room.of(block) <= Room.HEIGHT) {
      prose(block, block.text(), true);
    } else {
      notes(block.text());
    }
  }

  void code(String source, boolean onKey) {
    JsonObject cell = codeCell();
    cell.add("source", lines(source));
    piece(cell, Room.code(source), onKey);
  }

  void output(JsonObject output, int height, boolean onKey) {
    JsonObject cell = codeCell();
    cell.getAsJsonArray("outputs").add(output);
    piece(cell, height, onKey);
  }

  /** What only the speaker sees, of the slide that is being filled. */
  void notes(String markdown) {
    if (pending.equals("-")) {
      add(markdown(Formulas.drawn(markdown)), "notes");
    }
  }

  private void piece(JsonObject cell, int height, boolean onKey) {
    if (pending.equals("-") && used + height > Room.HEIGHT && !onlyHeading) {
      goOn();
    } else if (!pending.equals("-") && !title.isEmpty() && pending.equals("subslide")) {
      goOn();
    }
    boolean first = !pending.equals("-") || onlyHeading;
    put(cell, height, onKey && !first ? "fragment" : "-");
    onlyHeading = false;
  }

  private void put(JsonObject cell, int height, String type) {
    boolean begins = !pending.equals("-");
    add(cell, begins ? pending : type);
    used = (begins ? 0 : used) + height;
    pending = "-";
  }

  private void add(JsonObject cell, String type) {
    JsonObject slideshow = new JsonObject();
    slideshow.addProperty("slide_type", type);
    cell.getAsJsonObject("metadata").add("slideshow", slideshow);
    cell.addProperty("id", "slide-" + (cells.size() + 1));
    cells.add(cell);
  }

  JsonArray cells() {
    return cells;
  }

  private static JsonObject markdown(String text) {
    JsonObject cell = new JsonObject();
    cell.addProperty("cell_type", "markdown");
    cell.add("metadata", new JsonObject());
    cell.add("source", lines(Formulas.drawn(text)));
    return cell;
  }

  private static JsonObject codeCell() {
    JsonObject cell = new JsonObject();
    cell.addProperty("cell_type", "code");
    cell.add("metadata", new JsonObject());
    cell.add("execution_count", JsonNull.INSTANCE);
    cell.add("outputs", new JsonArray());
    cell.add("source", new JsonArray());
    return cell;
  }

  private static JsonArray lines(String text) {
    return Cell.lines(text);
  }
}
