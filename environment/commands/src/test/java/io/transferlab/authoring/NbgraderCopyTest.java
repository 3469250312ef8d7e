package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metadata keep the rules of nbgrader's format, version 3: those of its JSON schema (v3.json)
 * and of its validator (validate_cell and validate_nb of nbgraderformat/v3.py), written anew here.
 */
class NbgraderCopyTest {
  private static final Set<String> KEYS =
      Set.of(
          "schema_version",
          "grade",
          "locked",
          "solution",
          "task",
          "grade_id",
          "points",
          "checksum",
          "cell_type");

  @TempDir Path folder;

  private static void assertValid(JsonObject notebook, boolean release) {
    Set<String> ids = new HashSet<>();
    for (Cell cell : new NotebookFile(Path.of("n.ipynb"), notebook).cells()) {
      JsonElement element = cell.json().getAsJsonObject("metadata").get("nbgrader");
      if (element == null) {
        assertFalse(cell.source().contains("BEGIN SOLUTION"), "a solution in a cell that is none");
        continue;
      }
      JsonObject own = element.getAsJsonObject();
      assertTrue(KEYS.containsAll(own.keySet()), "" + own.keySet());
      assertEquals(3, own.get("schema_version").getAsInt());
      for (String flag : List.of("grade", "locked", "solution", "task")) {
        assertTrue(own.get(flag).getAsJsonPrimitive().isBoolean(), flag);
      }
      String id = own.get("grade_id").getAsString();
      assertTrue(id.matches("[a-zA-Z0-9_\\-]+"), id);
      assertTrue(ids.add(id), id + " is there twice");
      boolean grade = own.get("grade").getAsBoolean();
      assertEquals(grade, own.has("points") && own.get("points").getAsInt() >= 0, id);
      assertEquals(release, own.has("checksum"), id);
      if (release) {
        assertEquals(32, own.get("checksum").getAsString().length());
        assertEquals(cell.isCode() ? "code" : "markdown", own.get("cell_type").getAsString());
      }
      assertTrue(cell.isCode(), "an autograded answer and its tests are code");
    }
  }

  private static List<Cell> cells(JsonObject notebook) {
    return new NotebookFile(Path.of("n.ipynb"), notebook).cells();
  }

  @Test
  void everyLabIsAnAssignment() {
    for (Path path : NotebookFile.in(CellShell.labs())) {
      NotebookFile lab = NotebookFile.load(path);
      List<LabExercise> exercises = LabExercise.of(lab);
      for (boolean release : new boolean[] {false, true}) {
        JsonObject copy = NbgraderCopy.of(lab, release);
        assertValid(copy, release);
        String text = copy.toString();
        assertEquals(!release, text.contains("BEGIN SOLUTION"), lab.name());
        assertFalse(text.contains("\"instructor\""), lab.name());
        int points = 0;
        int solutions = 0;
        Set<String> ids = new HashSet<>();
        for (Cell cell : cells(copy)) {
          assertTrue(ids.add(cell.id()), cell.id());
          JsonElement own = cell.json().getAsJsonObject("metadata").get("nbgrader");
          points +=
              own != null && own.getAsJsonObject().has("points")
                  ? own.getAsJsonObject().get("points").getAsInt()
                  : 0;
          solutions += own != null && own.getAsJsonObject().get("solution").getAsBoolean() ? 1 : 0;
        }
        assertEquals(exercises.stream().mapToInt(LabExercise::points).sum(), points, lab.name());
        assertEquals(exercises.size(), solutions, lab.name());
      }
    }
  }

  @Test
  void anAnswerAndItsTestsAreTwoCells() {
    Lab lab =
        Lab.proper()
            .code(
                "int one() {\n"
                    + "    // BEGIN SOLUTION\n"
                    + "    return 1;\n"
                    + "    // END SOLUTION\n"
                    + "}\n\n"
                    + "Check.exercise(\"1.1\", check -> {});");
    lab.lastCell()
        .add(
            "metadata",
            JsonParser.parseString("{\"transferlab\": {\"exercise\": \"1.1\", \"points\": 2}}"));
    List<Cell> cells = cells(NbgraderCopy.of(lab.notebook(), true));
    assertEquals(3, cells.size());
    assertEquals("int one() {\n    return Check.todo();\n}", cells.get(1).source());
    assertEquals("cell-2", cells.get(1).id());
    assertEquals("cell-2-check", cells.get(2).id());
    assertTrue(cells.get(2).source().contains("\"lab.strict\", \"true\""), cells.get(2).source());
    assertTrue(cells.get(2).source().contains("Check.exercise(\"1.1\""));
  }

  /** Golden values: Python's hashlib 3.11 on the parts that nbgrader's compute_checksum adds. */
  @Test
  void checksumsAreNbgraders() {
    JsonObject answer =
        JsonParser.parseString(
                "{\"grade\": false, \"solution\": true, \"locked\": false, \"grade_id\":"
                    + " \"exercise-1-1\"}")
            .getAsJsonObject();
    assertEquals(
        "4cd66cc1a24ae38da5c10fff069953d9",
        NbgraderCopy.checksum("int one() {\n    return Check.todo(); // é\n}", answer));
    JsonObject tests =
        JsonParser.parseString(
                "{\"grade\": true, \"solution\": false, \"locked\": true, \"grade_id\":"
                    + " \"check-1-1\", \"points\": 2}")
            .getAsJsonObject();
    assertEquals("1c6d76d442e1a810c3ca2ab1e80d4894", NbgraderCopy.checksum("check();", tests));
  }

  @Test
  void writesAssignmentsWithTheirPicturesAndKeepsAConfiguration() throws IOException {
    Files.createDirectories(folder.resolve("course"));
    Files.writeString(folder.resolve("course/nbgrader_config.py"), "mine");
    NotebookBuilder.buildForNbgrader(CellShell.labs().getParent(), folder.resolve("course"));
    Path release = folder.resolve("course/release/03-fine-tuning");
    assertTrue(Files.exists(release.resolve("03-fine-tuning.ipynb")));
    assertTrue(Files.exists(folder.resolve("course/source/03-fine-tuning/03-fine-tuning.ipynb")));
    assertEquals("mine", Files.readString(folder.resolve("course/nbgrader_config.py")));
    for (Path lab : NotebookFile.below(folder.resolve("course"))) {
      assertEquals(
          List.of(),
          LinkRules.check(NotebookFile.load(lab)).stream()
              .filter(p -> !p.problem().contains(".ipynb"))
              .toList(),
          lab.toString());
    }
  }
}
