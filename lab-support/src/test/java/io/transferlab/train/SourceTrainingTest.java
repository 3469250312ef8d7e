package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.VggShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTrainingTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  private static final SourceTraining SHORT =
      SourceTraining.shipped(SketchSet.CATS_DOGS).withSeed(3);

  @TempDir Path folder;

  private static SourceTraining epochs(int epochs) {
    return new SourceTraining(16, SHORT.plan().withEpochs(epochs));
  }

  private static FineTuned train(SourceTraining training, Path checkpoint, EpochListener told) {
    return training.train("small", SMALL, SketchSet.CATS_DOGS, checkpoint, told);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aTrainingThatWasKilledGivesTheSameNetwork() {
    FineTuned whole = train(epochs(3), null, EpochListener.SILENT);
    Path checkpoint = folder.resolve("deep/small.checkpoint");
    for (int kill = 1; kill <= 2; kill++) {
      int number = kill;
      assertThrows(
          Killed.class,
          () ->
              train(
                  epochs(3),
                  checkpoint,
                  soFar -> {
                    if (soFar.epochs().size() == number) {
                      throw new Killed();
                    }
                  }));
      assertTrue(Files.exists(checkpoint));
    }
    List<String> told = new ArrayList<>();
    FineTuned resumed =
        train(
            epochs(3),
            checkpoint,
            new EpochListener() {
              @Override
              public void onEpoch(History soFar) {}

              @Override
              public void note(String line) {
                told.add(line);
              }
            });
    assertTrue(told.stream().anyMatch(l -> l.contains("after epoch 2 of 3")), told.toString());
    assertEquals(whole.network().graph().params(), resumed.network().graph().params());
    assertEquals(
        whole.network().provenance().facts().get("test accuracy"),
        resumed.network().provenance().facts().get("test accuracy"));
    assertThrows(
        LabException.class,
        () -> train(epochs(3).withSeed(4), checkpoint, EpochListener.SILENT),
        "another training's checkpoint");
  }

  @Test
  void theProvenanceTellsTheCommand() {
    assertEquals(
        "environment/lab sketch train Sketch_Scenes",
        SourceTraining.shipped(SketchSet.SCENES).command(SketchSet.SCENES, "Sketch_Scenes"));
    assertEquals(
        "environment/lab sketch train X --seed 3 --epochs 2 --per-class 16",
        epochs(2).command(SketchSet.OBJECTS, "X"));
  }
}
