package io.transferlab.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionsTest {
  @TempDir Path folder;

  private static byte[] notebook() {
    return TinyLab.right().json().toString().getBytes(StandardCharsets.UTF_8);
  }

  private void file(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private void zip(String name, String entry, byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(bytes);
      zip.closeEntry();
    }
  }

  private List<String> found() {
    return Submissions.in(folder).stream()
        .map(each -> each.student() + ": " + each.problem())
        .toList();
  }

  @Test
  void studentsComeInTheOrderOfAClassList() throws IOException {
    for (String name : List.of("Zoe", "Çağla", "carl", "Dora", "Ada")) {
      file(name + "/03-fine-tuning.ipynb", notebook());
    }
    assertEquals(
        List.of("Ada", "Çağla", "carl", "Dora", "Zoe"),
        Submissions.in(folder).stream().map(Submission::student).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "submitted/bob/ps3/03-fine-tuning.ipynb, bob",
    "bob/03-fine-tuning.ipynb, bob",
    "Ada Lovelace_4711_assignsubmission_file_/03-fine-tuning.ipynb, Ada Lovelace",
    "Ada Lovelace_4711_assignsubmission_file_03-fine-tuning.ipynb, Ada Lovelace",
    "ada-03-fine-tuning.ipynb, ada",
    "ada.zip, ada",
    "03-fine-tuning.ipynb, 03-fine-tuning",
    "Müller Jörg/x.zip, Müller Jörg"
  })
  void knowsWhoHandedAFileIn(String file, String student) {
    assertEquals(student, Submissions.student(file));
  }

  @Test
  void readsFoldersNotebooksAndZipsAndLeavesTheRest() throws IOException {
    file("submitted/bob/ps1/01-tiny.ipynb", notebook());
    file("carl-01-tiny.ipynb", notebook());
    zip("dora.zip", "01-tiny.ipynb", notebook());
    zip("all.zip", "Eva_1_assignsubmission_file_/01-tiny.ipynb", notebook());
    file("carl/.ipynb_checkpoints/01-tiny-checkpoint.ipynb", notebook());
    file("notes.txt", new byte[0]);
    Files.createSymbolicLink(
        folder.resolve("link.ipynb"), Files.write(folder.resolve("x.json"), notebook()));
    assertEquals(List.of("bob: ", "carl: ", "dora: ", "Eva: "), found());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../01-tiny.ipynb",
        "/etc/01.ipynb",
        "a/../../b.ipynb",
        "..\\b.ipynb",
        "C:/b.ipynb"
      })
  void aZipThatLeadsOutIsNamedNotRead(String entry) throws IOException {
    zip("eve.zip", entry, notebook());
    file("carl-01-tiny.ipynb", notebook());
    assertEquals(
        List.of("carl: ", "eve: the zip has a name that leads out of its folder"), found());
  }

  @Test
  void aZipThatGrowsWithoutEndIsNamed() throws IOException {
    zip("bomb.zip", "01.ipynb", new byte[65 << 20]);
    assertTrue(Files.size(folder.resolve("bomb.zip")) < 200_000);
    assertTrue(found().get(0).contains("has more than"), found().get(0));
  }

  @Test
  void whatIsNoNotebookIsNamed() throws IOException {
    file("a.ipynb", "{\"cells\": [".getBytes(StandardCharsets.UTF_8));
    file("b.ipynb", "[1, 2]".getBytes(StandardCharsets.UTF_8));
    file("c.ipynb", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    file("d.zip", new byte[] {'P', 'K', 3, 4, 0, 0});
    zip("e.zip", "inner.zip", new byte[3]);
    zip("f.zip", "readme.txt", new byte[3]);
    assertEquals(
        List.of(
            "a: it is damaged: not a notebook's JSON",
            "b: it is JSON, but no notebook: it has no cells",
            "c: it is damaged: not a notebook's JSON"),
        found().subList(0, 3));
    assertTrue(found().get(3).startsWith("d: the zip cannot be read"), found().get(3));
    assertEquals("e: the zip has a zip in it: unpack the outer one", found().get(4));
    assertEquals("f: there is no notebook in the zip", found().get(5));
  }

  @Test
  void anEmptyFolderIsNamed() {
    LabException told = assertThrows(LabException.class, () -> Submissions.in(folder));
    assertTrue(told.getMessage().contains("no notebook and no zip"), told.getMessage());
    assertThrows(LabException.class, () -> Submissions.in(folder.resolve("none")));
  }
}
