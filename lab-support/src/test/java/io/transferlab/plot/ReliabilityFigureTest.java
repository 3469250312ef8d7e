package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.evaluate.Reliability;
import org.junit.jupiter.api.Test;

class ReliabilityFigureTest {
  @Test
  void bothAreDrawnAndToldInWords() {
    int[] labels = {0, 0, 1, 1};
    Reliability before =
        Reliability.of(new double[][] {{0.99, 0.01}, {0.98, 0.02}, {0.97, 0.03}, {0, 1}}, labels);
    Reliability after =
        Reliability.of(new double[][] {{0.8, 0.2}, {0.78, 0.22}, {0.72, 0.28}, {0.1, 0.9}}, labels);
    Figure figure = ReliabilityFigure.of("Katzen und Hunde", before, after);
    String words = figure.alternative();
    assertTrue(words.contains("Before calibration: sure 98.5 % on average, right 75.0 %"), words);
    assertTrue(words.contains("After: sure 80.0 % on average, right 75.0 %"), words);
    assertTrue(words.contains("70 to 80 % sure: 3 pictures, 67 % right"), words);
    assertTrue(words.contains("80 to 90 % sure: 1 pictures, 100 % right"), words);
    assertTrue(count(figure, Palette.GOOD.getRGB()) > 30, "after");
    assertTrue(count(figure, Palette.BAD.getRGB()) > 30, "before");
    assertEquals("Katzen und Hunde", figure.title());
  }

  private static int count(Figure figure, int colour) {
    int n = 0;
    for (int y = 0; y < figure.image().getHeight(); y++) {
      for (int x = 0; x < figure.image().getWidth(); x++) {
        n += figure.image().getRGB(x, y) == colour ? 1 : 0;
      }
    }
    return n;
  }
}
