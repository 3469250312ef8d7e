package io.transferlab.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.features.Features;
import io.transferlab.features.Golden;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Two ways to solve one problem. */
class SvmRowsTest {
  private static Features features(INDArray x, int[] labels, int classes) {
    List<String> keys = IntStream.range(0, labels.length).mapToObj(i -> "k/" + i).toList();
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "c" + k).toList();
    return Features.of("given", x, labels, names, keys);
  }

  /** Rows around a place for each class, some on the wrong side. */
  private static Features random(int n, int d, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] x = new float[n][d];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i < classes ? i : random.nextInt(classes);
      for (int j = 0; j < d; j++) {
        x[i][j] = (float) (random.nextDouble() + (j % classes == labels[i] ? 0.3 : 0));
      }
    }
    return features(Nd4j.create(x), labels, classes);
  }

  private static double distance(float[] a, float[] b) {
    double difference = 0;
    double length = 0;
    for (int j = 0; j < a.length; j++) {
      difference += Math.pow(a[j] - b[j], 2);
      length += Math.pow(a[j], 2);
    }
    return Math.sqrt(difference / length);
  }

  @ParameterizedTest
  @CsvSource({"two,2,1.0", "two,2,0.01", "seven,7,1.0", "seven,7,0.01"})
  void manyRowsGiveTheMachineOfScikitLearn(String name, int classes, double c) {
    INDArray all = Golden.matrix("svm-" + name + ".npy");
    INDArray rows = all.get(NDArrayIndex.interval(0, 220), NDArrayIndex.all()).dup();
    INDArray x = rows.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 31)).dup();
    int[] labels = rows.getColumn(0).dup().toIntVector();
    List<String> expected = Golden.line("svm " + name + " " + c);
    // scikit-learn keeps one machine for two classes, that of the second.
    float[] machine =
        new StreamedRows(features(x, labels, classes)).weights(c)[classes == 2 ? 1 : 0];
    assertEquals(Double.parseDouble(expected.get(1)), machine[30], 2e-3);
    for (int j = 0; j < 5; j++) {
      assertEquals(Double.parseDouble(expected.get(2 + j)), machine[j], 2e-3);
    }
  }

  @ParameterizedTest
  @CsvSource({"5000,12,3,1", "5000,12,3,0.01", "2048,40,5,10", "2049,7,2,1", "60,200,4,1"})
  void bothWaysGiveTheSameWeights(int n, int d, int classes, double c) {
    Features train = random(n, d, classes, 1);
    float[][] paired = new PairedRows(train).weights(c);
    float[][] streamed = new StreamedRows(train).weights(c);
    for (int k = 0; k < classes; k++) {
      assertTrue(
          distance(paired[k], streamed[k]) < 2e-3, k + ": " + distance(paired[k], streamed[k]));
    }
  }

  @Test
  void bothWaysDecideLeftOutRowsAlike() {
    Features train = random(3000, 20, 4, 2);
    int[] inside = IntStream.range(0, 3000).filter(i -> i % 3 != 0).toArray();
    int[] outside = IntStream.range(0, 3000).filter(i -> i % 3 == 0).toArray();
    float[] paired = new PairedRows(train).decisions(inside, outside, 1);
    float[] streamed = new StreamedRows(train).decisions(inside, outside, 1);
    assertArrayEquals(paired, streamed, 5e-3f);
  }

  @Test
  void rowsOfALargerMatrixAreReadAtTheirPlace() {
    Features all = random(2500, 6, 2, 3);
    INDArray later = all.matrix().get(NDArrayIndex.interval(100, 2500), NDArrayIndex.all());
    int[] labels = java.util.Arrays.copyOfRange(all.labels(), 100, 2500);
    boolean[] used = new boolean[2400];
    java.util.Arrays.fill(used, true);
    assertArrayEquals(
        PrimalNewton.train(later.dup('c'), labels, 2, used, 1).weights()[0],
        PrimalNewton.train(later, labels, 2, used, 1).weights()[0]);
  }

  @Test
  void anInterruptEndsIt() {
    Features train = random(5000, 12, 3, 4);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> new StreamedRows(train).weights(1));
    assertTrue(Thread.interrupted());
  }
}
