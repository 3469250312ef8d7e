package io.transferlab.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassMarkingTest {
  @TempDir Path folder;
  private Path handedIn;
  private Path out;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void course() throws IOException {
    Path solutions = Files.createDirectories(folder.resolve("notebooks/solutions"));
    Files.writeString(solutions.resolve("01-tiny.ipynb"), TinyLab.source().json().toString());
    handedIn = Files.createDirectories(folder.resolve("in"));
    out = folder.resolve("marks");
  }

  private void hand(String name, TinyLab lab) throws IOException {
    Files.writeString(handedIn.resolve(name), lab.json().toString());
  }

  private MarkBook mark(boolean resume) {
    ClassMarking.Places places =
        new ClassMarking.Places(handedIn, folder.resolve("notebooks"), out, null);
    MarkLimits limits = new MarkLimits(Duration.ofMinutes(1), 1000, 1);
    return ClassMarking.of(places, limits, said::add).mark(resume);
  }

  @Test
  void marksAClassAndGoesOnWithItLater() throws IOException {
    hand("ada-01-tiny.ipynb", TinyLab.right());
    hand("=bob-01-tiny.ipynb", TinyLab.answered("    return 0; // <b>", TinyLab.SUM, null));
    Files.writeString(handedIn.resolve("carl.ipynb"), "{}");
    mark(false);
    assertEquals(
        List.of(
            "student,lab,1.1,1.2,1.3,points,of,quiz,quiz_of,problem,file",
            "carl,,,,,,,,,\"it is JSON, but no notebook: it has no cells\",carl.ipynb",
            "'=bob,01-tiny,0,2,0,2,6,,,,'=bob-01-tiny.ipynb",
            "ada,01-tiny,1,2,3,6,6,,,,ada-01-tiny.ipynb"),
        Files.readAllLines(out.resolve("marks.csv")));
    String page = Files.readString(out.resolve("students/bob.html"));
    assertTrue(page.contains("return 0; // &lt;b&gt;"), page);
    assertTrue(page.contains("expected 42, found 0"), page);
    String table = Files.readString(out.resolve("index.html"));
    assertTrue(table.contains("<a href=\"students/ada.html\">ada</a>"), table);
    assertTrue(table.contains("1.3 (3)"), table);

    assertThrows(LabException.class, () -> mark(false));
    said.clear();
    hand("dora-01-tiny.ipynb", TinyLab.open());
    MarkBook book = mark(true);
    assertEquals(4, book.rows().size());
    assertEquals(1, said.stream().filter(line -> line.contains("own answers first")).count());
    Files.delete(handedIn.resolve("ada-01-tiny.ipynb"));
    assertFalse(mark(true).csv().contains("ada"));
  }

  @Test
  void ofTwoNotebooksOfAStudentTheLaterOneCounts() throws IOException {
    Files.createDirectories(handedIn.resolve("ada"));
    hand("ada/01-tiny.ipynb", TinyLab.open());
    hand("ada/01-tiny-new.ipynb", TinyLab.right());
    Files.setLastModifiedTime(
        handedIn.resolve("ada/01-tiny.ipynb"), java.nio.file.attribute.FileTime.fromMillis(0));
    MarkBook book = mark(false);
    assertEquals(1, book.rows().size());
    assertEquals(6, book.rows().get(0).got());
    assertTrue(said.contains("ada: ada/01-tiny.ipynb is left aside for a later one"), "" + said);
  }
}
