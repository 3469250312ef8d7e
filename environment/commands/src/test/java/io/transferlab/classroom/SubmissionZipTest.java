package io.transferlab.classroom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionZipTest {
  private static final String HOME = System.getProperty("user.home");

  @TempDir Path folder;
  private Path notebooks;
  private Path own;

  @BeforeEach
  void course() throws IOException {
    notebooks = Files.createDirectories(folder.resolve("course/notebooks"));
    own = Files.createDirectories(folder.resolve("labs"));
    Files.writeString(notebooks.resolve("01-tiny.ipynb"), TinyLab.open().json().toString());
  }

  private Path notebook(JsonObject json) throws IOException {
    return Files.writeString(own.resolve("01-tiny.ipynb"), json.toString());
  }

  /** The first exercise passed, the second was not run, the third is open. */
  private static JsonObject worked() {
    JsonObject json = TinyLab.answered(TinyLab.TWICE, TinyLab.SUM, null).json();
    JsonObject first = json.getAsJsonArray("cells").get(1).getAsJsonObject();
    first
        .getAsJsonArray("outputs")
        .add(
            JsonParser.parseString(
                "{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": [\"✓ Exercise 1.1:"
                    + " passed\\n\", \"read "
                    + HOME
                    + "/pictures/me.jpg and /home/somebody/x and C:\\\\Users\\\\Me\\\\y\\n\"]}"));
    first
        .getAsJsonArray("outputs")
        .add(
            JsonParser.parseString(
                "{\"output_type\": \"display_data\", \"metadata\": {}, \"data\":"
                    + " {\"image/png\": \"AAAA\", \"text/html\": \"<img>\", \"text/plain\":"
                    + " \"a figure\"}}"));
    return json;
  }

  private String entry(Path zip, String name) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return new String(
          file.getInputStream(file.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void saysHowEachExerciseStands() throws IOException {
    SubmissionZip zip = SubmissionZip.of(notebook(worked()), notebooks, "Ada");
    assertEquals(
        List.of("1.1 passed", "1.2 not run", "1.3 open"),
        zip.standings().stream().map(each -> each.exercise() + " " + each.state()).toList());
    JsonObject less = TinyLab.right().without("three").json();
    assertEquals(
        "missing", SubmissionZip.of(notebook(less), notebooks, "").standings().get(2).state());
  }

  @Test
  void holdsTextAloneAndNoNamesOfFolders() throws IOException {
    Files.createDirectories(own.resolve("predictions"));
    Files.writeString(own.resolve("predictions/01.json"), "{}");
    Path zip = folder.resolve("a.zip");
    SubmissionZip.of(notebook(worked()), notebooks, "Ada").write(zip);
    String text = entry(zip, "01-tiny.ipynb");
    assertTrue(text.contains("read ~/pictures/me.jpg and ~/x and ~"), text);
    assertFalse(text.contains("image/png") || text.contains("text/html"), text);
    assertTrue(text.contains("a figure"));
    JsonObject about = JsonParser.parseString(entry(zip, SubmissionZip.ABOUT)).getAsJsonObject();
    assertEquals("Ada", about.get("student").getAsString());
    assertEquals("01-tiny", about.get("lab").getAsString());
    assertEquals("{}", entry(zip, "predictions/01.json"));
  }

  @Test
  void theSameNotebookGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("a.zip");
    Path second = folder.resolve("b.zip");
    SubmissionZip.of(notebook(worked()), notebooks, "").write(first);
    SubmissionZip.of(notebook(worked()), notebooks, "").write(second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    SubmissionZip.of(notebook(worked()), notebooks, "").write(first); // its own it may replace
    Path other = Files.writeString(folder.resolve("other.zip"), "mine");
    SubmissionZip zip = SubmissionZip.of(notebook(worked()), notebooks, "");
    assertThrows(LabException.class, () -> zip.write(other));
    assertEquals("mine", Files.readString(other));
  }

  @Test
  void refusesTheSolutionAndWhatIsNoLab() throws IOException {
    Path solution = notebook(TinyLab.source().json());
    LabException told =
        assertThrows(LabException.class, () -> SubmissionZip.of(solution, notebooks, ""));
    assertTrue(told.getMessage().contains("the solution"), told.getMessage());
    Path other = Files.writeString(own.resolve("mine.ipynb"), "{\"cells\": []}");
    told = assertThrows(LabException.class, () -> SubmissionZip.of(other, notebooks, ""));
    assertTrue(told.getMessage().contains("a lab of this course"), told.getMessage());
  }

  @Test
  void whatWasPackedIsReadAgain() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    SubmissionZip.of(notebook(worked()), notebooks, "Ada Lovelace").write(in.resolve("x.zip"));
    Submission read = Submissions.in(in).get(0);
    assertEquals("Ada Lovelace", read.student());
    assertEquals("", read.problem());
    assertEquals("x.zip!01-tiny.ipynb", read.file());
  }
}
