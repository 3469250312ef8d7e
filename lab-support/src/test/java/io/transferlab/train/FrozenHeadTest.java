package io.transferlab.train;

import static io.transferlab.train.SmallRuns.CLASSES;
import static io.transferlab.train.SmallRuns.PLAN;
import static io.transferlab.train.SmallRuns.refused;
import static io.transferlab.train.SmallRuns.weights;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenOnly;
import io.transferlab.network.Head;
import io.transferlab.network.HeadedNetwork;
import io.transferlab.network.Pooling;
import io.transferlab.train.SmallRuns.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A head behind a network that can only be asked, beside the same head behind frozen layers. */
class FrozenHeadTest {
  private static final TrainingPlan STILL = PLAN.withAugmentation(Augmentation.NONE).withEpochs(3);

  private final ImageSet train = SmallRuns.train();
  private final ImageSet validation = SmallRuns.validation();
  private final Backbone source = SmallRuns.source();
  private final FrozenOnly asked = new FrozenOnly(source);

  /** Both ways, from the same weights of the head: what follows must be the same. */
  private void assertSameRun(String layer, Head head, TrainingPlan plan) {
    FineTuner frozen =
        FineTuner.of(source, CLASSES).withHeadBehind(layer, head).freezeUpTo(layer).withPlan(plan);
    Map<String, INDArray> start = weights(frozen.prepare());
    FineTuned expected = frozen.fit("run", train, validation, EpochListener.SILENT);
    HeadedNetwork headed = HeadedNetwork.of(asked, layer, head.pooling(), head, CLASSES, 5);
    Map<String, INDArray> own = headed.head().paramTable();
    assertTrue(own.size() >= 2, own.keySet().toString());
    own.forEach((name, values) -> values.assign(Objects.requireNonNull(start.get(name))));
    FineTuned found =
        FineTuner.of(asked, CLASSES)
            .withPlan(plan)
            .fit(headed, "run", train, validation, EpochListener.SILENT);
    for (int e = 0; e < plan.epochs(); e++) {
      Epoch a = expected.history().epochs().get(e);
      Epoch b = found.history().epochs().get(e);
      assertEquals(a.trainLoss(), b.trainLoss(), 1e-6);
      assertEquals(a.validationLoss(), b.validationLoss(), 1e-6);
      assertEquals(a.trainAccuracy(), b.trainAccuracy());
      assertEquals(a.validationAccuracy(), b.validationAccuracy());
    }
    Map<String, INDArray> learned = weights(expected.network());
    own.forEach(
        (name, values) ->
            assertTrue(
                values.equalsWithEps(Objects.requireNonNull(learned.get(name)), 1e-6), name));
    assertEquals(
        expected.network().evaluate(validation).meanPerClassAccuracy(),
        found.evaluate(validation).meanPerClassAccuracy());
    assertEquals(
        expected.network().classify(validation).loss(),
        found.classifier().classify(validation).loss(),
        1e-5);
    assertEquals(
        expected.network().predict(validation, 1).get(3).get(0).label(),
        found.classifier().predict(validation, 1).get(3).get(0).label());
  }

  @Test
  void learnsAsBehindFrozenLayers() {
    assertSameRun("fc2", Head.of(8).withDropout(0.5), STILL);
    assertSameRun("block3_pool", Head.LINEAR, PLAN.withEpochs(3).withCachedViews(2));
    assertSameRun("block4_pool", Head.of(8).withPooling(Pooling.NONE), STILL);
    assertSameRun(
        "fc1", Head.of(8, 4).withDropout(0.2), STILL.withClassWeights(ClassWeights.BALANCED));
  }

  @Test
  void theLastDescriptorLayerIsReadUnlessAnotherIsNamed() {
    Told told = new Told();
    FineTuner tuner = FineTuner.of(asked, CLASSES).withPlan(STILL.withEpochs(1));
    FineTuned tuned = tuner.fit("run", train, validation, told);
    HeadedNetwork headed = assertInstanceOf(HeadedNetwork.class, tuned.classifier());
    assertEquals("fc2", headed.layer());
    assertSame(asked, headed.network());
    assertTrue(
        told.notes.get(0).startsWith("All of " + source.name() + " is frozen"),
        told.notes.toString());
    Map<String, String> facts = headed.provenance().facts();
    assertEquals("fc2", facts.get("head behind"));
    assertEquals("its end: all of it", facts.get("frozen up to"));
    assertEquals(source.name(), facts.get("source"));
    HeadedNetwork other =
        assertInstanceOf(
            HeadedNetwork.class,
            tuner
                .withHeadBehind("fc1", Head.LINEAR)
                .fit("run", train, validation, EpochListener.SILENT)
                .classifier());
    assertEquals("fc1", other.layer());
  }

