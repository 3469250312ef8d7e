package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Cividis;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.evaluate.Predicted;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureFiguresTest {
  @Test
  void histogramsTellTheSharesOnBothSidesOfTheLimits() {
    Figure figure =
        Histograms.titled("Standardised", -0.25, 0.15)
            .add("fc1, 3", -1, -0.25, 0.15, 2)
            .add("constant", 0, 0)
            .figure();
    assertTrue(figure.alternative().contains("fc1, 3: 25 % below, 50 % between, 25 % above"));
    assertTrue(figure.alternative().contains("constant: 0 % below, 100 % between, 0 % above"));
    assertThrows(LabException.class, () -> Histograms.titled("x", 0, 1).figure());
    assertThrows(LabException.class, () -> Histograms.titled("x", 0, 1).add("nan", Double.NaN));
  }

  @Test
  void aHeatMapTellsItsExtremesAndColoursFollowTheValues() {
    double[][] values = {{0, 0.5}, {1, Double.NaN}};
    Figure figure =
        HeatFigure.of("CKA", "a", "b", List.of("r1", "r2"), List.of("c1", "c2"), values, 0, 1);
    assertTrue(
        figure.alternative().contains("Largest: r2 and c1, 1; smallest: r1 and c1, 0"),
        figure.alternative());
    int[] colours =
        figure
            .image()
            .getRGB(
                0,
                0,
                figure.image().getWidth(),
                figure.image().getHeight(),
                null,
                0,
                figure.image().getWidth());
    for (double value : new double[] {0, 0.5, 1}) {
      int colour = Cividis.at(value).getRGB();
      assertTrue(Arrays.stream(colours).filter(c -> c == colour).count() > 100, "colour " + value);
    }
    assertThrows(
        LabException.class,
        () -> HeatFigure.of("x", "a", "b", List.of("r"), List.of("c"), new double[2][1], 0, 1));
  }

  @Test
  void mistakesShowThePicturesOfTheMostConfusedPairs() {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 3, 1);
    List<String> keys = set.pictures().stream().map(Picture::key).toList();
    Predicted predicted =
        new Predicted(
            set.classes(), keys, new int[] {0, 0, 0, 1, 1, 1}, new int[] {1, 1, 0, 1, 0, 1});
    Figure figure = Mistakes.of("Mistakes", set, predicted, 2, 1);
    assertTrue(figure.alternative().contains("cat taken for dog; dog taken for cat."));
    Predicted right = new Predicted(set.classes(), keys, predicted.truth(), predicted.truth());
    assertTrue(
        Mistakes.of("Mistakes", set, right, 2, 3).alternative().contains("No picture was taken"));
    assertEquals("Mistakes", figure.title());
  }
}
