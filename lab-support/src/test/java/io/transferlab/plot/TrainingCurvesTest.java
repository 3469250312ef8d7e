package io.transferlab.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Provenance;
import io.transferlab.kernel.KernelBridge;
import io.transferlab.notebook.Notebook;
import io.transferlab.testing.Captured;
import io.transferlab.train.Epoch;
import io.transferlab.train.EpochListener;
import io.transferlab.train.History;
import io.transferlab.train.Stop;
import io.transferlab.train.TrainingProgress;
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

  @Test
  void aLineSaysInPlaceWhereARunIs() {
    KernelBridge.start();
    try {
      long[] now = {0};
      var line = new TrainingCurves.StatusLine(() -> now[0], Notebook::isRunning);
      line.onStep(new TrainingProgress(1, 40, 1, 4, 12));
      assertEquals(0, KernelBridge.DATA.size());
      now[0] += 600_000_000;
      line.onStep(new TrainingProgress(1, 40, 2, 4, 11));
      line.onEpoch(run("dropout", 0.6, 0.9));
      line.onStep(new TrainingProgress(3, 40, 1, 4, 10));
      String epoch =
          "after epoch 2, accuracy 95.0 % on training pictures, 90.0 % on validation pictures";
      assertEquals(
          List.of("epoch 1 of 40, 11 s left", epoch, epoch + "; epoch 3 of 40, 10 s left"),
          KernelBridge.DATA.stream().map(d -> d.get("text/plain")).toList());
      assertEquals(List.of("id-1", "id-1"), KernelBridge.UPDATED);
    } finally {
      KernelBridge.stop();
    }
  }

  @Test
  void withoutANotebookALinePrintsNotesAlone() {
    assertEquals(
        List.of("the frozen layers are computed once"),
        Captured.lines(
            () -> {
              EpochListener line = TrainingCurves.line();
              line.onEpoch(run("dropout", 0.6, 0.9));
              line.note("the frozen layers are computed once");
            }));
  }
}
