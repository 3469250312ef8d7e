package io.transferlab.train;

import static io.transferlab.train.SmallRuns.CLASSES;
import static io.transferlab.train.SmallRuns.PLAN;
import static io.transferlab.train.SmallRuns.refused;
import static io.transferlab.train.SmallRuns.timeless;
import static io.transferlab.train.SmallRuns.weights;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.network.Head;
import io.transferlab.train.SmallRuns.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {
  /** As the operating system ends a process: nothing of ours catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir private Path folder;

  /** Dropout and augmentation: all that is random takes part. */
  private static FineTuner tuner(TrainingPlan plan) {
    return FineTuner.of(SmallRuns.source(), CLASSES)
        .withHead(Head.of(8).withDropout(0.5))
        .freezeUpTo("block2_pool")
        .withPlan(plan);
  }

  private static FineTuned fit(FineTuner tuner, EpochListener listener) {
    return tuner.fit("run", SmallRuns.train(), SmallRuns.validation(), listener);
  }

  private static void kill(FineTuner tuner, int epoch, int step) {
    EpochListener killer =
        new Told() {
          @Override
          public void onStep(TrainingProgress at) {
            if (at.epoch() == epoch && at.step() == step) {
              throw new Killed();
            }
          }
        };
    assertThrows(Killed.class, () -> fit(tuner, killer));
  }

  @ParameterizedTest
  @EnumSource(Optimizer.Rule.class)
  void aRunThatGoesOnAfterAKillIsTheRunThatWasNeverKilled(Optimizer.Rule rule) {
    Optimizer optimizer = new Optimizer(rule, rule == Optimizer.Rule.SGD ? 0.9 : 0, 2);
    TrainingPlan plan =
        PLAN.withEpochs(5).withOptimizer(optimizer).withClassWeights(ClassWeights.BALANCED);
    FineTuned whole = fit(tuner(plan), EpochListener.SILENT);

    Path file = folder.resolve("run.checkpoint");
    kill(tuner(plan).withCheckpoint(file), 2, 2);
    kill(tuner(plan).withCheckpoint(file), 4, 1);
    Told told = new Told();
    FineTuned resumed = fit(tuner(plan).withCheckpoint(file), told);

    assertEquals(timeless(whole.history()), timeless(resumed.history()));
    assertEquals(whole.history().bestEpoch(), resumed.history().bestEpoch());
    assertEquals(weights(whole.network()), weights(resumed.network()));
    assertTrue(
        told.notes.stream().anyMatch(n -> n.contains("after epoch 3 of 5")), told.notes.toString());
    // The curve is told from its beginning, but only what was missing is computed; before it (0),
    // what the frozen layers give for the pictures that judge it.
    assertEquals(5, told.histories.size());
    assertEquals(
        List.of(0, 4, 5), told.steps.stream().map(TrainingProgress::epoch).distinct().toList());
  }

  @Test
  void aFinishedRunIsNotRunAgain() {
    Path file = folder.resolve("run.checkpoint");
    FineTuned first = fit(tuner(PLAN).withCheckpoint(file), EpochListener.SILENT);
    Told told = new Told();
    FineTuned again = fit(tuner(PLAN).withCheckpoint(file), told);
    assertEquals(List.of(), told.steps);
    assertEquals(first.history(), again.history());
    assertEquals(weights(first.network()), weights(again.network()));
  }

  @Test
  void patienceThatWasAtItsEndStaysSo() {
    TrainingPlan impatient = PLAN.withEpochs(30).withRates(1e-9, 1e-9).withPatience(2);
    Path file = folder.resolve("run.checkpoint");
    FineTuned first = fit(tuner(impatient).withCheckpoint(file), EpochListener.SILENT);
    FineTuned again = fit(tuner(impatient).withCheckpoint(file), EpochListener.SILENT);
    assertEquals(Stop.PATIENCE, again.history().stop());
    assertEquals(first.history(), again.history());
  }

  @Test
  void anInterruptedRunGoesOnToo() {
    Path file = folder.resolve("run.checkpoint");
    EpochListener stop = soFar -> Thread.currentThread().interrupt();
    FineTuned stopped = fit(tuner(PLAN.withEpochs(3)).withCheckpoint(file), stop);
    assertTrue(stopped.history().interrupted());
    FineTuned resumed = fit(tuner(PLAN.withEpochs(3)).withCheckpoint(file), EpochListener.SILENT);
    FineTuned whole = fit(tuner(PLAN.withEpochs(3)), EpochListener.SILENT);
    assertEquals(timeless(whole.history()), timeless(resumed.history()));
    assertEquals(weights(whole.network()), weights(resumed.network()));
  }

  @Test
  void theCheckpointOfAnotherRunIsRefusedAndKept() throws IOException {
    Path file = folder.resolve("run.checkpoint");
    fit(tuner(PLAN).withCheckpoint(file), EpochListener.SILENT);
    byte[] before = Files.readAllBytes(file);
    refused(
        "seed 1 instead of 2",
        () -> fit(tuner(PLAN.withSeed(2)).withCheckpoint(file), EpochListener.SILENT));
    refused(
        "planned epochs 2 instead of 7",
        () -> fit(tuner(PLAN.withEpochs(7)).withCheckpoint(file), EpochListener.SILENT));
    refused(
        "training pictures",
        () ->
            tuner(PLAN)
                .withCheckpoint(file)
                .fit(
                    "run",
                    SmallRuns.train().take(5, 1),
                    SmallRuns.validation(),
                    EpochListener.SILENT));
    refused(
        "trained layers",
        () -> fit(tuner(PLAN).freezeNothing().withCheckpoint(file), EpochListener.SILENT));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aDamagedCheckpointIsToldAndNotUsed() throws IOException {
    Path file = folder.resolve("run.checkpoint");
    FineTuned whole = fit(tuner(PLAN).withCheckpoint(file), EpochListener.SILENT);
    byte[] good = Files.readAllBytes(file);
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    List<byte[]> damaged =
        List.of(
            new byte[0],
            Arrays.copyOf(good, good.length / 3),
            Arrays.copyOf(good, good.length - good.length / 4),
            flipped,
            "no checkpoint".getBytes(StandardCharsets.UTF_8));
    for (byte[] content : damaged) {
      Files.write(file, content);
      Told told = new Told();
      FineTuned anew = fit(tuner(PLAN).withCheckpoint(file), told);
      assertTrue(
          told.notes.stream().anyMatch(n -> n.contains("is damaged")), told.notes.toString());
      assertTrue(Files.exists(folder.resolve("run.checkpoint.damaged")));
      assertEquals(timeless(whole.history()), timeless(anew.history()));
      assertEquals(weights(whole.network()), weights(anew.network()));
    }
  }

  @Test
  void leavesNothingBesideItsFile() throws IOException {
    fit(tuner(PLAN).withCheckpoint(folder.resolve("new/run.checkpoint")), EpochListener.SILENT);
    try (Stream<Path> files = Files.list(folder.resolve("new"))) {
      assertEquals(List.of("run.checkpoint"), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidAndLeavesAUsableRun() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "x");
    refused(
        "is there already",
        () -> fit(tuner(PLAN).withCheckpoint(notAFolder.resolve("run")), EpochListener.SILENT));
  }
}
