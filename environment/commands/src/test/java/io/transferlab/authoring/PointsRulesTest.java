package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointsRulesTest {
  private static final String TABLE =
      "### Points\n\n| Exercise | Points |\n|---|---|\n| 1.1 | 1 |\n| 1.2 | 2 |\n| all | 3 |";

  /** Two exercises: the first with its check in the same cell, the second in the next. */
  private static Lab lab(String first, String second, String table) {
    Lab lab = Lab.proper().code(solution() + "\nCheck.exercise(\"1.1\", check -> {});");
    metadata(lab, first);
    lab.code(solution());
    metadata(lab, second);
    lab.code("Check.exercise(\"1.2\", check -> {});").markdown(table);
    lab.lastCell().addProperty("id", "points");
    metadata(lab, "{\"tags\": [\"instructor\"]}");
    return lab;
  }

  private static String solution() {
    return "int one() {\n  // BEGIN SOLUTION\n  return 1;\n  // END SOLUTION\n}\n";
  }

  private static void metadata(Lab lab, String json) {
    lab.lastCell().add("metadata", JsonParser.parseString(json));
  }

  private static String marked(String exercise, String points) {
    return "{\"transferlab\": {\"exercise\": \"" + exercise + "\", \"points\": " + points + "}}";
  }

  private static List<String> problems(Lab lab) {
    return PointsRules.check(lab.notebook()).stream()
        .map(problem -> problem.cell() + ": " + problem.problem())
        .toList();
  }

  @Test
  void aLabWithPointsAndTheirTableKeepsTheRules() {
    assertEquals(List.of(), problems(lab(marked("1.1", "1"), marked("1.2", "2"), TABLE)));
  }

  @Test
  void namesWhatIsMissing() {
    assertEquals(
        List.of("2: it does not name its exercise, 1.1", "3: it does not name its exercise, 1.2"),
        problems(lab("{}", marked("1.1", "2"), TABLE)).subList(0, 2));
    for (String none : List.of("0", "-1", "1.5", "\"two\"", "[]", "null")) {
      assertEquals(
          "3: it has no points, a whole number from 1 on",
          problems(lab(marked("1.1", "1"), marked("1.2", none), TABLE)).get(0),
          none);
    }
  }

  @Test
  void theTableSaysWhatTheMetadataSay() {
    assertEquals(
        List.of("5: the table of points is not what the exercises' metadata say"),
        problems(lab(marked("1.1", "1"), marked("1.2", "3"), TABLE)));
    Lab without = lab(marked("1.1", "1"), marked("1.2", "2"), TABLE);
    without.lastCell().addProperty("id", "elsewhere");
    assertEquals(List.of("0: it has no table of points"), problems(without));
  }

  @Test
  void findsTheCheckOfASolutionInItsOwnCellAndInTheNext() {
    List<LabExercise> found =
        LabExercise.of(lab(marked("1.1", "1"), marked("1.2", "2"), TABLE).notebook());
    assertEquals(List.of("1.1", "1.2"), found.stream().map(LabExercise::id).toList());
    assertEquals("Check.exercise(\"1.1\", check -> {});", found.get(0).check());
    assertEquals(solution(), found.get(1).code());
    assertEquals(found.get(0).code().strip(), found.get(1).code().strip());
  }
}
