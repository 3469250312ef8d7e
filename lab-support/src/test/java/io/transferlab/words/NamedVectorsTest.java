package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.fetch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors by the names of the catalogue. */
class NamedVectorsTest {
  @TempDir Path home;
  private Places places;

  @BeforeEach
  void places() {
    places = Places.of(home, null);
  }

  private void put(String file, String text) throws IOException {
    Path path = home.resolve("vectors").resolve("glove-6b").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void aFetchedFileGoesByItsNameOrItsDimension() throws IOException {
    put("glove.6B.50d.txt", "fifty 1 2\n");
    put("glove.6B.300d.txt", "three 1 2\n");
    for (String name : List.of("glove-6b:50", "glove:50", "glove.6B.50d", "GLOVE.6b.50D")) {
      WordVectors vectors = NamedVectors.open(name, places);
      assertEquals(List.of("fifty"), vectors.words(), name);
      assertEquals("glove.6B.50d", vectors.name());
    }
    assertEquals(List.of("three"), NamedVectors.open("glove-6b:300", places).words());
    assertMessage("glove-6b", "as in glove-6b:50");
    assertMessage("glove-6b:77", "glove.6B.300d.txt, glove.6B.50d.txt");
  }

  @Test
  void theFolderMayBeALinkToVectorsThatLieElsewhere(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("glove.6B.50d.txt"), "fifty 1 2\n");
    Path vectors = Files.createDirectory(home.resolve("vectors"));
    Files.createSymbolicLink(vectors.resolve("glove-6b"), elsewhere);
    for (String name : List.of("glove-6b", "glove-6b:50", "glove.6B.50d")) {
      assertEquals(List.of("fifty"), NamedVectors.open(name, places).words(), name);
    }
  }

  @Test
  void theOnlyFileNeedsNoMore() throws IOException {
    put("glove.6B.50d.txt", "fifty 1 2\n");
    assertEquals(List.of("fifty"), NamedVectors.open("glove-6b", places).words());
  }

  @Test
  void whatWasNotFetchedSaysHow() {
    for (String name : List.of("glove-6b", "glove-6b:50", "glove.6B.50d")) {
      assertMessage(name, "environment/lab data fetch glove-6b` (862 MB)");
    }
    assertMessage("glove-840b", "environment/lab data fetch glove-840b");
  }

  @Test
  void anUnknownNameOffersTheNearest() {
    assertMessage("embeded", "did you mean \"embedded\"");
    assertMessage("glov-42b", "did you mean \"glove-42b\"");
    assertMessage("no/such/file.txt", "nothing there");
  }

  private void assertMessage(String name, String part) {
    LabException e = assertThrows(LabException.class, () -> NamedVectors.open(name, places));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
