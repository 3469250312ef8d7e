package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContactSheetTest {
  /** Looks for a drawing, pixel by pixel: it is whole, and where it was not covered. */
  private static boolean shows(BufferedImage sheet, BufferedImage drawing) {
    int[] wanted = row(drawing, 0, 0, drawing.getWidth());
    for (int y = 0; y + drawing.getHeight() <= sheet.getHeight(); y++) {
      for (int x = 0; x + drawing.getWidth() <= sheet.getWidth(); x++) {
        if (sheet.getRGB(x, y) == drawing.getRGB(0, 0)
            && Arrays.equals(wanted, row(sheet, x, y, drawing.getWidth()))
            && whole(sheet, x, y, drawing)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean whole(BufferedImage sheet, int x, int y, BufferedImage drawing) {
    for (int i = 0; i < drawing.getHeight(); i++) {
      int width = drawing.getWidth();
      if (!Arrays.equals(row(drawing, 0, i, width), row(sheet, x, y + i, width))) {
        return false;
      }
    }
    return true;
  }

  private static int[] row(BufferedImage image, int x, int y, int width) {
    return image.getRGB(x, y, width, 1, null, 0, width);
  }

  @ParameterizedTest
  @EnumSource
  void showsEveryClassAndNamesItInItsWords(SketchSet set) {
    Figure sheet = ContactSheet.of(set, 5, 2, 4);
    for (String name : set.classes()) {
      assertTrue(sheet.alternative().contains(name), name);
      for (int i = 0; i < 2; i++) {
        assertTrue(shows(sheet.image(), set.draw(name, Split.TRAIN, 5, i, 64)), name + " " + i);
      }
    }
    assertTrue(sheet.title().contains(set.id()));
  }

  @Test
  void manyColumnsAreNoWiderThanTheClasses() {
    int two = ContactSheet.of(SketchSet.CATS_DOGS, 1, 6, 2).image().getWidth();
    assertEquals(two, ContactSheet.of(SketchSet.CATS_DOGS, 1, 6, 9).image().getWidth());
    assertThrows(LabException.class, () -> ContactSheet.of(SketchSet.CATS_DOGS, 1, 0, 1));
    assertThrows(LabException.class, () -> ContactSheet.of(SketchSet.CATS_DOGS, 1, 1, 0));
  }
}
