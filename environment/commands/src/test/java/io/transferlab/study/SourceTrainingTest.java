package io.transferlab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Pretrained;
import io.transferlab.network.VggShape;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SourceTrainingTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);

  @TempDir private Path folder;

  /** Ends a training as a kill does. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void theTrainingOfASourceGoesOn() {
    TrainingPlan plan =
        TrainingPlan.FINE_TUNING
            .withRates(1e-2, 1e-3)
            .withWarmup(2)
            .withEpochs(2)
            .withBatchSize(14);
    SourceTraining training = new SourceTraining(2, plan);
    Path file = folder.resolve("source.checkpoint");
    FineTuned whole = training.train("s", SMALL, SketchSet.OBJECTS, null, EpochListener.SILENT);
    EpochListener killer =
        soFar -> {
          throw new Killed();
        };
    assertThrows(Killed.class, () -> training.train("s", SMALL, SketchSet.OBJECTS, file, killer));
    FineTuned resumed = training.train("s", SMALL, SketchSet.OBJECTS, file, EpochListener.SILENT);
    assertEquals(whole.history().epochs().size(), resumed.history().epochs().size());
    assertEquals(
        whole.history().epochs().get(1).trainLoss(), resumed.history().epochs().get(1).trainLoss());
    ImageSet test = ImageSet.drawn(SketchSet.OBJECTS, Split.TEST, 1, 1);
    assertEquals(whole.network().graph().paramTable(), resumed.network().graph().paramTable());
    assertEquals(
        whole.network().evaluate(test).accuracy(), resumed.network().evaluate(test).accuracy());
    assertFalse(resumed.history().interrupted());
  }

  @ParameterizedTest
  @EnumSource(Pretrained.class)
  void theSeedsOfShippedNetworksAreThoseInTheirWeights(Pretrained network) {
    if (network.isShipped()) {
      assertEquals(
          network.load().provenance().facts().get("seed"),
          String.valueOf(SourceTraining.seed(network)));
    }
  }
}
