package io.transferlab.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Predicted;
import io.transferlab.features.Features;
import io.transferlab.features.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LinearSvmTest {
  private static Features of(INDArray x, int[] labels, String... classes) {
    List<String> keys = IntStream.range(0, labels.length).mapToObj(i -> "k/" + i).toList();
    return Features.of("given", x, labels, List.of(classes), keys);
  }

  private static Features golden(String name, int classes, int from, int to) {
    INDArray all = Golden.matrix("svm-" + name + ".npy");
    INDArray rows = all.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup();
    String[] names = IntStream.range(0, classes).mapToObj(k -> "c" + k).toArray(String[]::new);
    return of(
        rows.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 31)).dup(),
        rows.getColumn(0).dup().toIntVector(),
        names);
  }

  @ParameterizedTest
  @CsvSource({"two,2,1.0", "two,2,0.01", "seven,7,1.0", "seven,7,0.01"})
  void isTheMachineOfScikitLearn(String name, int classes, double c) {
    LinearSvm svm = SvmTrainer.defaults().withC(c).train(golden(name, classes, 0, 220));
    List<String> expected = Golden.line("svm " + name + " " + c);
    Evaluation found = svm.evaluate(golden(name, classes, 220, 420));
    assertEquals(Double.parseDouble(expected.get(0)), found.meanPerClassAccuracy(), 0.005);
    // scikit-learn keeps one machine for two classes, that of the second.
    int machine = classes == 2 ? 1 : 0;
    assertEquals(Double.parseDouble(expected.get(1)), svm.intercepts()[machine], 2e-3);
    for (int j = 0; j < 5; j++) {
      double weight = Double.parseDouble(expected.get(2 + j));
      assertEquals(weight, svm.weights().getDouble(machine, j), 2e-3);
    }
  }

  private final Features square =
      of(
          Nd4j.create(new float[][] {{0, 0}, {0, 1}, {5, 0}, {5, 1}, {0, 9}, {1, 9}}),
          new int[] {0, 0, 1, 1, 2, 2},
          "left",
          "right",
          "top");

  @Test
  void separatesWhatCanBeSeparated() {
    LinearSvm svm = LinearSvm.train(square);
    Predicted predicted = svm.predict(square);
    assertArrayEquals(square.labels(), predicted.labels());
    assertEquals(square.keys(), predicted.keys());
    assertTrue(svm.decision(square).getDouble(0, 0) > 0);
    assertTrue(svm.decision(square).getDouble(0, 1) < 0);
    assertTrue(svm.toString().contains("3 classes"), svm.toString());
  }

  @Test
  void theSameTrainingGivesTheSameWeights() {
    assertEquals(LinearSvm.train(square).weights(), LinearSvm.train(square).weights());
  }

  @Test
  void aClassWithOnePictureIsLearned() {
    Features few =
        of(Nd4j.create(new float[][] {{0, 0}, {0, 1}, {9, 9}}), new int[] {0, 0, 1}, "a", "b");
    assertArrayEquals(new int[] {0, 0, 1}, LinearSvm.train(few).predict(few).labels());
    // Cross-validation always trains on it.
    LinearSvm chosen = SvmTrainer.defaults().withC(0.1, 1).withFolds(2).withSeed(1).train(few);
    assertEquals(0.1, chosen.c(), "both are right on the two that are tested");
    assertArrayEquals(new int[] {0, 0, 1}, chosen.predict(few).labels());
  }

  @Test
  void crossValidationSpreadsEachClassAndPrefersTheSmallerC() {
    Features train = golden("seven", 7, 0, 220);
    int[] folds = CrossValidation.folds(train, 5, 3);
    for (int k = 0; k < 7; k++) {
      int label = k;
      int[] counts = new int[5];
      IntStream.range(0, 220)
          .filter(i -> train.labels()[i] == label)
          .forEach(i -> counts[folds[i]]++);
      assertTrue(
          Arrays.stream(counts).max().getAsInt() - Arrays.stream(counts).min().getAsInt() <= 1);
    }
    assertEquals(
        0.5, SvmTrainer.defaults().withC(2, 0.5, 1).withFolds(2).withSeed(1).train(square).c());
    assertMessage(
        "at least 2 folds",
        () -> SvmTrainer.defaults().withC(1).withFolds(1).withSeed(1).train(square));
    assertMessage("one value of C", () -> SvmTrainer.defaults().withC());
  }

  @Test
  void viewsVoteAndEqualVotesAreDecidedByTheSum() {
    float[] decisions = {1, 0, 0, 2, 1, 0, /* next picture */ .1f, .2f, .9f, .3f};
    assertEquals(0, Vote.of(decisions, 0, 3, 2));
    assertEquals(0, Vote.of(decisions, 3, 2, 2));
  }

  @Test
  void whatCannotBeTrainedOrTestedIsNamed() {
    assertMessage(
        "at least two classes",
        () -> LinearSvm.train(of(Nd4j.ones(2, 2), new int[] {0, 0}, "only")));
    assertMessage(
        "none of b", () -> LinearSvm.train(of(Nd4j.ones(2, 2), new int[] {0, 0}, "a", "b")));
    assertMessage("C above 0", () -> SvmTrainer.defaults().withC(0).train(square));
    assertMessage("C above 0", () -> SvmTrainer.defaults().withC(Double.NaN).train(square));
    LinearSvm svm = LinearSvm.train(square);
    assertMessage(
        "trained on, [left, right, top]",
        () -> svm.predict(of(Nd4j.ones(1, 2), new int[] {0}, "left", "right")));
    assertMessage(
        "2 features",
        () -> svm.predict(of(Nd4j.ones(1, 3), new int[] {0}, "left", "right", "top")));
  }

  @Test
  void anInterruptEndsTraining() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> LinearSvm.train(square));
    assertTrue(Thread.interrupted());
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable work) {
    LabException e = assertThrows(LabException.class, work);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
