package io.transferlab.data.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {

  @Test
  void showsEveryClassInItsPlace() {
    BufferedImage sheet = ContactSheet.of(SketchSet.OBJECTS, 1, 3, 16, 2);
    assertEquals(2 * 3 * 16, sheet.getWidth());
    assertEquals(14 * 16, sheet.getHeight());
    // The sixteenth class is the second of the second column; its last example ends the row.
    String name = SketchSet.OBJECTS.classes().get(15);
    BufferedImage picture = SketchSet.OBJECTS.draw(name, Split.TRAIN, 1, 2, 16);
    assertEquals(picture.getRGB(15, 15), sheet.getRGB(95, 31));
  }

  @Test
  void writesAFileForEverySet(@TempDir Path folder) throws IOException {
    ContactSheet.main(new String[] {folder.toString()});
    for (SketchSet set : SketchSet.values()) {
      assertTrue(Files.size(folder.resolve(set.id() + ".png")) > 10_000);
    }
  }
}
