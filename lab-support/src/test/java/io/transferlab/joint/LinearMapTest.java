package io.transferlab.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.features.Features;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LinearMapTest {
  private static final float[][] ROWS = {{1, 0, 2}, {0, 1, 1}, {2, 1, 0}, {1, 1, 1}, {0, 2, 1}};
  private static final List<String> KINDS = List.of("east", "north", "between");
  private static final NameVectors NAMES =
      NameVectors.of(KINDS, Matrices.of(new float[][] {{1, 0}, {0, 1}, {.6f, .8f}}));

  private static Features features(float[][] rows, int... labels) {
    List<String> keys =
        java.util.stream.IntStream.range(0, rows.length).mapToObj(i -> "p" + i).toList();
    return Features.of("toy", Matrices.of(rows), labels, KINDS, keys);
  }

  /** scikit-learn 1.2.1: Ridge(alpha=0.1 * 5).fit(X, T[k]).predict(X[:3] + 0.5), rows / norm. */
  @Test
  void isTheRidgeOfScikitLearnByColumns() {
    LinearMap map = LinearMap.fit(features(ROWS, 0, 0, 1, 1, 2), NAMES, .1);
    float[][] asked = {{1.5f, .5f, 2.5f}, {.5f, 1.5f, 1.5f}, {2.5f, 1.5f, .5f}};
    float[] expected = {.84218f, .539197f, .697078f, .716995f, -.193358f, .981128f};
    assertArrayEquals(
        expected, Matrices.flat(map.apply(features(asked, 0, 0, 0))), 2e-5f, map.toString());
  }

  /** The same, of [X, X**2, 0..4]: more columns than rows, which takes the other way. */
  @Test
  void isTheRidgeOfScikitLearnByRows() {
    float[][] wide = new float[5][7];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 3; j++) {
        wide[i][j] = ROWS[i][j];
        wide[i][3 + j] = ROWS[i][j] * ROWS[i][j];
      }
      wide[i][6] = i;
    }
    LinearMap map = LinearMap.fit(features(wide, 0, 0, 1, 1, 2), NAMES, .1);
    float[][] asked = new float[3][7];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 7; j++) {
        asked[i][j] = wide[i][j] + .5f;
      }
    }
    float[] expected = {.963479f, .267784f, .938473f, .345352f, -.123571f, .992336f};
    assertArrayEquals(expected, Matrices.flat(map.apply(features(asked, 0, 0, 0))), 2e-5f);
  }

  @Test
  void columnsThatRepeatOthersDoNoHarm() {
    float[][] twice = new float[40][6];
    int[] labels = new int[40];
    Random dice = new Random(1);
    for (int i = 0; i < 40; i++) {
      labels[i] = i % 3;
      for (int j = 0; j < 6; j++) {
        twice[i][j] =
            j < 3 ? (float) dice.nextGaussian() + (labels[i] == j ? 4 : 0) : twice[i][j - 3];
      }
    }
    Features features = features(twice, labels);
    INDArray places = LinearMap.fit(features, NAMES, 1e-9).apply(features);
    assertTrue(Naming.of(places, NAMES).accuracy(features) > .9, "solved all the same");
  }

  @Test
  void namesOfKindsWithoutAPictureAreNotAskedFor() {
    LinearMap map = LinearMap.fit(features(ROWS, 0, 0, 1, 1, 0), NAMES.only(KINDS.subList(0, 2)));
    assertEquals(2, map.apply(features(ROWS, 0, 0, 1, 1, 0)).size(1));
    assertTrue(
        assertThrows(
                LabException.class,
                () ->
                    LinearMap.fit(
                        features(ROWS, 0, 0, 1, 1, 2), NAMES.only(List.of("east", "north"))))
            .getMessage()
            .contains("between"));
  }

  @Test
  void refusesARidgeThatIsNoneAndOtherFeatures() {
    Features five = features(ROWS, 0, 0, 1, 1, 2);
    for (double ridge : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      LabException e = assertThrows(LabException.class, () -> LinearMap.fit(five, NAMES, ridge));
      assertTrue(e.getMessage().contains("a ridge above 0"), e.getMessage());
    }
    LinearMap map = LinearMap.fit(five, NAMES);
    LabException e =
        assertThrows(LabException.class, () -> map.apply(features(new float[][] {{1, 2}}, 0)));
    assertTrue(e.getMessage().contains("3 features"), e.getMessage());
  }
}
