package io.transferlab.train;

import static io.transferlab.train.SmallRuns.CLASSES;
import static io.transferlab.train.SmallRuns.PLAN;
import static io.transferlab.train.SmallRuns.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.train.SmallRuns.Told;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossWatchTest {
  private final Told told = new Told();

  /** Runs a watch over losses of a two-class task, where guessing has 0.69. */
  private void watch(double... losses) {
    LossWatch watch = new LossWatch(PLAN, 2);
    List<Epoch> epochs = new ArrayList<>();
    for (double loss : losses) {
      epochs.add(new Epoch(epochs.size() + 1, loss, 0.5, loss, 0.5, 1e-3, 1e-4, 1, 1));
      watch.epoch(epochs, told);
    }
  }

  @Test
  void saysNothingOfARunThatLearns() {
    watch(0.75, 0.69, 0.68, 0.69, 0.69, 0.6, 0.3);
    assertEquals(List.of(), told.notes);
  }

  @Test
  void warnsOnceOfALossAboveGuessing() {
    watch(1.9, 1.8, 0.9, 0.7);
    assertEquals(1, told.notes.size());
    assertTrue(told.notes.get(0).contains("above that of guessing, 0.69"), told.notes.get(0));
    assertTrue(told.notes.get(0).contains("ten times lower than 0.01 and 0.001"));
  }

  @Test
  void warnsOnceOfALossThatStaysAtGuessing() {
    watch(0.694, 0.692, 0.693, 0.693, 0.693, 0.693, 0.693);
    assertEquals(1, told.notes.size());
    assertTrue(told.notes.get(0).contains("nothing is learned"), told.notes.get(0));
  }

  @Test
  void stopsARunThatHasComeApartThoughItsLossIsANumber() {
    refused("ten times lower", () -> watch(0.7, 12, 25));
    refused("4.9 in epochs 1 and 2; guessing has 0.69", () -> watch(8, 4.9));
    watch(8, 0.7, 8, 0.7); // once is a spike
  }

  @Test
  void stopsAtALossThatIsNoNumber() {
    LossWatch watch = new LossWatch(PLAN, 2);
    watch.step(1, 100);
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      refused("no number in epoch 3", () -> watch.step(3, loss));
    }
  }

  @Test
  void tooLittleMemoryIsRecognizedWhoeverSaysSo() {
    assertTrue(Lab.isOutOfMemory(new OutOfMemoryError("Java heap space")));
    assertTrue(
        Lab.isOutOfMemory(
            new IllegalStateException(new OutOfMemoryError("Physical memory usage is too high"))));
    assertTrue(
        Lab.isOutOfMemory(new RuntimeException("[HOST] memory allocation failed: 12 bytes")));
    assertEquals(false, Lab.isOutOfMemory(new RuntimeException("other")));
  }

  @Test
  void theBatchSizeThatFitsIsFoundByTrying() {
    List<Integer> tried = new ArrayList<>();
    int fits =
        BatchFit.below(
            100,
            size -> {
              tried.add(size);
              if (size > 13) {
                throw new OutOfMemoryError("no room");
              }
            });
    assertEquals(12, fits);
    assertEquals(List.of(50, 25, 12), tried);
    assertEquals(
        0,
        BatchFit.below(
            8,
            size -> {
              throw new OutOfMemoryError("no room");
            }));
  }

  @Test
  void tooLittleMemoryInARunSaysWhichBatchSizeWouldFit() {
    EpochListener full =
        new Told() {
          @Override
          public void onStep(TrainingProgress at) {
            throw new OutOfMemoryError("no room");
          }
        };
    FineTuner tuner = FineTuner.of(SmallRuns.source(), CLASSES).withPlan(PLAN.withBatchSize(12));
    LabException e =
        refused(
            "withBatchSize(6)",
            () -> tuner.fit("run", SmallRuns.train(), SmallRuns.validation(), full));
    assertTrue(e.getMessage().contains("memory for batches of 12 pictures"), e.getMessage());
  }
}
