package io.transferlab.authoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentCopyTest {
  private static final String RESULT =
      "{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": \"1\"}";

  @TempDir Path folder;

  private static Lab lab() {
    return Lab.proper()
        .code("int f() {\n  // BEGIN SOLUTION\n  return 1;\n  // END SOLUTION\n}")
        .output(RESULT)
        .code("secret()", "instructor")
        .code("alsoSecret()", "slide", "solution-only")
        .code("f();\n\n", "slide");
  }

  private static NotebookFile student(Lab lab) {
    JsonObject json = JsonParser.parseString(StudentCopy.of(lab.notebook())).getAsJsonObject();
    return new NotebookFile(Path.of("01-lab.ipynb"), json);
  }

  @Test
  void cutsOutWhatStudentsShallNotSee() {
    List<Cell> cells = student(lab()).cells();
    assertEquals(
        List.of(Lab.PROSE, "int f() {\n  return Check.todo();\n}", "f();\n\n"),
        cells.stream().map(Cell::source).toList());
    assertTrue(cells.stream().allMatch(cell -> cell.outputs().isEmpty() && !cell.hasCount()));
    assertFalse(cells.get(1).json().toString().contains("\"execution\""));
    assertEquals(List.of("slide"), cells.get(2).tags());
  }

  @Test
  void keepsIdsKernelAndFormat() {
    NotebookFile student = student(lab());
    assertEquals(
        List.of("cell-1", "cell-2", "cell-5"), student.cells().stream().map(Cell::id).toList());
    assertEquals("java", Cell.text(student.metadata().getAsJsonObject("kernelspec"), "name"));
    assertEquals("5", Cell.text(student.json(), "nbformat_minor"));
  }

  @Test
  void namesItsSource() {
    JsonObject marker = student(lab()).metadata().getAsJsonObject("transferlab");
    assertEquals("solutions/01-lab.ipynb", Cell.text(marker, "source"));
    assertEquals(StudentCopy.hash(lab().notebook()), Cell.text(marker, "sourceSha256"));
    assertEquals(64, Cell.text(marker, "sourceSha256").length());
  }

  @Test
  void runningTheSourceChangesNothing() {
    Lab run = lab().output(RESULT);
    run.json()
        .getAsJsonObject("metadata")
        .getAsJsonObject("language_info")
        .addProperty("version", "25");
    assertEquals(StudentCopy.of(lab().notebook()), StudentCopy.of(run.notebook()));
    Lab edited = lab().markdown("More.");
    assertNotEquals(StudentCopy.hash(lab().notebook()), StudentCopy.hash(edited.notebook()));
  }

  @Test
  void givesTheSameBytesEachTimeInJupytersForm() {
    String text = StudentCopy.of(lab().notebook());
    assertEquals(text, StudentCopy.of(lab().notebook()));
    assertTrue(text.startsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n"), text);
    assertTrue(text.endsWith("\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"), text);
    // Written again from what was read, it is the same.
    assertEquals(text, StableJson.write(JsonParser.parseString(text)));
  }

  @Property
  void theFormOfTheFileDoesNotChangeTheText(@ForAll String text) {
    Lab lab = new Lab().markdown(text);
    Cell before = lab.notebook().cells().get(0);
    Cell after = student(lab).cells().get(0);
    assertEquals(before.source(), after.source());
  }

  @Test
  void writesOnlyWhatChanged() throws IOException {
    lab().writeTo(folder.resolve("solutions/01-lab.ipynb"));
    Path copy = folder.resolve("01-lab.ipynb");
    assertEquals(List.of(new NotebookBuilder.Built(copy, true)), NotebookBuilder.build(folder));
    FileTime old = FileTime.fromMillis(0);
    Files.setLastModifiedTime(copy, old);
    assertEquals(List.of(new NotebookBuilder.Built(copy, false)), NotebookBuilder.build(folder));
    assertEquals(old, Files.getLastModifiedTime(copy));
    assertEquals(StudentCopy.of(lab().notebook()), Files.readString(copy, StandardCharsets.UTF_8));
  }

  @Test
  void aFaultySourceChangesNoCopy() {
    lab().writeTo(folder.resolve("solutions/01-lab.ipynb"));
    Lab.proper().code("// BEGIN SOLUTION").writeTo(folder.resolve("solutions/02-lab.ipynb"));
    LabException e = assertThrows(LabException.class, () -> NotebookBuilder.build(folder));
    assertTrue(e.getMessage().contains("02-lab.ipynb, cell 2"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("01-lab.ipynb")));
  }

  @Test
  void takesOutputsOfExecutedCopiesWithoutTheirTraces() throws IOException {
    Path source = Lab.proper().code("x").writeTo(folder.resolve("solutions/01-lab.ipynb"));
    Path run = folder.resolve("build/solutions");
    Lab.proper().code("x").output(RESULT).writeTo(run.resolve("01-lab.ipynb"));
    assertTrue(NotebookBuilder.takeOutputs(folder, run).get(0).changed());
    Cell cell = NotebookFile.load(source).cells().get(1);
    assertEquals(JsonParser.parseString(RESULT), cell.outputs().get(0));
    assertTrue(cell.hasCount());
    assertFalse(Files.readString(source).contains("\"execution\""));
    assertFalse(NotebookBuilder.takeOutputs(folder, run).get(0).changed());
  }

  @Test
  void takesNoOutputsOfAnotherSource() throws IOException {
    Path source = Lab.proper().code("x").writeTo(folder.resolve("solutions/01-lab.ipynb"));
    String before = Files.readString(source);
    Path run = folder.resolve("build/solutions");
    assertThrows(LabException.class, () -> NotebookBuilder.takeOutputs(folder, run));
    Lab.proper().code("y").output(RESULT).writeTo(run.resolve("01-lab.ipynb"));
    assertThrows(LabException.class, () -> NotebookBuilder.takeOutputs(folder, run));
    assertEquals(before, Files.readString(source));
  }

  @Test
  void saysWhatIsNoNotebook() throws IOException {
    assertThrows(LabException.class, () -> NotebookBuilder.build(folder));
    Path file = Files.createDirectories(folder.resolve("solutions")).resolve("01-lab.ipynb");
    for (String text : List.of("{", "[]", "{}", "")) {
      Files.writeString(file, text);
      LabException e = assertThrows(LabException.class, () -> NotebookBuilder.build(folder));
      assertTrue(e.getMessage().contains("a notebook in " + file), e.getMessage());
    }
  }
}
