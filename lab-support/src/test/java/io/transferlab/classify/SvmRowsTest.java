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

/** Three ways to solve one problem. */
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

  private static boolean[] all(int n) {
    boolean[] used = new boolean[n];
    java.util.Arrays.fill(used, true);
    return used;
  }

  @ParameterizedTest
  @CsvSource({"2500,12,3,1", "2500,12,3,0.01", "2048,40,2,10", "2049,7,2,1", "60,200,4,1"})
  void newtonStepsGiveTheWeightsOfPairs(int n, int d, int classes, double c) {
    Features train = random(n, d, classes, 1);
    areAlike(
        new PairedRows(train).weights(c),
        PrimalNewton.train(train.matrix(), train.labels(), classes, all(n), c, new float[0][]));
  }

  /** Of one block, of several, and those that the blocks leave to Newton steps. */
  @ParameterizedTest
  @CsvSource({"60,200,4,10", "600,700,2,0.01", "600,350,2,1"})
  void blocksGiveTheWeightsOfPairs(int n, int d, int classes, double c) {
    Features train = random(n, d, classes, 1);
    areAlike(new PairedRows(train).weights(c), new StreamedRows(train).weights(c));
  }

  private static void areAlike(float[][] expected, float[][] found) {
    for (int k = 0; k < expected.length; k++) {
      double distance = distance(expected[k], found[k]);
      assertTrue(distance < 2e-3, k + ": " + distance);
    }
  }

  /** Where each row's own share decides, Newton steps are short unless they are computed well. */
  @Test
  void rowsThatAreEasilySeparatedAreTrainedToTheEnd() {
    SplittableRandom random = new SplittableRandom(5);
    float[][] x = new float[300][1200];
    int[] labels = new int[300];
    for (int i = 0; i < x.length; i++) {
      labels[i] = i % 6;
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = random.nextInt(3) - 1 + (j % 40 == labels[i] ? 0.6f : 0);
      }
    }
    Features train = features(Nd4j.create(x), labels, 6);
    areAlike(
        new PairedRows(train).weights(1),
        PrimalNewton.train(train.matrix(), labels, 6, all(300), 1, new float[0][]));
  }

  private static Features ternary(int n, int d, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] x = new float[n][d];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % classes;
      for (int j = 0; j < d; j++) {
        x[i][j] = random.nextInt(3) - 1 + (j % 8 == labels[i] ? 0.6f : 0);
      }
    }
    return features(Nd4j.create(x), labels, classes);
  }

  /** From small first sets that must grow, from a rough solution that says nothing, too. */
  @ParameterizedTest
  @CsvSource({"60,true", "60,false", "200,false", "600,true"})
  void workingSetsGiveTheWeightsOfPairs(int first, boolean isShared) {
    Features train = ternary(600, 90, 4, 7);
    SvmProblem problem = SvmProblem.of(train.matrix(), train.labels(), all(600), 1);
    Gram shared = isShared ? Gram.of(train.matrix()) : Gram.ofAtMost(0);
    WorkingSets sets = new WorkingSets(problem, first, 600, shared);
    float[][] found =
        IntStream.range(0, 4)
            .mapToObj(label -> sets.train(label, new float[600]))
            .toArray(float[][]::new);
    areAlike(new PairedRows(train).weights(1), found);
  }

  /** More rows have been near than there is room for; those without a part make room. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aWorkingSetThatIsFullLetsGoOfWhatItDoesNotNeed(boolean isShared) {
    Features train = ternary(2000, 400, 4, 7);
    SvmProblem problem = SvmProblem.of(train.matrix(), train.labels(), all(2000), 1);
    Gram shared = isShared ? Gram.of(train.matrix()) : Gram.ofAtMost(0);
    float[] expected = new PairedRows(train).weights(1)[0];
    long parts =
        IntStream.range(0, 2000)
            .filter(i -> problem.sign(i, 0) * problem.decisions(new float[][] {expected})[0][i] < 1)
            .count();
    int room = (int) parts * 3 / 2;
    float[] found = new WorkingSets(problem, room, room, shared).train(0, new float[2000]);
    assertTrue(distance(expected, found) < 2e-3, parts + " rows have a part");
  }

  /** Small sets for all processors would be given up, and their machines take hours. */
  @ParameterizedTest
  @CsvSource({
    "8192, 2, 1500, 8192, 2", // room for all
    "8192, 64, 1500, 8192, 2",
    "3000, 64, 1500, 3000, 21",
    "3000, 4, 1500, 7010, 4", // what is left over makes sets larger
    "3000, 8, 20, 1619, 1", // not even one
    "3000, 8, 0, 1, 1"
  })
  void fewLargeWorkingSetsRatherThanManySmallOnes(
      int wanted, int processors, int megabytes, int rows, int atOnce) {
    assertEquals(
        new SvmMemory.Sets(rows, atOnce),
        SvmMemory.Sets.fitting(wanted, 8192, processors, megabytes * (1L << 20)));
  }

  @Test
  void aWorkingSetThatWouldBecomeTooLargeIsGivenUp() {
    Features train = ternary(600, 90, 4, 7);
    SvmProblem problem = SvmProblem.of(train.matrix(), train.labels(), all(600), 1);
    WorkingSets sets = new WorkingSets(problem, 100, 100, Gram.ofAtMost(0));
    assertEquals(0, sets.train(0, new float[600]).length);
  }

  @Test
  void aRoughSolutionWithNoRowInsideTheMarginBeginsNoWorkingSet() {
    Features train = ternary(600, 90, 4, 7);
    SvmProblem problem = SvmProblem.of(train.matrix(), train.labels(), all(600), 1);
    float[] rough = new float[600];
    for (int i = 0; i < rough.length; i++) {
      rough[i] = 2 * problem.sign(i, 0);
    }
    WorkingSets sets = new WorkingSets(problem, 100, 300, Gram.ofAtMost(0));
    assertEquals(0, sets.train(0, rough).length);
  }

  /** The fifty that matter stand behind thousands that are only near. */
  @Test
  void rowsInsideTheMarginJoinAWorkingSetBeforeThoseThatAreNear() {
    float[][] x = new float[3000][2];
    int[] labels = new int[3000];
    for (int i = 0; i < x.length; i++) {
      labels[i] = i < 100 ? 0 : 1;
      float place = i < 2950 ? 1.15f : 1;
      x[i][0] = labels[i] == 0 ? place : -place;
      x[i][1] = 0.01f * (i % 7);
    }
    Features train = features(Nd4j.create(x), labels, 2);
    SvmProblem problem = SvmProblem.of(train.matrix(), labels, all(3000), 1);
    float[] found = new WorkingSets(problem, 150, 500, Gram.ofAtMost(0)).train(0, new float[3000]);
    float[][] expected =
        PrimalNewton.train(train.matrix(), labels, 2, all(3000), 1, new float[0][]);
    assertTrue(distance(expected[0], found) < 2e-3);
  }

  @Test
  void rowsThatDoNotCountAreInNoWorkingSet() {
    Features train = ternary(600, 90, 4, 8);
    boolean[] used = all(600);
    java.util.Arrays.fill(used, 400, 600, false);
    SvmProblem problem = SvmProblem.of(train.matrix(), train.labels(), used, 1);
    float[] found = new WorkingSets(problem, 200, 600, Gram.ofAtMost(0)).train(2, new float[600]);
    INDArray some = train.matrix().get(NDArrayIndex.interval(0, 400), NDArrayIndex.all()).dup('c');
    int[] labels = java.util.Arrays.copyOf(train.labels(), 400);
    float[] expected = new PairedRows(features(some, labels, 4)).weights(1)[2];
    assertTrue(distance(expected, found) < 2e-3);
  }

  @Test
  void bothWaysDecideLeftOutRowsAlike() {
    Features train = random(2200, 20, 4, 2);
    areDecidedAlike(train);
    areDecidedAlike(random(120, 150, 3, 2));
  }

  private static void areDecidedAlike(Features train) {
    int n = train.size();
    int[] inside = IntStream.range(0, n).filter(i -> i % 3 != 0).toArray();
    int[] outside = IntStream.range(0, n).filter(i -> i % 3 == 0).toArray();
    float[] paired = new PairedRows(train).decisions(inside, outside, 1);
    float[] streamed = new StreamedRows(train).decisions(inside, outside, 1);
    assertArrayEquals(paired, streamed, 5e-3f);
  }

  @Test
  void rowsOfALargerMatrixAreReadAtTheirPlace() {
    Features all = random(2500, 6, 2, 3);
    INDArray later = all.matrix().get(NDArrayIndex.interval(100, 2500), NDArrayIndex.all());
    int[] labels = java.util.Arrays.copyOfRange(all.labels(), 100, 2500);
    boolean[] used = all(2400);
    assertArrayEquals(
        PrimalNewton.train(later.dup('c'), labels, 2, used, 1, new float[0][])[0],
        PrimalNewton.train(later, labels, 2, used, 1, new float[0][])[0]);
  }

  @Test
  void anInterruptEndsIt() {
    for (Features train : List.of(random(5000, 12, 3, 4), random(100, 200, 3, 4))) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> new StreamedRows(train).weights(1));
      assertTrue(Thread.interrupted());
    }
  }
}