  @Test
  void pictureChangesAreComputedOnceForFourViewsUnlessThePlanSaysAnother() {
    Told told = new Told();
    FineTuner tuner = FineTuner.of(asked, CLASSES);
    FineTuned tuned = tuner.withPlan(PLAN.withEpochs(5)).fit("run", train, validation, told);
    assertTrue(told.notes.get(0).contains("in 4 views each"), told.notes.toString());
    assertEquals("4", tuned.history().provenance().facts().get("cached views"));
    told.notes.clear();
    tuner.withPlan(PLAN.withEpochs(2)).fit("run", train, validation, told);
    assertTrue(told.notes.get(0).contains("in 2 views each"), told.notes.toString());
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNotStopped(@TempDir Path folder) {
    Path file = folder.resolve("run.zip");
    FineTuner tuner =
        FineTuner.of(asked, CLASSES).withHead(Head.of(8).withDropout(0.5)).withPlan(STILL);
    FineTuned whole = tuner.fit("run", train, validation, EpochListener.SILENT);
    EpochListener stop =
        new Told() {
          @Override
          public void onEpoch(History history) {
            Thread.currentThread().interrupt();
          }
        };
    FineTuned stopped = tuner.withCheckpoint(file).fit("run", train, validation, stop);
    assertTrue(stopped.history().interrupted());
    assertEquals(1, stopped.history().epochs().size());
    assertTrue(Files.exists(file));
    FineTuned resumed =
        tuner.withCheckpoint(file).fit("run", train, validation, EpochListener.SILENT);
    assertEquals(
        whole.history().epochs().get(2).validationLoss(),
        resumed.history().epochs().get(2).validationLoss());
    // Of other frozen weights it is another run's.
    FrozenOnly other = new FrozenOnly(io.transferlab.network.Heads.randomized(source, 9));
    refused(
        "frozen weights",
        () ->
            FineTuner.of(other, CLASSES)
                .withHead(Head.of(8).withDropout(0.5))
                .withPlan(STILL)
                .withCheckpoint(file)
                .fit("run", train, validation, EpochListener.SILENT));
  }

  @Test
  void goesOnWithItsHead() {
    FineTuned first =
        FineTuner.of(asked, CLASSES)
            .withPlan(STILL.withEpochs(1))
            .fit("run", train, validation, EpochListener.SILENT);
    HeadedNetwork before = assertInstanceOf(HeadedNetwork.class, first.classifier());
    INDArray weights = before.head().params().dup();
    FineTuned more =
        FineTuner.continuing(first)
            .withPlan(STILL)
            .fit("more", train, validation, EpochListener.SILENT);
    HeadedNetwork after = assertInstanceOf(HeadedNetwork.class, more.classifier());
    assertEquals(weights, before.head().params(), "what it goes on from stays as it is");
    assertNotEquals(weights, after.head().params());
    assertEquals(before.layer(), after.layer());
  }

  @Test
  void saysWhatToWriteForANetworkThatIsFrozenAsAWhole() {
    FineTuner tuner = FineTuner.of(asked, CLASSES);
    refused("leave freezeUpTo out", () -> tuner.freezeUpTo("conv5_block3_out"));
    refused("leave withHeadBehind out", () -> tuner.withHeadBehind("pool", Head.LINEAR));
    refused("frozen as a whole", tuner::freezeNothing);
    refused("frozen as a whole", () -> tuner.freezeUpTo(0));
    refused("frozen as a whole", tuner::prepare);
    FineTuned tuned =
        tuner
            .freezeUpTo("block5_pool")
            .withPlan(STILL.withEpochs(1))
            .fit("run", train, validation, EpochListener.SILENT);
    refused("classifier()", tuned::network);
    refused(
        "two classes",
        () -> HeadedNetwork.of(asked, "fc2", Pooling.AVERAGE, Head.LINEAR, List.of("a"), 1));
  }
}
