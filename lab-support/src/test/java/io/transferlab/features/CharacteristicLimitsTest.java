package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class CharacteristicLimitsTest {
  /** scipy.stats.ks_2samp([1, 2, 3, 4], [2.5, 3.5, 4.5]).statistic, scipy 1.10.1. */
  @Test
  void theDistanceIsThatOfKolmogorovAndSmirnov() {
    double[] a = {1, 2, 3, 4};
    assertEquals(0.5, CharacteristicLimits.distance(a, new double[] {2.5, 3.5, 4.5}), 1e-12);
    assertEquals(0, CharacteristicLimits.distance(a, a), 1e-12);
    assertEquals(1, CharacteristicLimits.distance(a, new double[] {5}), 1e-12);
    assertEquals(
        1 / 3.0, CharacteristicLimits.distance(new double[] {1, 1, 2}, new double[] {1}), 1e-9);
  }

  @Test
  void aLimitLiesBetweenWhatSpeaksAndWhatIsSilent() {
    Discretiser found = Discretiser.fit(features(1.0f));
    assertTrue(found.high() > 0.05 && found.high() < 1, found.toString());
    assertTrue(found.low() < -0.05 && found.low() > -1, found.toString());
  }

  @Test
  void whereNothingSpeaksThereIsNoLimit() {
    assertEquals(new Discretiser(0, 0), Discretiser.fit(features(0)));
  }

  /** Two classes of 50: one feature is high in the first and so low in the second, 19 are noise. */
  private static Features features(float shift) {
    Random random = new Random(7);
    float[][] rows = new float[100][20];
    int[] labels = new int[100];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 2;
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (float) random.nextGaussian() * (shift == 0 ? 1e-3f : 1);
      }
      rows[i][0] += i % 2 == 0 ? shift : -shift;
    }
    List<String> keys = IntStream.range(0, labels.length).mapToObj(i -> "p/" + i).toList();
    return Features.of("given", Nd4j.create(rows), labels, List.of("a", "b"), keys);
  }
}
