package io.transferlab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class FineTunerTest {
  private static final VggShape SMALL = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  private static final List<String> CLASSES = SketchSet.CATS_DOGS.classes();

  private final Backbone source =
      Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("x", "y", "z"), 1);
  private final ImageSet train = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 6, 1);
  private final ImageSet validation = ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 4, 1);
  private final TrainingPlan plan =
      TrainingPlan.FINE_TUNING.withEpochs(2).withBatchSize(4).withRates(1e-2, 1e-3);

  private FineTuned fit(FineTuner tuner) {
    return tuner.fit("run", train, validation, EpochListener.SILENT);
  }

  private static Map<String, INDArray> weights(Backbone network) {
    Map<String, INDArray> copy = new HashMap<>();
    network.graph().paramTable().forEach((name, values) -> copy.put(name, values.dup()));
    return copy;
  }

  @Test
  void frozenLayersStayBitForBitAndTheOthersMove() {
    Map<String, INDArray> before = weights(source);
    FineTuned tuned = fit(FineTuner.of(source, CLASSES).freezeUpTo("block3_pool").withPlan(plan));
    Map<String, INDArray> after = weights(tuned.network());
    for (String name : before.keySet()) {
      boolean frozen = name.matches("block[123]_.*");
      if (name.startsWith("predictions")) {
        assertEquals(2, after.get(name).columns());
      } else if (frozen) {
        assertEquals(before.get(name), after.get(name), name);
      } else if (name.endsWith("_W")) {
        assertNotEquals(before.get(name), after.get(name), name);
      }
    }
  }

  @Test
  void theSourceStaysAsItWas() {
    Map<String, INDArray> before = weights(source);
    fit(FineTuner.of(source, CLASSES).withPlan(plan));
    weights(source).forEach((name, values) -> assertEquals(before.get(name), values, name));
    assertEquals(3, source.classes().size());
  }

  @Test
  void theSameSeedGivesTheSameCurve() {
    FineTuner tuner = FineTuner.of(source, CLASSES).withPlan(plan.withSeed(4));
    List<Double> first = losses(fit(tuner));
    assertEquals(first, losses(fit(tuner)));
    assertNotEquals(first, losses(fit(tuner.withPlan(plan.withSeed(5)))));
  }

  private static List<Double> losses(FineTuned tuned) {
    return tuned.history().epochs().stream().map(Epoch::trainLoss).toList();
  }

  @Test
  void headAndBodyMoveByTheirOwnRates() {
    Backbone start = FineTuner.of(source, CLASSES).withPlan(plan).prepare();
    TrainingPlan oneStep = plan.withEpochs(1).withBatchSize(12).withWarmup(0).withRates(1e-2, 1e-5);
    FineTuned tuned = fit(FineTuner.of(source, CLASSES).withPlan(oneStep));
    Map<String, INDArray> before = weights(start);
    Map<String, INDArray> after = weights(tuned.network());
    // Adam's first step moves every weight that has a gradient by the rate itself.
    assertEquals(1e-2, largestMove(before, after, "predictions_W"), 2e-4);
    assertEquals(1e-5, largestMove(before, after, "fc2_W"), 2e-6);
    assertEquals(1e-5, largestMove(before, after, "block1_conv1_W"), 2e-6);
  }

  private static double largestMove(
      Map<String, INDArray> before, Map<String, INDArray> after, String name) {
    return before.get(name).sub(after.get(name)).amaxNumber().doubleValue();
  }

  @Test
  void keepsTheWeightsOfTheBestEpoch() {
    FineTuned tuned = fit(FineTuner.of(source, CLASSES).withPlan(plan.withEpochs(4)));
    double kept = tuned.network().evaluate(validation).meanPerClassAccuracy();
    assertEquals(tuned.history().bestValidationAccuracy(), kept, 1e-9);
    assertEquals(
        tuned.history().epochs().stream().mapToDouble(Epoch::validationAccuracy).max().orElse(-1),
        kept,
        1e-9);
  }

  @Test
  void anInterruptStopsWithinABatchAndLeavesAUsableNetwork() {
    List<History> seen = new ArrayList<>();
    EpochListener stopInFirst =
        soFar -> {
          seen.add(soFar);
          Thread.currentThread().interrupt();
        };
    FineTuned tuned =
        FineTuner.of(source, CLASSES)
            .withPlan(plan.withEpochs(50))
            .fit("run", train, validation, stopInFirst);
    assertTrue(tuned.history().interrupted());
    assertEquals(1, tuned.history().epochs().size());
    assertEquals(1, seen.size());
    assertFalse(Thread.currentThread().isInterrupted(), "the flag is used up");
    assertEquals(8, tuned.network().evaluate(validation).total());
  }

  @Test
  void anInterruptWhileTheValidationPicturesAreReadCountsNoPartOfThem() {
    Thread training = Thread.currentThread();
    List<Picture> pictures = new ArrayList<>(validation.pictures());
    Picture last = pictures.get(pictures.size() - 1);
    pictures.set(
        pictures.size() - 1,
        new Picture(
            last.key(),
            last.label(),
            size -> {
              training.interrupt();
              return last.source().read(size);
            }));
    ImageSet stopping = ImageSet.of(validation.name(), CLASSES, pictures);
    FineTuned tuned =
        FineTuner.of(source, CLASSES)
            .withPlan(plan)
            .fit("run", train, stopping, EpochListener.SILENT);
    assertTrue(tuned.history().interrupted());
    assertEquals(List.of(), tuned.history().epochs());
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(8, tuned.network().evaluate(validation).total());
  }

  @Test
  void patienceEndsARunThatGetsNoBetter() {
    FineTuned tuned =
        fit(
            FineTuner.of(source, CLASSES)
                .withPlan(plan.withEpochs(30).withRates(1e-9, 1e-9).withPatience(2)));
    assertTrue(tuned.history().epochs().size() < 30, tuned.toString());
    assertFalse(tuned.history().interrupted());
  }

  @Test
  void fromScratchSharesNoWeightWithTheSource() {
    Backbone scratch = FineTuner.fromScratch(source, CLASSES).prepare();
    Map<String, INDArray> random = weights(scratch);
    weights(source)
        .forEach(
            (name, values) -> {
              if (name.endsWith("_W") && !name.startsWith("predictions")) {
                assertNotEquals(values, random.get(name), name);
              }
            });
    Backbone other =
        FineTuner.fromScratch(source, CLASSES)
            .withPlan(TrainingPlan.FROM_SCRATCH.withSeed(2))
            .prepare();
    assertNotEquals(random.get("fc1_W"), weights(other).get("fc1_W"));
  }

  @Test
  void divergenceSaysWhichRatesToTry() {
    LabException e =
        assertThrows(
            LabException.class,
            () ->
                fit(
                    FineTuner.of(source, CLASSES)
                        .withPlan(plan.withEpochs(40).withWarmup(0).withRates(9.9, 9.9))));
    assertTrue(e.getMessage().contains("ten times lower"), e.getMessage());
  }

  @Test
  void refusesWhatCannotBeTrained() {
    FineTuner tuner = FineTuner.of(source, CLASSES);
    assertMessage("did you mean \"block5_pool\"", () -> tuner.freezeUpTo("blok5_pool"));
    assertMessage("something left to train", () -> tuner.freezeUpTo("predictions"));
    assertMessage("at least two classes", () -> FineTuner.of(source, List.of("cat")));
    assertMessage("at least 1 epoch", () -> plan.withEpochs(0));
    assertMessage("head rate above 0", () -> plan.withRates(0, 1e-3));
    assertMessage("body rate above 0", () -> plan.withRates(1e-3, Double.NaN));
    assertMessage(
        "pictures of the classes [left, right]",
        () -> fit(FineTuner.of(source, List.of("left", "right"))));
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }

  private static ImageSet withBroken(ImageSet set, int broken) {
    List<Picture> pictures = new ArrayList<>(set.pictures());
    for (int i = 0; i < broken; i++) {
      Picture p = pictures.get(i);
      pictures.set(
          i,
          new Picture(
              p.key(),
              p.label(),
              size -> {
                throw new IOException(p.key() + ": the file is empty");
              }));
    }
    return ImageSet.of(set.name(), set.classes(), pictures);
  }

  @Test
  void picturesThatCannotBeReadAreNamedAndLeftOut() {
    FineTuned tuned =
        FineTuner.of(source, CLASSES)
            .withPlan(plan)
            .fit("run", withBroken(train, 2), withBroken(validation, 1), EpochListener.SILENT);
    assertEquals(3, tuned.problems().size());
    assertTrue(tuned.toString().contains("3 pictures left out"), tuned.toString());
    assertTrue(tuned.toString().contains("the file is empty"), tuned.toString());
  }

  @Test
  void nothingToReadIsAnErrorThatNamesTheFirstReason() {
    ImageSet none = withBroken(train, train.size());
    LabException e =
        assertThrows(
            LabException.class,
            () ->
                FineTuner.of(source, CLASSES)
                    .withPlan(plan)
                    .fit("run", none, validation, EpochListener.SILENT));
    assertTrue(e.getMessage().contains("the file is empty"), e.getMessage());
    assertThrows(LabException.class, () -> source.evaluate(withBroken(validation, 8)));
  }

  @Test
  void aHistoryIsATable() {
    FineTuned tuned = fit(FineTuner.of(source, CLASSES).withPlan(plan));
    assertEquals(2, tuned.history().table().rowCount());
    assertTrue(tuned.history().table().columnNames().contains("validation accuracy"));
  }
}
