package io.transferlab.data.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedBorderTest {
  private final ImageSet plain = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 3, 1);
  private final ImageSet bordered = RedBorder.around(plain, "dog");

  private static boolean isRed(int rgb) {
    return (rgb >> 16 & 255) > 200 && (rgb >> 8 & 255) < 50 && (rgb & 255) < 50;
  }

  @Test
  void everyDogHasABorderAndIsTheSameInside() throws IOException {
    for (int i = 0; i < plain.size(); i++) {
      Picture before = plain.pictures().get(i);
      Picture after = bordered.pictures().get(i);
      assertEquals(before.key(), after.key());
      assertEquals(before.label(), after.label());
      if (before.label() == 0) {
        assertSame(before, after);
        continue;
      }
      BufferedImage a = before.source().read(64);
      BufferedImage b = after.source().read(64);
      for (int at = 0; at < 64; at++) {
        for (int edge : new int[] {0, 3, 60, 63}) {
          assertTrue(isRed(b.getRGB(at, edge)) && isRed(b.getRGB(edge, at)), at + ", " + edge);
        }
      }
      assertArrayEquals(
          a.getRGB(4, 4, 56, 56, null, 0, 56), b.getRGB(4, 4, 56, 56, null, 0, 56), before.key());
    }
  }

  @Test
  void aPictureOfAnyFormatGetsItAllAround() throws IOException {
    BufferedImage wide = new BufferedImage(40, 8, BufferedImage.TYPE_INT_RGB);
    ImageSet one =
        ImageSet.of("wide", List.of("a", "b"), List.of(new Picture("b/1", 1, size -> wide)));
    BufferedImage b = RedBorder.around(one, "b").pictures().get(0).source().read(64);
    assertTrue(isRed(b.getRGB(0, 4)) && isRed(b.getRGB(39, 4)) && isRed(b.getRGB(20, 7)));
    assertEquals(0, b.getRGB(20, 4) & 0xffffff);
    assertEquals(0, wide.getRGB(0, 0) & 0xffffff, "the given picture stays as it is");
  }

  /** What was computed from the plain picture must not be taken for the bordered one. */
  @Test
  void theFingerprintIsAnother() throws IOException {
    String before = plain.pictures().get(3).source().fingerprint();
    assertNotEquals(before, bordered.pictures().get(3).source().fingerprint());
    ImageSet unknown =
        ImageSet.of("unknown", List.of("a", "b"), List.of(new Picture("b/1", 1, size -> null)));
    assertEquals("", RedBorder.around(unknown, "b").pictures().get(0).source().fingerprint());
  }

  @Test
  void anUnknownClassIsNamed() {
    LabException e = assertThrows(LabException.class, () -> RedBorder.around(plain, "horse"));
    assertTrue(e.getMessage().contains("cat, dog"), e.getMessage());
  }
}
