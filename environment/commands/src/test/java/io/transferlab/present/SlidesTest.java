package io.transferlab.present;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.authoring.SlideTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidesTest {
  /** From a module's folder, where the build runs tests. */
  static final Path LABS = labs();

  private static Path labs() {
    Path root = Path.of("").toAbsolutePath();
    while (!root.resolve("notebooks/solutions").toFile().isDirectory()) {
      root = root.getParent();
    }
    return root.resolve("notebooks");
  }

  /** A lab of cells; {@code md TYPE} or {@code code TYPE} before each text. */
  static NotebookFile lab(String... cells) {
    JsonObject json =
        JsonParser.parseString(
                "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": []}")
            .getAsJsonObject();
    for (int i = 0; i < cells.length; i += 2) {
      String[] kind = cells[i].split(" ");
      JsonObject cell = new JsonObject();
      cell.addProperty("cell_type", kind[0].equals("md") ? "markdown" : "code");
      cell.addProperty("id", "c" + i);
      JsonObject metadata = new JsonObject();
      if (kind.length > 2) {
        metadata.add("tags", JsonParser.parseString("[\"" + kind[2] + "\"]"));
      }
      metadata.add("slideshow", JsonParser.parseString("{\"slide_type\": \"" + kind[1] + "\"}"));
      cell.add("metadata", metadata);
      cell.addProperty("source", cells[i + 1]);
      if (kind[0].equals("code")) {
        cell.add("outputs", JsonParser.parseString("[]"));
      }
      json.getAsJsonArray("cells").add(cell);
    }
    return new NotebookFile(Path.of("03-lab.ipynb"), json);
  }

  private static void printed(NotebookFile lab, int cell, String text) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", "stream");
    output.addProperty("name", "stdout");
    output.addProperty("text", text);
    lab.cells().get(cell).json().getAsJsonArray("outputs").add(output);
  }

  /** "type: first line" of each part of the slides. */
  private static List<String> parts(NotebookFile lab, boolean solutions) {
    List<String> parts = new ArrayList<>();
    for (Cell cell : new NotebookFile(lab.path(), Slides.of(lab, solutions)).cells()) {
      String text =
          cell.outputs().isEmpty() ? cell.source() : "> " + cell.outputs().get(0).get("text");
      parts.add(SlideTypes.of(cell) + ": " + text.lines().findFirst().orElse(""));
    }
    return parts;
  }

  @Test
  void codeAndOutputsComeOnKeysBelowTheirHeading() {
    NotebookFile lab =
        lab("md slide", "# Lab 3", "md slide", "## Source\n\nShort.", "code fragment", "load()");
    printed(lab, 2, "loaded\n");
    assertEquals(
        List.of(
            "slide: # Lab 3",
            "slide: ## Source",
            "-: Short.",
            "fragment: load()",
            "fragment: > [\"loaded\\n\"]"),
        parts(lab, false));
  }

  @Test
  void longProseGivesItsFirstSentenceAndIsSpokenWhole() {
    String longer =
        "The first sentence, e.g. this (one. With a stop). " + "More words. ".repeat(40);
    List<String> parts = parts(lab("md slide", "# Lab", "md slide", "## Long\n\n" + longer), false);
    assertEquals("-: The first sentence, e.g. this (one. With a stop).", parts.get(2));
    assertEquals("notes: **Long**", parts.get(3));
  }

  @Test
  void whatDoesNotFitGoesOnBelowUnderItsHeading() {
    NotebookFile lab =
        lab("md slide", "# Lab", "md slide", "## Train", "code fragment", "x();\n".repeat(15));
    printed(lab, 2, "line\n".repeat(20));
    assertEquals(
        List.of(
            "slide: # Lab",
            "slide: ## Train",
            "-: x();",
            "subslide: <p class=\"again\">Train</p>",
            "-: > [\"line\\n\",\"line\\n\"" + ",\"line\\n\"".repeat(18) + "]"),
        parts(lab, false));
  }

  @Test
  void aClassSeesTheStubAndOnlyTheSpeakerTheSolution() {
    String code =
        "int two() {\n    // BEGIN SOLUTION\n    // STUB: return Check.todo();\n    return 2;\n"
            + "    // END SOLUTION\n}\n\nCheck.exercise(\"1\", check -> {});";
    NotebookFile lab =
        lab(
            "md slide",
            "# Lab",
            "md slide",
            "### Exercise 1",
            "code fragment",
            code,
            "md notes instructor",
            "### The questions\n\nAnswers.",
            "md slide",
            "## Questions to think about\n\n1. Why?");
    List<String> shown = new ArrayList<>();
    List<String> spoken = new ArrayList<>();
    for (Cell cell : new NotebookFile(lab.path(), Slides.of(lab, false)).cells()) {
      (SlideTypes.of(cell).equals("notes") ? spoken : shown).add(cell.source());
    }
    assertTrue(String.join("", shown).contains("return Check.todo();"));
    assertFalse(String.join("", shown).matches("(?s).*(return 2|Check.exercise|Answers).*"));
    assertTrue(spoken.get(0).contains("return 2;"));
    // The answers follow the questions.
    assertTrue(spoken.get(1).contains("Answers."));
    assertEquals("1. Why?", shown.get(shown.size() - 1));
    assertTrue(parts(lab, true).contains("-: int two() {"));
    assertEquals(2, parts(lab, true).stream().filter(p -> p.endsWith(": int two() {")).count());
  }

  @Test
  void everyLabGivesSlidesAndNothingForInstructorsIsShown() {
    for (Path path : NotebookFile.in(LABS.resolve("solutions"))) {
      NotebookFile lab = NotebookFile.load(path);
      List<Cell> parts = new NotebookFile(path, Slides.of(lab, false)).cells();
      assertTrue(parts.size() > 40, path.toString());
      for (Cell part : parts) {
        if (!SlideTypes.of(part).equals("notes")) {
          String text = part.source();
          assertFalse(text.contains("or the instructor") || text.contains("BEGIN SOL"), text);
        }
      }
    }
  }

  @Test
  void liveCopiesKeepHeadingsAndCode() {
    NotebookFile lab =
        lab(
            "md slide",
            "# Lab\n\nProse.",
            "md notes",
            "Only prose.",
            "code fragment",
            "a();",
            "code skip",
            "Lab.start()",
            "code fragment",
            "x();\n".repeat(13).strip(),
            "code notes instructor",
            "secret();");
    printed(lab, 2, "x\n");
    List<Cell> clean = new NotebookFile(lab.path(), LiveCopy.of(lab, false)).cells();
    assertEquals(
        List.of("# Lab", "a();", "Lab.start()", "x();\n".repeat(13).strip()),
        clean.stream().map(Cell::source).toList());
    assertTrue(clean.stream().allMatch(cell -> cell.outputs().isEmpty()));
    List<Cell> blank = new NotebookFile(lab.path(), LiveCopy.of(lab, true)).cells();
    assertEquals(
        List.of("# Lab", "", "Lab.start()", "x();\n".repeat(13).strip()),
        blank.stream().map(Cell::source).toList());
    String script = LiveCopy.script(lab);
    assertTrue(script.contains("<p>Cell 1</p>\n<pre>a();</pre>"), script);
    assertTrue(script.contains("Cell 2: filled in"), script);
    assertFalse(script.contains("secret"), script);
  }
}
