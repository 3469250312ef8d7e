package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchCaptions;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CrossRetrievalTest {
  private static INDArray random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return Matrices.unit(Matrices.of(values));
  }

  /** Worked by hand: cosines {@code [[.9, .8, .1], [.2, .3, .7], [.5, .6, .4]]}. */
  @Test
  void ranksAreThoseOfAWorkedExample() {
    INDArray pictures = Matrices.of(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    INDArray texts = Matrices.of(new float[][] {{.9f, .2f, .5f}, {.8f, .3f, .6f}, {.1f, .7f, .4f}});
    CrossRetrieval found = CrossRetrieval.of(pictures, texts);
    // Pictures find texts at ranks 1, 2, 3; texts find pictures at 1, 3, 2.
    assertEquals(1 / 3.0, found.texts().recall(1), 1e-9);
    assertEquals(2 / 3.0, found.texts().recall(2), 1e-9);
    assertEquals(1, found.texts().recall(5), 1e-9);
    assertEquals(2, found.texts().median(), 1e-9);
    assertEquals(1 / 3.0, found.pictures().recall(1), 1e-9);
    assertEquals(2, found.pictures().median(), 1e-9);
    assertEquals(3, found.pictures().among());
    assertTrue(found.toString().contains("recall@1 33.3 %"), found.toString());
  }

  @Test
  void anyTrueTextCountsAndWhoHasNoneDoesNotAsk() {
    INDArray pictures = Matrices.of(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    INDArray texts = Matrices.of(new float[][] {{.9f, .2f, .5f}, {.8f, .3f, .6f}});
    // Both texts are true of the second picture, none of the third.
    CrossRetrieval found =
        CrossRetrieval.of(pictures, texts, (picture, text) -> picture == 1 || picture == text);
    assertEquals(2, found.texts().asked());
    assertEquals(1, found.texts().recall(1), 1e-9);
    assertEquals(1, found.pictures().recall(1) * 2, 1e-9);
  }

  @Test
  void onePointForAllFindsNothing() {
    INDArray same = Nd4j.ones(20, 4).div(2);
    CrossRetrieval found = CrossRetrieval.of(same, same);
    assertEquals(0, found.texts().recall(10));
    assertEquals(20, found.pictures().median());
  }

  @Test
  void randomPlacesFindAsChanceHasIt() {
    CrossRetrieval found = CrossRetrieval.of(random(1000, 16, 1), random(1000, 16, 2));
    assertEquals(.1, found.texts().recall(100), .03);
    assertEquals(500, found.pictures().median(), 50);
  }

  @Test
  void messagesSayWhatDiffers() {
    String rows =
        assertThrows(LabException.class, () -> CrossRetrieval.of(random(3, 4, 1), random(2, 4, 1)))
            .getMessage();
    assertTrue(rows.contains("3 pictures and 2 texts"), rows);
    String columns =
        assertThrows(LabException.class, () -> CrossRetrieval.of(random(3, 4, 1), random(3, 5, 1)))
            .getMessage();
    assertTrue(columns.contains("4 columns and 5"), columns);
    String nothing =
        assertThrows(
                LabException.class,
                () -> CrossRetrieval.of(random(3, 4, 1), random(3, 4, 1), (p, t) -> false))
            .getMessage();
    assertTrue(nothing.contains("none"), nothing);
    INDArray broken = random(3, 4, 1);
    broken.putScalar(1, 2, Float.NaN);
    String nan =
        assertThrows(LabException.class, () -> CrossRetrieval.of(broken, random(3, 4, 1)))
            .getMessage();
    assertTrue(nan.contains("row 1"), nan);
  }

  /** Places of which some columns see one word each: right there, and guesses elsewhere. */
  @Test
  void minimalPairsTellWhichWordsCount() {
    SketchCaptions set = SketchCaptions.drawn(Split.TEST, 400, 1);
    MinimalPairs pairs = MinimalPairs.of(set, 1);
    Function<java.util.List<String>, INDArray> colourOnly =
        texts -> {
          float[][] rows = new float[texts.size()][];
          for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {texts.get(i).matches(".*\\bred\\b.*") ? 1 : 0, .5f};
          }
          return Matrices.of(rows);
        };
    float[][] pictures = new float[set.size()][];
    for (int i = 0; i < pictures.length; i++) {
      boolean red = set.attributes().get(i).toString().contains("colour=red");
      pictures[i] = new float[] {red ? 1 : -1, .5f};
    }
    var accuracy = pairs.accuracy(Matrices.of(pictures), colourOnly);
    assertEquals(.5, accuracy.get("place"), 1e-9);
    assertEquals(.5, accuracy.get(MinimalPairs.EXCHANGED), 1e-9);
    assertTrue(accuracy.get("colour") > .58, accuracy.toString());
  }

  @Test
  void minimalPairsDifferInOneWord() {
    SketchCaptions set = SketchCaptions.drawn(Split.TEST, 50, 1);
    MinimalPairs pairs = MinimalPairs.of(set, 1);
    assertEquals(7, pairs.tests().size());
    for (String test : pairs.tests()) {
      for (int i = 0; i < set.size(); i++) {
        assertTrue(!pairs.right().get(i).equals(pairs.wrong(test).get(i)), test);
      }
    }
    String unknown = assertThrows(LabException.class, () -> pairs.wrong("plase")).getMessage();
    assertTrue(unknown.contains("place"), unknown);
    String other =
        assertThrows(
                LabException.class, () -> pairs.accuracy(random(49, 3, 1), t -> random(50, 3, 1)))
            .getMessage();
    assertTrue(other.contains("50 pictures"), other);
  }
}
