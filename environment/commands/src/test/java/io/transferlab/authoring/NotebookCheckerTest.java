package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookCheckerTest {
  private static final String PNG =
      "{\"output_type\": \"display_data\", \"data\": {\"image/png\": \"iVBO\"}, \"metadata\": %s}";

  @TempDir Path folder;

  private Path source() {
    return folder.resolve("solutions/01-lab.ipynb");
  }

  private Path student() {
    return folder.resolve("01-lab.ipynb");
  }

  /** Writes and builds a lab and returns the problems with its source. */
  private List<String> problems(Lab lab) {
    lab.writeTo(source());
    NotebookBuilder.build(folder);
    return NotebookChecker.check(folder).stream()
        .filter(problem -> problem.file().equals(source()))
        .map(problem -> problem.cell() + ": " + problem.problem())
        .toList();
  }

  @Test
  void aProperLabHasNoProblem() {
    Lab lab =
        Lab.proper()
            .markdown(
                "### Deeper\n```java\n# no heading\n```\n![a cat](https://example.org/cat.png)")
            .code("// BEGIN SOLUTION\nx();\n// END SOLUTION")
            .output(PNG.formatted("{\"image/png\": {\"alt\": \"A curve.\"}}"))
            .code("import java.util.List;\nmaven(1);")
            .code("System.out.printf(\"%d\", 1);\nSystem.out.println();")
            .code("// BEGIN SOLUTION\n// STUB: " + "x".repeat(100) + "\nx();\n// END SOLUTION")
            .code("for (int i = 0; i < 3; i++) {\n  System.out.printf(\"%d\", i);\n}");
    assertEquals(List.of(), problems(lab));
    assertEquals(List.of(), NotebookChecker.check(folder));
  }

  static Stream<List<Object>> faults() {
    return Stream.of(
        List.of(new Lab().markdown("## Objectives\n## Time"), "0: it has no title"),
        List.of(Lab.proper().markdown("# Again"), "2: a second title '# Again'"),
        List.of(Lab.proper().markdown("#### Deep"), "2: the heading 'Deep' skips a level"),
        List.of(new Lab().markdown("# L\n## Time needed"), "0: it has no section 'Objectives'"),
        List.of(new Lab().markdown("# L\n## Objectives"), "0: it has no section 'Time'"),
        List.of(
            Lab.proper().markdown("![ ](https://example.org/x.png)"),
            "2: a picture has no alternative text"),
        List.of(
            Lab.proper().markdown("see [this](other.html#part)"),
            "2: a link leads to other.html, which is not there"),
        List.of(
            Lab.proper().markdown("see [this](a\0b.html)"),
            "2: a link leads to a\0b.html, which is not there"),
        List.of(
            Lab.proper().markdown("see [this](text.md)"),
            "2: a link leads to text.md, which is not there"),
        List.of(
            Lab.proper().markdown("<img src='x.png' alt=''>"),
            "2: a picture has no alternative text"),
        List.of(
            Lab.proper().code("import io.github.spencerpark.ijava.IJava;"),
            "2: it imports a kernel's class, which no other kernel has"),
        List.of(
            Lab.proper().code("import io.transferlab.kernel.KernelBridge;"),
            "2: it imports a kernel's class, which no other kernel has"),
        List.of(
            Lab.proper().code("int x;\n%maven a:b:1"),
            "2: it fetches libraries, which needs a network and a certain kernel"),
        List.of(
            Lab.proper().code("clearOutput(true);"),
            "2: it calls clearOutput, which some kernels lack"),
        List.of(Lab.proper().code("display(null)"), "2: it displays null, which fails in IJava"),
        List.of(
            Lab.proper().code("int x = 1;\nSystem.out.printf(\n    \"%d%n\", x);  // one\n"),
            "2: it ends in System.out.printf, whose value is shown below: java.io.PrintStream@..."),
        List.of(
            Lab.proper().code("x();\n" + "x".repeat(101)),
            "2: a line of code has 101 characters: " + "x".repeat(40) + " ..."),
        List.of(
            Lab.proper().code("x").output(PNG.formatted("{}")),
            "2: an image/png output has no alternative text"),
        List.of(
            Lab.proper().code("x").output(PNG.formatted("{\"image/png\": {\"alt\": \" \"}}")),
            "2: an image/png output has no alternative text"),
        List.of(
            Lab.proper()
                .code("x")
                .output("{\"output_type\": \"error\", \"ename\": \"E\", \"evalue\": \"bad\"}"),
            "2: it ended with E: bad"),
        List.of(
            Lab.proper().code("x").output("{\"output_type\": \"stream\", \"name\": \"stderr\"}"),
            "2: it writes to the error stream"),
        List.of(kernel("java-19"), "0: its kernel is 'java-19', not 'java'"),
        List.of(id(""), "2: it has no id"),
        List.of(id("cell-1"), "2: its id 'cell-1' is there twice"));
  }

  private static Lab kernel(String name) {
    Lab lab = Lab.proper();
    JsonObject metadata = lab.json().getAsJsonObject("metadata");
    metadata.getAsJsonObject("kernelspec").addProperty("name", name);
    return lab;
  }

  private static Lab id(String id) {
    Lab lab = Lab.proper().markdown("x");
    lab.lastCell().addProperty("id", id);
    return lab;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void complainsOfEachFault(List<Object> fault) {
    assertEquals(List.of(fault.get(1)), problems((Lab) fault.get(0)));
  }

  @Test
  void complainsOfUnpairedMarkers() {
    Lab.proper().code("// BEGIN SOLUTION").writeTo(source());
    Lab.proper().writeTo(student());
    assertEquals(
        List.of(
            source()
                + ": cell 2: a solution begins and never ends; pair // BEGIN SOLUTION with"
                + " // END SOLUTION, STUB lines inside"),
        NotebookChecker.check(folder).stream().map(Problem::line).toList());
  }

  @Test
  void complainsOfAMissingCopyAndOfACopyWithoutSource() throws IOException {
    Lab.proper().writeTo(source());
    assertEquals("it has no student copy", onlyProblem());
    NotebookBuilder.build(folder);
    Files.move(source(), source().resolveSibling("02-lab.ipynb"));
    NotebookBuilder.build(folder);
    assertEquals("it has no source in solutions/", onlyProblem());
  }

  @Test
  void complainsOfAStaleCopy() {
    problems(Lab.proper());
    Lab.proper().markdown("More.").writeTo(source());
    assertEquals("it is older than its source", onlyProblem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Learn.|Learn more.", "\"metadata\": {|\"metadata\":  {"})
  void complainsOfACopyChangedByHand(String change) throws IOException {
    problems(Lab.proper());
    String[] parts = change.split("\\|");
    Files.writeString(student(), Files.readString(student()).replace(parts[0], parts[1]));
    assertEquals("it was changed after it was generated", onlyProblem());
  }

  @Test
  void complainsOfWhatACopyMustNotHold() {
    problems(Lab.proper());
    Lab.proper()
        .code("x")
        .output("{\"output_type\": \"stream\", \"name\": \"stdout\"}")
        .code("// BEGIN SOLUTION")
        .code("y", "instructor")
        .writeTo(student());
    assertEquals(
        List.of(
            "2: it has an output",
            "3: it still has a solution in it",
            "4: it is a cell for instructors or authors",
            "0: it is older than its source"),
        NotebookChecker.check(folder).stream()
            .map(problem -> problem.cell() + ": " + problem.problem())
            .toList());
  }

  @Test
  void aBrokenFileDoesNotHideTheOthers() throws IOException {
    problems(kernel("other"));
    Files.writeString(source().resolveSibling("00-broken.ipynb"), "{");
    assertEquals(
        List.of("it cannot be read", "its kernel is 'other', not 'java'"),
        NotebookChecker.check(folder).stream().map(Problem::problem).toList());
  }

  @Test
  void checksWhatExecutedNotebooksShow() {
    assertThrows(LabException.class, () -> NotebookChecker.check(folder));
    assertThrows(LabException.class, () -> NotebookChecker.checkExecuted(folder));
    Lab.proper()
        .code("x")
        .output(PNG.formatted("{}"))
        .writeTo(folder.resolve("build/solutions/01-lab.ipynb"));
    assertEquals(
        List.of("an image/png output has no alternative text"),
        NotebookChecker.checkExecuted(folder.resolve("build")).stream()
            .map(Problem::problem)
            .toList());
  }

  private String onlyProblem() {
    List<Problem> problems = NotebookChecker.check(folder);
    assertEquals(1, problems.size(), problems::toString);
    return problems.get(0).problem();
  }

  @Test
  void aTextInMarkdownIsLinkedAsThePageMadeOfIt() throws Exception {
    Files.createDirectories(folder.resolve("solutions"));
    Files.writeString(folder.resolve("text.md"), "# A text\n\n1 ± 2\n");
    Lab.proper().markdown("[one](../text.md), [two](../text.html)").writeTo(source());
    NotebookBuilder.build(folder);
    assertTrue(Files.readString(folder.resolve("text.html")).contains("1 ± 2"));
    assertEquals(
        List.of("a link leads to ../text.md, which Jupyter shows as raw text"),
        NotebookChecker.check(folder).stream()
            .map(Problem::problem)
            .filter(problem -> problem.contains("../"))
            .toList());
    Files.writeString(folder.resolve("text.md"), "# Another\n");
    assertTrue(
        NotebookChecker.check(folder).stream()
            .anyMatch(p -> p.problem().equals("it is not what its Markdown gives now")));
  }
}
