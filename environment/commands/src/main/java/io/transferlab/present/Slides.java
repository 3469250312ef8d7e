package io.transferlab.present;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.authoring.SlideTypes;
import io.transferlab.authoring.SolutionRegions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lab as a slide show, in the form that nbconvert takes: each slide no more than 720 points high.
 * Headings, short prose, lists, tables, code and outputs are shown; prose that is too long to be
 * read from the last row gives its first sentence, and goes whole into the speaker's notes. Of an
 * exercise the class sees the task and the stub; the solution is in the notes.
 */
public final class Slides {
  private static final Pattern CHECKS = Pattern.compile("(?m)^(Check\\.|var \\w+ = Check\\.)");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;\\R?");
  private static final Pattern MARKERS =
      Pattern.compile("(?m)^\\s*// (BEGIN SOLUTION|END SOLUTION|STUB:.*)\\R?");

  /** More characters than this of prose are not read, but heard. */
  private static final int READ = 330;

  /** And no more of a slide than this, where code or a figure may follow. */
  private static final int READ_HEIGHT = 300;

  /** Room for the heading above a table or a list. */
  private static final int TITLE = 62;

  private final NotebookFile lab;
  private final boolean solutions;
  private final Deck deck = new Deck();

  private Slides(NotebookFile lab, boolean solutions) {
    this.lab = lab;
    this.solutions = solutions;
  }

  /**
   * Prepares a lab.
   *
   * @param lab a lab, with the outputs that are to be shown
   * @param solutions whether the solution of an exercise stands on a slide below it
   * @return a notebook with a cell for each part of a slide
   * @throws io.transferlab.core.LabException if a formula cannot be drawn
   */
  public static JsonObject of(NotebookFile lab, boolean solutions) {
    NotebookFile copy = new NotebookFile(lab.path(), lab.json().deepCopy());
    SlideTypes.complete(copy);
    Slides slides = new Slides(copy, solutions);
    slides.fill();
    JsonObject notebook = new JsonObject();
    notebook.addProperty("nbformat", 4);
    notebook.addProperty("nbformat_minor", 5);
    JsonObject metadata = copy.metadata().deepCopy();
    metadata.addProperty("title", title(copy));
    notebook.add("metadata", metadata);
    notebook.add("cells", slides.deck.cells());
    return notebook;
  }

  static String title(NotebookFile lab) {
    return lab.cells().stream()
        .filter(Cell::isMarkdown)
        .flatMap(cell -> Block.of(cell.source()).stream())
        .filter(block -> block.kind() == Block.Kind.HEADING)
        .map(Block::title)
        .findFirst()
        .orElse(lab.name());
  }

  private void fill() {
    for (Cell cell : inOrder(lab.cells())) {
      String type = SlideTypes.of(cell);
      if (type.equals("skip")) {
        continue;
      }
      if (type.equals("notes")) {
        deck.notes(cell.isCode() ? "```java\n" + cell.source() + "\n```" : words(cell.source()));
      } else if (cell.isMarkdown()) {
        prose(cell, type);
      } else {
        code(cell, type);
      }
    }
  }

  /** Instructors' cells go where they are needed: to the beginning, or to the questions. */
  private static List<Cell> inOrder(List<Cell> cells) {
    List<Cell> order = new ArrayList<>(cells);
    List<Cell> forInstructors =
        cells.stream().filter(cell -> cell.tags().contains("instructor")).toList();
    int begun = 0;
    for (Cell cell : forInstructors) {
      String heading = Block.of(cell.source()).get(0).text().toLowerCase(Locale.ROOT);
      boolean answers = heading.contains("question") || heading.contains("answer");
      if (heading.contains("without waiting")) {
        continue; // it belongs to the slow cell before it
      }
      order.remove(cell);
      int questions = answers ? questions(order) : 0;
      order.add(questions > 0 ? questions + 1 : ++begun, cell);
    }
    return order;
  }

