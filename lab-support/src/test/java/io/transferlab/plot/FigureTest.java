package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.Captured;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
  private final BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
  private final Figure figure = new Figure(image, "A black box.", "box");

  @TempDir Path folder;

  @Test
  void takesBetterWords() {
    Figure told = figure.withAlternative("A small black box.");
    assertEquals("A small black box.", told.alternative());
    assertEquals(figure.image(), told.image());
    assertEquals("box", told.title());
    assertThrows(LabException.class, () -> figure.withAlternative(" "));
  }

  @Test
  void needsItsWords() {
    for (String words : new String[] {null, "", "  "}) {
      LabException e =
          assertThrows(LabException.class, () -> new Figure(image, words, "box"), "words " + words);
      assertTrue(e.getMessage().contains("text alternative"), e.getMessage());
      assertThrows(LabException.class, () -> new Figure(image, "A box.", words));
    }
    assertThrows(LabException.class, () -> new Figure(null, "A box.", "box"));
  }

  @Test
  void savesAWholePngAndNothingElse() throws IOException {
    Path png = folder.resolve("deep/er/box.png");
    assertEquals(png, figure.save(png));
    figure.save(png);
    assertArrayEquals(figure.png(), Files.readAllBytes(png));
    assertEquals(7, ImageIO.read(png.toFile()).getWidth());
    try (Stream<Path> files = Files.list(png.getParent())) {
      assertEquals(List.of(png), files.toList());
    }
  }

  @Test
  void aFailedSaveLeavesNothing() throws IOException {
    // A folder that is not empty cannot be replaced by a file, whoever runs the test.
    Path taken = Files.createDirectories(folder.resolve("box.png"));
    Files.createFile(taken.resolve("something"));
    LabException e = assertThrows(LabException.class, () -> figure.save(taken));
    assertTrue(e.getMessage().contains(taken.toString()), e.getMessage());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(taken), files.toList());
    }
  }

  @Test
  void itsBundleHasThePictureAndTheWords() throws IOException {
    Map<String, Object> bundle = figure.mimeBundle();
    assertEquals("A black box.", bundle.get("text/plain"));
    byte[] png = Base64.getDecoder().decode((String) bundle.get("image/png"));
    assertEquals(5, ImageIO.read(new ByteArrayInputStream(png)).getHeight());
    // The last chunk of a PNG: a file cut short shows in some viewers and fails in others.
    assertArrayEquals(
        new byte[] {'I', 'E', 'N', 'D'},
        java.util.Arrays.copyOfRange(png, png.length - 8, png.length - 4));
    assertEquals(Map.of("image/png", Map.of("alt", "A black box.")), figure.mimeMetadata());
  }

  @Test
  void withoutANotebookSaysItself() {
    assertEquals(List.of("A black box."), Captured.lines(figure::show));
    assertEquals("A black box.", figure.toString());
  }
}
