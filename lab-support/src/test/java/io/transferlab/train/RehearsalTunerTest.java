package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Head;
import io.transferlab.network.Heads;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class RehearsalTunerTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  private static final List<String> CLASSES = SketchSet.CATS_DOGS.classes();

  private final ImageSet train = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 6, 1);
  private final ImageSet validation = ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 4, 1);
  private final ImageSet rooms = ImageSet.drawn(SketchSet.ROOMS, Split.TRAIN, 1, 1);
  private final Backbone source =
      Backbone.random("small", SMALL, Preprocessing.SKETCH, rooms.classes(), 1);
  private final TrainingPlan plan =
      TrainingPlan.FINE_TUNING.withEpochs(2).withBatchSize(4).withRates(1e-2, 1e-3);
  private final RehearsalTuner tuner = RehearsalTuner.of(source, rooms, CLASSES).withPlan(plan);

  private Rehearsed fit(RehearsalTuner with) {
    return with.fit("in turn", train, validation, EpochListener.SILENT);
  }

  private static Map<String, INDArray> weights(Backbone network) {
    Map<String, INDArray> copy = new HashMap<>();
    network.graph().paramTable().forEach((name, values) -> copy.put(name, values.dup()));
    return copy;
  }

  private static boolean isHead(String name) {
    return name.startsWith(Heads.OUTPUT) || name.startsWith("dense_");
  }

  @Test
  void aStepOnOneHeadLeavesTheOtherAsItIsAndTheSharedLayersMoveForBoth() {
    Backbone target = FineTuner.of(source, CLASSES).withPlan(plan).prepare();
    Backbone old = Heads.thaw(source);
    List<Map<String, INDArray>> ofTarget = new ArrayList<>();
    List<Map<String, INDArray>> ofSource = new ArrayList<>();
    try (RehearsalExamples examples =
        new RehearsalExamples(
            new PictureExamples(target, plan, train, validation), old, rooms, plan, 1)) {
      TrainingStep step = TrainingStep.of(target, plan, train.size());
      ofTarget.add(weights(target));
      ofSource.add(weights(old));
      examples.epoch(
          1,
          (input, labels) -> {
            // What the source's turn before this one left.
            ofTarget.add(weights(target));
            ofSource.add(weights(old));
            step.fit(input, labels);
            ofTarget.add(weights(target));
            ofSource.add(weights(old));
          });
      ofTarget.add(weights(target));
      ofSource.add(weights(old));
    }
    int turns = ofTarget.size();
    assertEquals(2 + 2 * 3, turns, "three batches");
    for (int i = 1; i < turns; i++) {
      boolean targetLearned = i % 2 == 0;
      boolean first = i == 1;
      for (String name : ofSource.get(0).keySet()) {
        INDArray targetBefore = ofTarget.get(i - 1).get(name);
        INDArray targetNow = ofTarget.get(i).get(name);
        INDArray sourceBefore = ofSource.get(i - 1).get(name);
        INDArray sourceNow = ofSource.get(i).get(name);
        if (first) {
          assertEquals(sourceBefore, sourceNow, "nobody has learned yet");
        } else if (isHead(name)) {
          assertEquals(targetLearned, !targetBefore.equals(targetNow), name + " of target, " + i);
          assertEquals(targetLearned, sourceBefore.equals(sourceNow), name + " of source, " + i);
        } else {
          assertNotEquals(targetBefore, targetNow, name + " is shared, step " + i);
          if (!targetLearned) {
            assertEquals(targetNow, sourceNow, name + " is the same for both");
          }
        }
      }
    }
  }

  @Test
  void bothNetworksShareAllButTheirHeadsAndTheSourceStaysAsItWas() {
    Map<String, INDArray> before = weights(source);
    Rehearsed both = fit(tuner);
    assertEquals(before, weights(source));
    Map<String, INDArray> ofTarget = weights(both.target());
    Map<String, INDArray> ofSource = weights(both.source());
    ofSource.forEach(
        (name, values) -> {
          if (isHead(name)) {
            assertNotEquals(ofTarget.get(name), values, name);
          } else {
            assertEquals(ofTarget.get(name), values, name);
          }
          assertNotEquals(before.get(name), values, name + " has learned");
        });
    assertEquals(CLASSES, both.target().classes());
    assertEquals(rooms.classes(), both.source().classes());
    assertEquals(2, both.history().epochs().size());
    assertEquals(ofTarget, weights(fit(tuner).target()), "same seed, same weights");
    assertEquals(ofSource, weights(fit(tuner).source()));
  }

  @Test
  void frozenLayersStayForBothAndAHeadMayHaveLayersOfItsOwn() {
    Rehearsed both = fit(tuner.freezeUpTo("block4_pool").withHead(Head.of(8).withDropout(0.2)));
    Map<String, INDArray> before = weights(source);
    Map<String, INDArray> ofTarget = weights(both.target());
    weights(both.source())
        .forEach(
            (name, values) -> {
              boolean frozen =
                  both.target().frozenLayers().contains(name.substring(0, name.lastIndexOf('_')));
              assertEquals(frozen, before.get(name).equals(values), name);
              if (!isHead(name)) {
                assertEquals(ofTarget.get(name), values, name);
              }
            });
    assertEquals(both.target().frozenLayers(), both.source().frozenLayers());
    assertTrue(both.target().layerNames().contains("dense_1"));
  }

  @Test
  void theBestEpochsWeightsAreKeptForBoth() {
    TrainingPlan steady = plan.withEpochs(6).withSchedule(Schedule.constant());
    Rehearsed many = fit(tuner.withPlan(steady));
    Rehearsed upToBest = fit(tuner.withPlan(steady.withEpochs(many.history().bestEpoch())));
    assertEquals(weights(upToBest.source()), weights(many.source()));
    assertEquals(weights(upToBest.target()), weights(many.target()));
    assertEquals(
        many.history().bestValidationAccuracy(),
        many.target().evaluate(validation).meanPerClassAccuracy(),
        1e-9,
        "the weights are those of the best epoch");
  }

  @Test
  void anInterruptLeavesBothUsable() {
    Rehearsed both =
        tuner
            .withPlan(plan.withEpochs(50))
            .fit("in turn", train, validation, soFar -> Thread.currentThread().interrupt());
    assertTrue(both.history().interrupted());
    assertFalse(Thread.currentThread().isInterrupted(), "the flag is used up");
    assertEquals(8, both.target().evaluate(validation).total());
    assertEquals(9, both.source().evaluate(rooms).total());
    Map<String, INDArray> ofTarget = weights(both.target());
    weights(both.source())
        .forEach(
            (name, values) -> {
              if (!isHead(name)) {
                assertEquals(ofTarget.get(name), values, name);
              }
            });
  }

  @Test
  void refusesWhatCannotBe() {
    assertMessage(
        "pictures of the classes of small", () -> RehearsalTuner.of(source, train, CLASSES));
    assertMessage(
        "pictures of the source",
        () -> RehearsalTuner.of(source, ImageSet.of("none", rooms.classes(), List.of()), CLASSES));
    assertMessage("at least 1 source batch", () -> tuner.withSourceBatches(0));
    assertMessage("did you mean \"block4_pool\"", () -> tuner.freezeUpTo("block4pool"));
    assertMessage("something left to train", () -> tuner.freezeUpTo(Heads.OUTPUT));
    assertMessage(
        "pictures of the classes", () -> tuner.fit("x", rooms, rooms, EpochListener.SILENT));
    assertMessage(
        "validation pictures that are not trained on",
        () -> tuner.fit("x", train, train, EpochListener.SILENT));
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }
}
