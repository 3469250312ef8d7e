package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Cividis;
import io.transferlab.core.LabException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixFigureTest {
  @Test
  void theWordsNameTheLargestOfEachRow() {
    Figure figure =
        MatrixFigure.of(
            "Counts",
            List.of("cat", "dog"),
            List.of("milk", "bone", "tail"),
            new double[][] {{12.5, 0, 1}, {0, 25, 2}});
    assertEquals(
        "Heat map: Counts. 2 rows, 3 columns."
            + " Largest of each row: cat with milk 12.5; dog with bone 25.",
        figure.alternative());
  }

  @Test
  void largerNumbersAreLighter() {
    double[][] values = {{1, 0}, {0, 0}};
    Figure one = MatrixFigure.of("t", List.of("a", "b"), List.of("c", "d"), values);
    Figure none = MatrixFigure.of("t", List.of("a", "b"), List.of("c", "d"), new double[2][2]);
    assertTrue(none.alternative().endsWith("All numbers are 0."), none.alternative());
    assertTrue(yellow(one) > yellow(none), "no light cell for the largest number");
  }

  private static long yellow(Figure figure) {
    long count = 0;
    for (int x = 0; x < figure.image().getWidth() - 110; x++) {
      for (int y = 0; y < figure.image().getHeight(); y++) {
        count += figure.image().getRGB(x, y) == Cividis.at(1).getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    assertThrows(
        LabException.class,
        () -> MatrixFigure.of("t", List.of("a"), List.of("b"), new double[][] {{1, 2}}));
    assertThrows(
        LabException.class,
        () -> MatrixFigure.of("t", List.of("a"), List.of("b"), new double[][] {{-1}}));
  }
}
