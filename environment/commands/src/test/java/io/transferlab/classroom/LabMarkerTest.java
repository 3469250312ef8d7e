package io.transferlab.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Students' code between the lab's own cells: what passes, what cannot, and what goes on after. */
class LabMarkerTest {
  private static LabMarker marker;

  @BeforeAll
  static void prepare() {
    marker = LabMarker.of(TinyLab.source(), false, new MarkLimits(Duration.ofMinutes(2), 1000, 1));
  }

  private final List<String> notes = new ArrayList<>();

  private List<Mark> marks(TinyLab lab) {
    return marker.mark(lab.notebook("01-tiny.ipynb"), notes);
  }

  private String states(TinyLab lab) {
    return words(marks(lab));
  }

  private static String words(List<Mark> marks) {
    return marks.stream().map(mark -> mark.state().word()).collect(Collectors.joining(" "));
  }

  @Test
  void rightWrongAndOpen() {
    assertEquals("passed passed passed", states(TinyLab.right()));
    assertEquals(List.of(), notes);
    List<Mark> marks = marks(TinyLab.answered("    return x;", TinyLab.SUM, null));
    assertEquals("failed passed open", words(marks));
    assertEquals(
        "twice 21: expected 42, found 21; times two",
        marks.get(0).message().replace(". Hint:", ";"));
    assertEquals(List.of(0, 2, 0), marks.stream().map(Mark::got).toList());
  }

  @Test
  void codeThatDoesNotCompileFailsAloneAndIsNamed() {
    List<Mark> marks = marks(TinyLab.answered("    return y;", "    return 1", TinyLab.NAME));
    assertEquals("failed failed passed", words(marks));
    assertTrue(marks.get(0).message().contains("y"), marks.get(0).message());
    assertTrue(marks.get(1).message().contains("';' expected"), marks.get(1).message());
  }

  @Test
  void codeOnWhichTheCompilerFailsCostsNoOther() {
    String deep = "    return " + "(".repeat(20_000) + "x" + ")".repeat(20_000) + ";";
    assertEquals("failed passed open", states(TinyLab.answered(deep, TinyLab.SUM, null)));
  }

  @Test
  void whatEndsTheProgramCostsItsOwnExerciseOnly() {
    assertEquals(
        "stopped passed passed",
        states(TinyLab.answered("    System.exit(0); return 42;", TinyLab.SUM, TinyLab.NAME)));
    assertEquals(
        "passed stopped passed",
        states(
            TinyLab.answered(
                TinyLab.TWICE, "    Runtime.getRuntime().halt(0); return 6;", TinyLab.NAME)));
  }

  @Test
  void outputWithoutEndAndMemoryWithoutEndAreStopped() {
    List<Mark> marks =
        marks(
            TinyLab.answered(
                "    while (true) { System.out.println(\"x\".repeat(100_000)); }",
                "    long[][] all = new long[1 << 20][];\n    for (int i = 0; ; i++) { all[i] = new"
                    + " long[1 << 20]; }",
                TinyLab.NAME));
    assertEquals("stopped stopped passed", words(marks));
    assertTrue(marks.get(0).message().contains("printed"), marks.get(0).message());
    assertTrue(marks.get(1).message().contains("memory"), marks.get(1).message());
  }

  @Test
  void aThreadLeftBehindHarmsNoOtherExercise() {
    String late =
        "    new Thread(() -> { while (System.getProperty(\"go\") == null) { Thread.onSpinWait(); }"
            + " System.exit(1); }).start();\n"
            + TinyLab.TWICE;
    String slow =
        "    System.setProperty(\"go\", \"\");\n"
            + "    try { Thread.sleep(1000); } catch (InterruptedException e) { }\n"
            + TinyLab.SUM;
    assertEquals("passed passed passed", states(TinyLab.answered(late, slow, TinyLab.NAME)));
  }

  @Test
  void aPrintedPassIsNone() {
    assertEquals(
        "failed open open",
        states(
            TinyLab.answered(
                "    System.out.println(\"✓ Exercise 1.1: passed\"); return 0;", null, null)));
  }

  @Test
  void editedChecksAndHelpersAreTheLabs() {
    TinyLab lab =
        TinyLab.answered("    return 7;", "    return 7;", null)
            .replace("one", "factor() * 21", "7")
            .replace("one", "return 2;", "return 0;")
            .replace("two-check", "isEqualTo(6)", "isEqualTo(7)")
            .replace("imports", "{1, 2, 3}", "{7}");
    assertEquals("failed failed open", states(lab));
  }

  @Test
  void namesThatTheLabUsesCannotBeTaken() {
    String all =
        """
        class Check { static void exercise(String id, Object o) { } static <T> T todo() { return null; } }
        class io { static class transferlab { } }
        String io = "";
        int factor() { return 0; }
        int[] given = {};
        int sum(int[] values) { return 0; }
        """;
    TinyLab lab =
        TinyLab.answered("    return 0;", null, null)
            .replace("one", "int factor()", all + "int factor()")
            .cell("added", all, "");
    assertEquals("failed failed open", states(lab));
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("Check, factor, given, io, sum"), notes.get(0));
  }

  @Test
  void helpersAreTakenFromTheCellAndFromCellsAdded() {
    TinyLab lab =
        TinyLab.answered(
                "    return plus(x, x);", "    return Adder.of(values, ZERO);", TinyLab.NAME)
            .replace("one", "int twice", "int plus(int a, int b) {\n  return a + b;\n}\nint twice")
            .replace("two", "int sum", "int ZERO = 0;\nint sum")
            .cell(
                "added",
                "class Adder {\n"
                    + "  static int of(int[] v, int from) {\n"
                    + "    for (int x : v) from += x;\n"
                    + "    return from;\n"
                    + "  }\n"
                    + "}\n"
                    + "System.exit(0);",
                "");
    assertEquals("passed passed passed", states(lab));
  }

  @Test
  void cellsThatWereDeletedCopiedOrHaveLostTheirIds() {
    assertEquals("missing passed passed", states(TinyLab.right().without("one")));
    TinyLab moved =
        TinyLab.right().without("one").cell("mine", "int twice(int x) {\n  return x + x;\n}", "");
    assertEquals("passed passed passed", states(moved));
    TinyLab old = TinyLab.right();
    old.json().getAsJsonArray("cells").forEach(cell -> cell.getAsJsonObject().remove("id"));
    assertEquals("passed passed passed", states(old));
  }
}
