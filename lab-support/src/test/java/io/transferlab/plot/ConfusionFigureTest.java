package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Cividis;
import io.transferlab.core.LabException;
import io.transferlab.evaluate.Evaluation;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionFigureTest {
  private static final List<String> CLASSES = List.of("cat", "dog", "fox");

  @Test
  void saysThePairsMostConfused() {
    int[][] counts = {{7, 3, 0}, {1, 9, 0}, {0, 0, 0}};
    assertEquals(
        "Confusion matrix: Pets. 3 classes, 20 pictures; accuracy 0.8, mean over classes 0.8."
            + " Most confused: cat taken for dog: 3; dog taken for cat: 1.",
        ConfusionFigure.of("Pets", new Evaluation(CLASSES, counts)).alternative());
  }

  @Test
  void saysThatNothingIsConfusedOrThere() {
    int[][] right = {{7, 0, 0}, {0, 9, 0}, {0, 0, 1}};
    assertTrue(
        ConfusionFigure.of("Pets", CLASSES, right)
            .alternative()
            .endsWith("No class was taken for another."));
    assertTrue(
        ConfusionFigure.of("Pets", CLASSES, new int[3][3]).alternative().endsWith("no pictures."));
  }

  @Test
  void refusesWhatIsNoMatrixOfTheClasses() {
    assertThrows(LabException.class, () -> ConfusionFigure.of("t", CLASSES, new int[2][3]));
    assertThrows(LabException.class, () -> ConfusionFigure.of("t", CLASSES, new int[3][2]));
    assertThrows(LabException.class, () -> ConfusionFigure.of("t", List.of(), new int[0][0]));
  }

  @Test
  void drawsOneClassAndManyWithLongNames() {
    ConfusionFigure.of("t", List.of("c"), new int[][] {{1}});
    List<String> many = IntStream.range(0, 67).mapToObj(i -> "a long class name " + i).toList();
    Figure figure = ConfusionFigure.of("t", many, new int[67][67]);
    int line = Canvas.metrics(Palette.TICK_FONT).getHeight();
    assertTrue(figure.image().getHeight() > 67 * line, "every class needs a line for its name");
  }

  /** Equal steps must look like steps: that is the point of the scale. */
  @Test
  void theColoursGrowLighter() {
    double before = -1;
    for (int i = 0; i <= 100; i++) {
      double luminance = luminance(Cividis.at(i / 100.0));
      assertTrue(luminance > before, "at " + i);
      before = luminance;
    }
    assertEquals(Cividis.at(0), Cividis.at(-3));
    assertEquals(Cividis.at(1), Cividis.at(3));
  }

  /** WCAG 2.1 asks for a contrast of 4.5 to 1 between text and what is below it. */
  @Test
  void numbersAreReadableOnEveryColour() {
    for (int i = 0; i <= 100; i++) {
      double value = i / 100.0;
      double a = luminance(Cividis.at(value)) + 0.05;
      double b = luminance(Cividis.textOn(value)) + 0.05;
      double contrast = Math.max(a, b) / Math.min(a, b);
      assertTrue(contrast >= 4.5, "contrast " + contrast + " at " + value);
    }
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
