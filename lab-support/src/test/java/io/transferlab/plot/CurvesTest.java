package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CurvesTest {
  @Test
  void saysWhereEachLineStartsAndEnds() {
    Curves curves =
        Curves.accuracy("Cats and dogs")
            .run(
                "fine-tuned", Series.of("training", 0.6, 0.95), Series.of("validation", 0.52, 0.91))
            .reference("guessing", 0.5);
    assertEquals(
        "Line chart: Cats and dogs. Training accuracy of fine-tuned rises from 0.6 at epoch 1 to"
            + " 0.95 at epoch 2; validation accuracy of fine-tuned rises from 0.52 at epoch 1 to"
            + " 0.91 at epoch 2; a reference line at 0.5 shows guessing.",
        curves.alternative());
  }

  @Test
  void saysWhereALineTurns() {
    String words = Curves.loss("t").add(Series.of("a", 2, 0.5, 1)).alternative();
    assertTrue(
        words.contains("falls from 2 at epoch 1 to 1 at epoch 3, lowest 0.5 at epoch 2"), words);
  }

  @Test
  void saysTheSpreadOverSeeds() {
    Series mean =
        Series.meanOf("three seeds", List.of(row(0.4, 0.8), row(0.5, 0.8), row(0.6, 0.8)));
    String words = Curves.accuracy("t").add(mean).alternative();
    assertTrue(words.contains("from 0.5 ± 0.1 at epoch 1 to 0.8 ± 0 at epoch 2"), words);
  }

  @Test
  void doesNotCallARiseWhatIsWithinTheSpread() {
    Series mean = Series.meanOf("m", List.of(row(0.7, 0.8), row(0.8, 0.9), row(0.9, 0.9)));
    assertTrue(Curves.accuracy("t").add(mean).alternative().contains("goes from 0.8 ± 0.1"));
  }

  @Test
  void saysWhatIsNotANumber() {
    String words =
        Curves.loss("t")
            .add(Series.of("diverged", 2, Double.NaN, Double.POSITIVE_INFINITY))
            .add(Series.of("never", Double.NaN))
            .add(Series.of("empty"))
            .alternative();
    assertTrue(words.contains("is 2 at epoch 1 (2 values are not numbers)"), words);
    assertTrue(words.contains("never has no value that is a number"), words);
    assertTrue(words.contains("empty has no values yet"), words);
  }

  @Test
  void averagesAsFarAsAllRunsGo() {
    Series mean = Series.meanOf("m", List.of(row(1, 2, 3), row(3, 4)));
    assertArrayEquals(row(2, 3), mean.y());
    assertArrayEquals(row(Math.sqrt(2), Math.sqrt(2)), mean.spread(), 1e-12);
    assertArrayEquals(row(1, 2), mean.x());
    assertFalse(Series.meanOf("one", List.of(row(1))).hasSpread());
    assertThrows(LabException.class, () -> Series.meanOf("none", List.of()));
    Series sizes = Series.meanOf("s", row(10, 100), List.of(row(1, 2), row(3, 4)));
    assertEquals(new Series("s", row(10, 100), row(2, 3), mean.spread()), sizes);
    assertThrows(LabException.class, () -> Series.meanOf("s", row(10, 100), List.of(row(1))));
  }

  @Test
  void refusesLinesThatCannotBeToldApart() {
    Curves curves = Curves.accuracy("t").add(Series.of("a", 1));
    assertThrows(LabException.class, () -> curves.add(Series.of("a", 1)));
    assertThrows(LabException.class, () -> curves.reference("a", 1));
  }

  @Test
  void refusesValuesWithoutAPlace() {
    assertThrows(LabException.class, () -> new Series("a", row(1), row(1, 2)));
    assertThrows(LabException.class, () -> new Series("a", row(1), row(1), row(1, 2)));
    assertThrows(LabException.class, () -> new Series("a", row(Double.NaN), row(1)));
    assertThrows(LabException.class, () -> new Series(" ", row(1), row(1)));
  }

  @Test
  void aSeriesIsAValue() {
    double[] y = {1, 2};
    Series series = Series.of("a", y);
    y[0] = 9;
    series.y()[1] = 9;
    assertEquals(Series.of("a", 1, 2), series);
  }

  /** Whatever comes out of a training loop must be drawn and said, or the loop dies with it. */
  @Property(tries = 25)
  void drawsAnything(@ForAll @Size(max = 8) List<Double> values) {
    Series series = Series.of("a", values.stream().mapToDouble(Double::doubleValue).toArray());
    Figure figure = Curves.accuracy("t").add(series).figure();
    assertFalse(figure.alternative().isBlank());
    assertTrue(figure.image().getWidth() > 0);
  }

  @Test
  void drawsBandsErrorBarsAndNothing() {
    Series mean = Series.meanOf("m", List.of(row(0.1, 0.2), row(0.3, 0.4)));
    Series point = Series.meanOf("p", List.of(row(0.1), row(0.3)));
    Curves.accuracy("t").add(mean).add(Series.of("frame", 1)).figure();
    Curves.accuracy("t").add(mean).add(Series.of("m band", 1)).figure();
    Curves.accuracy("t").add(mean).add(point).reference("r", 0.5).figure();
    assertEquals("Line chart: t. No values yet.", Curves.loss("t").figure().alternative());
  }

  private static double[] row(double... values) {
    return values;
  }

  /** Pixels of the first colour in the plot, not counting the legend. */
  private static long inked(double[] y) {
    Figure figure =
        Curves.accuracy("t").add(Series.of("solid", 1, 1)).add(Series.of("dashed", y)).figure();
    long count = 0;
    for (int x = 0; x < figure.image().getWidth(); x++) {
      for (int row = 0; row < 420; row++) {
        count += (figure.image().getRGB(x, row) & 0xFFFFFF) == 0xD55E00 ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aDashedLineOfManyPointsStaysDashed() {
    double[] level = new double[300];
    java.util.Arrays.fill(level, 0.5);
    double[] two = {0.5, 0.5};
    // The two points have markers, 300 have none: as much of a line as of the other, or less.
    assertTrue(inked(level) <= inked(two), inked(level) + " > " + inked(two));
  }
}
