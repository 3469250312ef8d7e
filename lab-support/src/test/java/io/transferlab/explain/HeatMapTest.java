package io.transferlab.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  private static HeatMap map(float[][] found) {
    return HeatMap.of("dog", "Grad-CAM", "conv", found);
  }

  private static float[][] spot(int side, int y, int x) {
    float[][] found = new float[side][side];
    found[y][x] = 7;
    return found;
  }

  @Test
  void theLargestIsOneAndWhatSpeaksAgainstIsNothing() {
    HeatMap map = map(new float[][] {{-3, 2}, {1, 4}});
    assertEquals(0, map.at(0, 0));
    assertEquals(0.5f, map.at(0, 1));
    assertEquals(1, map.at(1, 1));
  }

  @Test
  void sharesAreOfTheWholeMass() {
    HeatMap even = map(new float[][] {{1, 1}, {1, 1}});
    assertEquals(0.36, even.shareInBorder(0.1), 1e-9);
    assertEquals(0.25, even.share(0, 0.5, 0.5, 1), 1e-9);
    HeatMap corner = map(spot(8, 7, 0));
    assertEquals(1, corner.share(0.5, 0, 1, 0.5), 1e-9);
    assertTrue(corner.shareInBorder(0.125) > 0.85, "smoothed beyond its cell");
  }

  @Test
  void itSaysWhereTheMassLies() {
    assertTrue(map(spot(8, 6, 1)).words().contains("100 % of it lies in the lower left quarter"));
    assertTrue(map(spot(8, 1, 6)).words().contains("upper right quarter"));
    assertTrue(map(spot(9, 4, 4)).words().contains("in the middle; 0 % of it lies in the outer"));
    assertTrue(map(new float[][] {{0, 0}, {1, 1}}).words().contains("lower half"));
    assertEquals(
        "Grad-CAM for dog (conv, 2 x 2 cells): it is spread over the picture; 36 % of it lies in"
            + " the outer tenth all round, which is 36 % of the picture.",
        map(new float[][] {{1, 1}, {1, 1}}).words());
  }

  @Test
  void anEmptyMapSaysThatNothingSpeaksForTheClass() {
    HeatMap map = HeatMap.of("dog", "Occlusion", null, new float[][] {{-1, 0}});
    assertTrue(map.isEmpty());
    assertEquals(0, map.shareInBorder(0.1));
    assertEquals(
        "Occlusion for dog (1 x 2 cells): nothing in the picture speaks for it.", map.words());
  }

  @Test
  void overThePictureBrightIsLighterThanDarkAndTheSizeStays() {
    BufferedImage picture = new BufferedImage(90, 60, BufferedImage.TYPE_INT_ARGB);
    BufferedImage over = map(spot(3, 1, 2)).overlay(picture);
    assertEquals(90, over.getWidth());
    assertEquals(60, over.getHeight());
    Color most = new Color(over.getRGB(75, 30));
    Color none = new Color(over.getRGB(10, 30));
    assertTrue(most.getRed() > none.getRed() + 80 && most.getGreen() > none.getGreen() + 60);
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThrows(LabException.class, () -> map(new float[][] {{1, Float.NaN}}));
  }
}
