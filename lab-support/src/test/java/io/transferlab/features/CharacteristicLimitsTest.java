package io.transferlab.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class CharacteristicLimitsTest {
  /** scipy.stats.ks_2samp([1, 2, 3, 4], [2.5, 3.5, 4.5]).statistic, scipy 1.10.1. */
  @Test
  void theDistanceIsThatOfKolmogorovAndSmirnov() {
    double[] a = {1, 2, 3, 4};
    assertEquals(0.5, distance(a, new double[] {2.5, 3.5, 4.5}), 1e-12);
    assertEquals(0, distance(a, a), 1e-12);
    assertEquals(1, distance(a, new double[] {5}), 1e-12);
    assertEquals(1 / 3.0, distance(new double[] {1, 1, 2}, new double[] {1}), 1e-9);
  }

  private static double distance(double[] a, double[] b) {
    double[] column = DoubleStream.concat(DoubleStream.of(a), DoubleStream.of(b)).toArray();
    int[] labels = new int[column.length];
    Arrays.fill(labels, a.length, labels.length, 1);
    CharacteristicLimits.Sorted sorted = CharacteristicLimits.Sorted.of(column, labels, 2);
    assertEquals(sorted.distance(0), sorted.distance(1), 0, "of two classes it is the same");
    return sorted.distance(0);
  }

  /** By the definition: at every value the shares that are no greater. */
  @Test
  void ofManyClassesWithTiesItIsTheLargestDifferenceAnywhere() {
    Random random = new Random(3);
    double[] column =
        random.doubles(300, -1, 1).map(v -> (float) (Math.round(v * 20) / 20.0)).toArray();
    int[] labels = random.ints(300, 0, 5).toArray();
    CharacteristicLimits.Sorted sorted = CharacteristicLimits.Sorted.of(column, labels, 5);
    for (int label = 0; label < 5; label++) {
      int k = label;
      double largest = 0;
      for (double at : column) {
        double inside =
            IntStream.range(0, 300).filter(i -> labels[i] == k && column[i] <= at).count();
        double outside =
            IntStream.range(0, 300).filter(i -> labels[i] != k && column[i] <= at).count();
        double all = IntStream.of(labels).filter(l -> l == k).count();
        largest = Math.max(largest, Math.abs(inside / all - outside / (300 - all)));
      }
      assertEquals(largest, sorted.distance(k), 1e-15);
    }
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
