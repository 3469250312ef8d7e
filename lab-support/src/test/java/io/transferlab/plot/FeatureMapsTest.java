package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class FeatureMapsTest {
  @Test
  void theStrongestFilterIsNamedAndAWeightOfZeroIsGrey() {
    var kernels = Nd4j.zeros(3, 3, 3, 2);
    kernels.putScalar(new int[] {1, 1, 0, 1}, 0.5f);
    Figure figure = FeatureMaps.filters("First filters", kernels);
    assertTrue(figure.alternative().contains("2 filters of 3 x 3"), figure.alternative());
    assertTrue(figure.alternative().contains("0.500, is in filter 1"), figure.alternative());
    Set<Integer> colours = colours(figure.image());
    assertTrue(colours.contains(0xff808080), "grey for 0");
    assertTrue(colours.contains(0xffff8080), "red for the one positive weight of red");
  }

  @Test
  void filtersThatSeeOtherThanColoursAreRefused() {
    LabException thrown =
        assertThrows(
            LabException.class, () -> FeatureMaps.filters("Later", Nd4j.zeros(3, 3, 16, 16)));
    assertTrue(thrown.getMessage().contains("[3, 3, 16, 16]"), thrown.getMessage());
  }

  @Test
  void theMapsWithTheLargestActivationsComeFirst() {
    var maps = Nd4j.zeros(1, 4, 4, 5);
    maps.putScalar(new int[] {0, 2, 2, 3}, 2f);
    maps.putScalar(new int[] {0, 1, 0, 1}, 1f);
    Figure figure = FeatureMaps.activations("Maps", maps, 2);
    String words = figure.alternative();
    assertTrue(words.contains("The 2 of 5 feature maps (4 x 4)"), words);
    assertTrue(words.contains("3 of 5 maps are 0 everywhere"), words);
    assertTrue(words.indexOf("3: up to 2.00") < words.indexOf("1: up to 1.00"), words);
    assertTrue(words.contains("1: up to 1.00"), words);
    assertEquals(words, FeatureMaps.activations("Maps", maps.reshape(4, 4, 5), 2).alternative());
  }

  @Test
  void aLayerWithoutMapsIsRefused() {
    assertThrows(LabException.class, () -> FeatureMaps.activations("Dense", Nd4j.zeros(1, 512), 8));
  }

  @Test
  void mapsThatAreAllZeroCanBeDrawn() {
    Figure figure = FeatureMaps.activations("Silent", Nd4j.zeros(2, 2, 3), 3);
    assertTrue(figure.alternative().contains("3 of 3 maps are 0"), figure.alternative());
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }
}
