package io.transferlab.present;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.authoring.SolutionRegions;
import io.transferlab.core.Markup;
import java.util.ArrayList;
import java.util.List;

/** A lab for live typing: headings and code, without prose, outputs and solutions. */
final class LiveCopy {
  /** Longer cells are not typed before a class. */
  private static final int TYPED = 12;

  private LiveCopy() {}

  /** A cell of the copy, and the code that the instructor types into it; empty if it is given. */
  private record Live(JsonObject cell, String typed) {}

  static JsonObject of(NotebookFile lab, boolean blank) {
    JsonObject notebook = lab.json().deepCopy();
    JsonArray cells = new JsonArray();
    live(lab, blank).forEach(live -> cells.add(live.cell()));
    notebook.add("cells", cells);
    return notebook;
  }

  /** The page with the code to type. */
  static String script(NotebookFile lab) {
    StringBuilder body = new StringBuilder();
    int number = 0;
    for (Live live : live(lab, true)) {
      Cell cell = new Cell(0, live.cell());
      if (cell.isMarkdown()) {
        body.append(Page.tagged("h2", Markup.escaped(cell.source().replaceAll("(?m)^#+ ", ""))));
      } else if (live.typed().isEmpty()) {
        body.append(Page.tagged("p", "Cell " + ++number + ": filled in, just run it."));
      } else {
        body.append(Page.tagged("p", "Cell " + ++number))
            .append(Page.tagged("pre", Markup.escaped(live.typed())));
      }
    }
    return Page.of(Slides.title(lab) + ": the code to type", body.toString());
  }

  private static List<Live> live(NotebookFile lab, boolean blank) {
    List<Live> live = new ArrayList<>();
    for (Cell cell : lab.cells()) {
      if (cell.tags().contains("instructor") || cell.tags().contains("solution-only")) {
        continue;
      }
      if (cell.isMarkdown()) {
        String headings =
            String.join(
                "\n\n",
                Block.of(cell.source()).stream()
                    .filter(block -> block.kind() == Block.Kind.HEADING)
                    .map(Block::text)
                    .toList());
        if (!headings.isEmpty()) {
          live.add(new Live(changed(cell, headings), ""));
        }
      } else {
        String code = SolutionRegions.toStubs(cell.source());
        boolean typed = blank && isTyped(code);
        live.add(new Live(changed(cell, typed ? "" : code), typed ? code.strip() : ""));
      }
    }
    return live;
  }

  private static boolean isTyped(String code) {
    return code.lines().count() <= TYPED
        && !code.contains("Check.")
        && !code.contains("Lab.start()")
        && !code.isBlank();
  }

  private static JsonObject changed(Cell cell, String source) {
    JsonObject copy = cell.json().deepCopy();
    copy.add("source", Cell.lines(source));
    if (cell.isCode()) {
      copy.add("outputs", new JsonArray());
      copy.add("execution_count", JsonNull.INSTANCE);
    }
    return copy;
  }
}
