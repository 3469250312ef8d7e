package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Provenance;
import io.transferlab.train.Epoch;
import io.transferlab.train.History;
import io.transferlab.train.Stop;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingCurvesTest {
  private static History run(String name, double first, double second) {
    return new History(
        name,
        List.of(
            new Epoch(1, 0.9, 0.55, 0.8, first, 1e-3, 1e-4, 1, 100),
            new Epoch(2, 0.4, 0.95, 0.6, second, 1e-3, 1e-4, 1, 100)),
        2,
        Stop.NONE,
        Provenance.none());
  }

  @Test
  void accuraciesAreThoseOfTheValidationPictures() {
    String words =
        TrainingCurves.accuracy("Cats", List.of(run("tuned", 0.6, 0.9), run("scratch", 0.5, 0.7)))
            .alternative();
    assertTrue(words.contains("tuned rises from 0.6 at epoch 1 to 0.9 at epoch 2"), words);
    assertTrue(words.contains("scratch rises from 0.5 at epoch 1 to 0.7 at epoch 2"), words);
  }

  @Test
  void lossesAreThoseOfBothParts() {
    String words = TrainingCurves.loss("Cats", List.of(run("tuned", 0.6, 0.9))).alternative();
    assertTrue(words.contains("from 0.9 at epoch 1 to 0.4 at epoch 2"), words);
    assertTrue(words.contains("from 0.8 at epoch 1 to 0.6 at epoch 2"), words);
  }

  @Test
  void accuraciesOfBothPartsOfSeveralRunsStandInOneChart() {
    Curves curves =
        TrainingCurves.accuracies(
            "Cats", List.of(run("tuned", 0.6, 0.9), run("scratch", 0.5, 0.7)));
    String words = curves.alternative();
    assertTrue(words.contains("Training accuracy of tuned rises from 0.55"), words);
    assertTrue(words.contains("validation accuracy of scratch rises from 0.5"), words);
    assertTrue(curves.figure().image().getWidth() > 0);
  }

  @Test
  void theMeanOfRunsOfDifferentLengthIsOfWhatAllHave() {
    History longer = run("1", 0.6, 0.9);
    History shorter =
        new History("2", longer.epochs().subList(0, 1), 1, Stop.PATIENCE, Provenance.none());
    assertArrayEquals(
        new double[] {0.6}, TrainingCurves.mean("both", List.of(longer, shorter)).y(), 1e-12);
  }

  @Test
  void theMeanIsTakenOverRuns() {
    Series mean = TrainingCurves.mean("both", List.of(run("1", 0.6, 0.9), run("2", 0.5, 0.7)));
    assertArrayEquals(new double[] {0.55, 0.8}, mean.y(), 1e-12);
    assertTrue(mean.hasSpread());
  }
}