  private static int questions(List<Cell> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isMarkdown() && cells.get(i).source().startsWith("## Questions")) {
        return i;
      }
    }
    return 0;
  }

  /** The prose of a cell, a slide for each of its headings. */
  private void prose(Cell cell, String type) {
    List<Block> part = new ArrayList<>();
    String starts = type;
    for (Block block : Block.of(cell.source())) {
      if (block.kind() == Block.Kind.HEADING && !part.isEmpty()) {
        section(part, part.get(0).kind() == Block.Kind.HEADING ? starts : "fragment");
        starts = block.level() <= 2 ? "slide" : "subslide";
        part.clear();
      }
      part.add(block);
    }
    if (!part.isEmpty()) {
      section(part, starts);
    }
  }

  private void section(List<Block> blocks, String type) {
    if (blocks.get(0).kind() == Block.Kind.HEADING && blocks.get(0).title().equals("Time")) {
      deck.notes(words(blocks));
      return;
    }
    if (!type.equals("fragment") && !type.equals("-")) {
      deck.begin(type);
    }
    boolean onKey = type.equals("fragment");
    int height = blocks.stream().mapToInt(Room::of).sum();
    int letters =
        blocks.stream()
            .filter(block -> block.kind() == Block.Kind.PARAGRAPH)
            .mapToInt(block -> block.text().length())
            .sum();
    boolean whole = letters <= READ && height <= READ_HEIGHT;
    boolean led = false;
    for (Block block : blocks) {
      switch (block.kind()) {
        case HEADING -> deck.heading(block);
        case PARAGRAPH -> {
          if (whole && onKey) {
            deck.remark(block);
          } else if (whole) {
            deck.prose(block, block.text(), false);
          } else if (!led) {
            Block first = new Block(block.kind(), block.firstSentence());
            deck.prose(first, first.text(), onKey);
          }
          led = true;
        }
        case LIST -> list(block, onKey);
        case TABLE -> table(block, onKey);
        case PICTURE -> deck.prose(block, Pictures.inside(block.text(), lab.path()), onKey);
        default -> deck.prose(block, block.text(), onKey);
      }
    }
    if (!whole) {
      deck.notes(words(blocks));
    }
  }

  private void list(Block list, boolean onKey) {
    Block shown = Room.of(list) > Room.HEIGHT - 2 * TITLE ? list.shortened() : list;
    deck.prose(shown, shown.text(), onKey);
  }

  /** A table, in parts that fit on a slide, each with the head. */
  private void table(Block table, boolean onKey) {
    List<String> rows = table.text().lines().toList();
    List<String> part = new ArrayList<>(rows.subList(0, Math.min(2, rows.size())));
    for (String row : rows.subList(part.size(), rows.size())) {
      part.add(row);
      Block shown = new Block(table.kind(), String.join("\n", part));
      if (Room.of(shown) > Room.HEIGHT - TITLE) {
        part.remove(part.size() - 1);
        Block full = new Block(table.kind(), String.join("\n", part));
        deck.prose(full, full.text(), onKey);
        part.subList(2, part.size()).clear();
        part.add(row);
      }
    }
    Block rest = new Block(table.kind(), String.join("\n", part));
    deck.prose(rest, rest.text(), onKey);
  }

  /** What a speaker reads: no pictures, no headings. */
  private static String words(String markdown) {
    return words(Block.of(markdown));
  }

  private static String words(List<Block> blocks) {
    return String.join(
        "\n\n",
        blocks.stream()
            .filter(block -> block.kind() != Block.Kind.PICTURE)
            .map(
                block ->
                    block.kind() == Block.Kind.HEADING ? "**" + block.title() + "**" : block.text())
            .toList());
  }

  private void code(Cell cell, String type) {
    if (type.equals("slide") || type.equals("subslide")) {
      deck.begin(type);
    }
    boolean onKey = type.equals("fragment");
    String source = cell.source();
    boolean exercise = SolutionRegions.hasMarker(source);
    Matcher checks = CHECKS.matcher(source);
    boolean checked = source.contains("Check.exercise(") && checks.find();
    String shown =
        IMPORT.matcher(checked ? source.substring(0, checks.start()) : source).replaceAll("");
    if (exercise) {
      source(SolutionRegions.toStubs(shown).strip(), onKey);
      String solution = MARKERS.matcher(shown).replaceAll("").strip();
      deck.notes("**Solution**\n\n```java\n" + solution + "\n```");
      if (solutions) {
        deck.begin("subslide");
        source(solution, false);
      }
      return;
    }
    source(shown.strip(), onKey);
    if (!checked) {
      outputs(cell);
    }
  }

  /** Code, in parts that fit on a slide. */
  private void source(String code, boolean onKey) {
    for (String part : parts(code, Room.linesOfCode())) {
      if (!part.isBlank()) {
        deck.code(part, onKey);
      }
    }
  }

  /** Cuts a text that has too many lines, where a line is empty if there is such a place. */
  static List<String> parts(String text, int most) {
    List<String> parts = new ArrayList<>();
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    while (lines.size() > most) {
      int cut = most;
      for (int i = most; i > most / 3; i--) {
        if (lines.get(i).isBlank() || lines.get(i - 1).equals("}")) {
          cut = i;
          break;
        }
      }
      parts.add(String.join("\n", lines.subList(0, cut)).stripTrailing());
      lines = new ArrayList<>(lines.subList(cut, lines.size()));
      while (!lines.isEmpty() && lines.get(0).isBlank()) {
        lines.remove(0);
      }
    }
    parts.add(String.join("\n", lines));
    return parts;
  }

  private void outputs(Cell cell) {
    boolean first = true;
    StringBuilder printed = new StringBuilder();
    for (JsonObject output : cell.outputs()) {
      JsonElement text = output.get("text");
      JsonElement data = output.get("data");
      if (text != null) {
        printed.append(joined(text));
      } else if (data != null && data.isJsonObject()) {
        JsonObject shown = data.getAsJsonObject();
        if (shown.has("image/png") || shown.has("text/html")) {
          first = print(printed, first);
          int height =
              shown.has("text/html")
                  ? Room.rows(joined(shown.get("text/html")))
                  : Room.picture(shown);
          JsonObject drawn = output.deepCopy();
          if (shown.has("text/html") && height > Room.HEIGHT - 2 * TITLE) {
            drawn
                .getAsJsonObject("data")
                .addProperty(
                    "text/html",
                    joined(shown.get("text/html"))
                        .replaceFirst("<table", "<table class=\"dense\""));
          }
          deck.output(drawn, height, first);
          first = false;
        } else if (shown.has("text/plain")) {
          String line = joined(shown.get("text/plain"));
          printed.append(line).append(line.isEmpty() || line.endsWith("\n") ? "" : "\n");
        }
      }
    }
    print(printed, first);
  }

  /** Puts what was printed on the slide; says whether the next output is still the first. */
  private boolean print(StringBuilder printed, boolean first) {
    boolean next = first;
    if (!printed.toString().isBlank()) {
      for (String part : parts(printed.toString().stripTrailing(), Room.linesPrinted())) {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "stream");
        output.addProperty("name", "stdout");
        output.add("text", Cell.lines(part + "\n"));
        deck.output(output, Room.printed(part), next);
        next = false;
      }
    }
    printed.setLength(0);
    return next;
  }

  static String joined(JsonElement text) {
    if (text.isJsonArray()) {
      StringBuilder all = new StringBuilder();
      text.getAsJsonArray().forEach(line -> all.append(line.getAsString()));
      return all.toString();
    }
    return text.getAsString();
  }
}
