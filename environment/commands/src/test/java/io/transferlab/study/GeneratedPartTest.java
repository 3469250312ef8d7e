package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedPartTest {
  @TempDir Path folder;

  @Test
  void whatPeopleWroteAroundItStays() throws IOException {
    Path file = folder.resolve("a.md");
    Files.writeString(
        file, "# Title\n\n<!-- BEGIN t -->\nold $1\n<!-- END t -->\n\nWhat is seen.\n");
    GeneratedPart.replace(file, "t", "| new \\1 $1 |\n\n");
    String expected =
        "# Title\n\n<!-- BEGIN t -->\n| new \\1 $1 |\n<!-- END t -->\n\nWhat is seen.\n";
    assertEquals(expected, Files.readString(file));
    GeneratedPart.replace(file, "t", "| new \\1 $1 |");
    assertEquals(expected, Files.readString(file), "a second time changes nothing");
  }

  @Test
  void aFileThatIsNotThereIsMade() throws IOException {
    Path file = folder.resolve("new/b.md");
    GeneratedPart.replace(file, "t", "x");
    assertEquals("<!-- BEGIN t -->\nx\n<!-- END t -->\n", Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text of somebody",
        "<!-- BEGIN t --> without an end",
        "<!-- END t --> <!-- BEGIN t -->",
        "<!-- BEGIN t --><!-- END t --><!-- BEGIN t --><!-- END t -->"
      })
  void aFileWithoutOnePlaceForItStaysAsItIs(String text) throws IOException {
    Path file = folder.resolve("c.md");
    Files.writeString(file, text);
    LabException e =
        assertThrows(LabException.class, () -> GeneratedPart.replace(file, "t", "new"));
    assertTrue(e.getMessage().contains("<!-- BEGIN t -->"), e.getMessage());
    assertEquals(text, Files.readString(file));
  }
}
