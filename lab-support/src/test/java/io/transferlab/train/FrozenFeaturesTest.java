package io.transferlab.train;

import static io.transferlab.train.SmallRuns.CLASSES;
import static io.transferlab.train.SmallRuns.PLAN;
import static io.transferlab.train.SmallRuns.weights;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.Provenance;
import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Head;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import io.transferlab.train.SmallRuns.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class FrozenFeaturesTest {
  private static final TrainingPlan STILL = PLAN.withAugmentation(Augmentation.NONE).withEpochs(3);

  private final ImageSet train = SmallRuns.train();
  private final ImageSet validation = SmallRuns.validation();

  private static Backbone resNet() {
    return Backbone.random(
        "small", new ResNetShape(32, 4, 1.001e-5, 0.9), Preprocessing.SKETCH, List.of("x", "y"), 1);
  }

  private FineTuned fit(FineTuner tuner, EpochListener listener) {
    return tuner.fit("run", train, validation, listener);
  }

  /** The same run with all pictures going through the whole network. */
  private FineTuned uncached(FineTuner tuner, TrainingPlan plan) {
    Backbone network = tuner.prepare();
    Set<String> head = FineTuner.headLayers(network);
    PictureExamples examples = new PictureExamples(network, plan, train, validation);
    TrainingStep step =
        TrainingStep.of(network.graph(), plan, head, examples.stepsPerEpoch(), null);
    History history =
        new Run("run", plan, examples, step, head, Provenance.none(), null, EpochListener.SILENT)
            .fit();
    return new FineTuned(network, history, List.of());
  }

  private void assertSameResults(FineTuner tuner, TrainingPlan plan, String computed) {
    Told told = new Told();
    FineTuned cached = fit(tuner.withPlan(plan), told);
    assertTrue(told.notes.get(0).contains(computed), told.notes.toString());
    assertTrue(cached.history().provenance().toString().contains("frozen layers " + computed));
    FineTuned whole = uncached(tuner.withPlan(plan), plan);
    for (int e = 0; e < plan.epochs(); e++) {
      Epoch a = whole.history().epochs().get(e);
      Epoch b = cached.history().epochs().get(e);
      assertEquals(a.trainLoss(), b.trainLoss(), 1e-4);
      assertEquals(a.validationLoss(), b.validationLoss(), 1e-4);
      assertEquals(a.trainAccuracy(), b.trainAccuracy(), 1e-12);
      assertEquals(a.validationAccuracy(), b.validationAccuracy(), 1e-12);
      assertEquals(a.headRate(), b.headRate(), 1e-12);
    }
    Map<String, INDArray> expected = weights(whole.network());
    weights(cached.network())
        .forEach(
            (name, values) -> assertTrue(values.equalsWithEps(expected.get(name), 1e-4), name));
  }

  @Test
  void featuresGiveWhatThePicturesGive() {
    TrainingPlan plan = STILL.withOptimizer(Optimizer.SGD).withRates(3e-2, 1e-2);
    assertSameResults(
        FineTuner.of(SmallRuns.source(), CLASSES)
            .withHead(Head.of(8).withDropout(0.5))
            .freezeUpTo("block3_pool"),
        plan,
        "computed once");
  }

  @Test
  void soDoFeaturesOfPicturesThatChangeInEachEpoch() {
    TrainingPlan plan = PLAN.withEpochs(3).withOptimizer(Optimizer.SGD).withRates(3e-2, 1e-2);
    assertFalse(plan.augmentation().equals(Augmentation.NONE));
    assertSameResults(
        FineTuner.of(SmallRuns.source(), CLASSES)
            .withHead(Head.of(8).withDropout(0.5))
            .freezeUpTo("block3_pool"),
        plan,
        "computed anew in every epoch");
    assertSameResults(
        FineTuner.of(resNet(), CLASSES).freezeUpTo("conv5_block2_out"),
        plan.withRates(3e-3, 1e-3),
        "computed anew in every epoch");
  }

  @Test
  void alsoBehindFrozenBatchNormalizationAndBeforeSuchThatLearns() {
    TrainingPlan plan = STILL.withOptimizer(Optimizer.SGD).withRates(3e-3, 1e-3);
    assertSameResults(
        FineTuner.of(resNet(), CLASSES).freezeUpTo("conv5_block2_out"), plan, "computed once");
  }

  @Test
  void eachPictureIsReadOnceForAllEpochs() {
    AtomicInteger reads = new AtomicInteger();
    ImageSet counted = counted(train, reads);
    FineTuner tuner = FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc2");
    tuner.withPlan(STILL).fit("run", counted, validation, EpochListener.SILENT);
    assertEquals(train.size(), reads.get());

    reads.set(0);
    Told told = new Told();
    tuner.withPlan(PLAN.withEpochs(5).withCachedViews(3)).fit("run", counted, validation, told);
    assertEquals(3 * train.size(), reads.get());
    assertTrue(told.notes.get(0).contains("in 3 views each"), told.notes.toString());
  }

  private static ImageSet counted(ImageSet set, AtomicInteger reads) {
    List<Picture> pictures = new ArrayList<>();
    for (Picture p : set.pictures()) {
      pictures.add(
          new Picture(
              p.key(),
              p.label(),
              size -> {
                reads.incrementAndGet();
                return p.source().read(size);
              }));
    }
    return ImageSet.of(set.name(), set.classes(), pictures);
  }

  @Test
  void epochsTakeTheViewsInTurn() {
    // One picture changed in 2 ways: what is learned from differs from epoch to epoch, and comes
    // back in the third.
    FineTuner tuner = FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc2");
    TrainingPlan plan =
        PLAN.withEpochs(4).withCachedViews(2).withRates(1e-9, 1e-9).withBatchSize(12);
    List<Epoch> epochs = fit(tuner.withPlan(plan), EpochListener.SILENT).history().epochs();
    assertNotEquals(epochs.get(0).trainLoss(), epochs.get(1).trainLoss(), 1e-6);
    assertEquals(epochs.get(0).trainLoss(), epochs.get(2).trainLoss(), 1e-6);
    assertEquals(epochs.get(1).trainLoss(), epochs.get(3).trainLoss(), 1e-6);
  }

  @Test
  void whatWasLearnedIsInTheNetworkAndNothingElseChanged() {
    FineTuner tuner = FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc1").withPlan(STILL);
    Map<String, INDArray> before = weights(tuner.prepare());
    FineTuned tuned = fit(tuner, EpochListener.SILENT);
    weights(tuned.network())
        .forEach(
            (name, values) -> {
              if (name.matches("(block\\d_conv\\d|fc1)_.")) {
                assertEquals(before.get(name), values, name);
              } else if (name.endsWith("_W")) {
                assertNotEquals(before.get(name), values, name);
              }
            });
    assertEquals(
        tuned.history().bestValidationAccuracy(),
        tuned.network().evaluate(validation).meanPerClassAccuracy(),
        1e-9);
  }

  @Test
  void knowsWhereTheFrozenPartEnds() {
    Backbone vgg = SmallRuns.source();
    FineTuner tuner = FineTuner.of(vgg, CLASSES);
    assertNull(HeadGraph.trunk(tuner.prepare()));
    assertEquals("fc1", HeadGraph.trunk(tuner.freezeUpTo("fc1").prepare()));
    // A pooling behind it has no weights: what it gives is as constant, and smaller.
    assertEquals("block3_pool", HeadGraph.trunk(tuner.freezeUpTo("block3_conv3").prepare()));
    FineTuner pooled = tuner.withHeadBehind("block5_pool", Head.of(8).withPooling(Pooling.MAX));
    assertEquals(
        "global_max_pooling2d", HeadGraph.trunk(pooled.freezeUpTo("block5_pool").prepare()));
    // The shortcut and the branch of a block are two layers to read.
    FineTuner residual = FineTuner.of(resNet(), CLASSES);
    assertEquals(
        "conv3_block2_out", HeadGraph.trunk(residual.freezeUpTo("conv3_block2_out").prepare()));
    assertNull(HeadGraph.trunk(residual.freezeUpTo("conv3_block3_1_relu").prepare()));
  }

  @Test
  void saysWhenFrozenLayersAreComputedAgainAndAgain() {
    Told told = new Told();
    FineTuner tuner = FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc2");
    fit(tuner.withPlan(PLAN.withEpochs(1)), told);
    assertEquals(1, told.notes.size());
    assertTrue(told.notes.get(0).contains("anew in every epoch"), told.notes.toString());
    assertTrue(told.notes.get(0).contains("withCachedViews"), told.notes.toString());
    told.notes.clear();
    fit(FineTuner.of(SmallRuns.source(), CLASSES).withPlan(STILL.withEpochs(1)), told);
    assertEquals(List.of(), told.notes);
  }

  @Test
  void progressOfTheFeaturesIsToldFirst() {
    Told told = new Told();
    fit(FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc2").withPlan(STILL), told);
    assertEquals(0, told.steps.get(0).epoch());
    assertTrue(told.steps.get(0).toString().startsWith("frozen layers, batch 1 of 2"));
    assertEquals(1, told.steps.get(1).fraction(), 1e-12);
    assertEquals(1, told.steps.get(2).epoch());
    String facts = told.histories.get(0).provenance().toString();
    assertTrue(facts.contains("frozen layers computed once, in "), facts);
  }

  @Test
  void picturesThatCannotBeReadAreLeftOut() {
    List<Picture> pictures = new ArrayList<>(train.pictures());
    Picture first = pictures.get(0);
    pictures.set(
        0,
        new Picture(
            first.key(),
            first.label(),
            size -> {
              throw new IOException("the file is empty");
            }));
    ImageSet broken = ImageSet.of(train.name(), CLASSES, pictures);
    FineTuner tuner = FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc2").withPlan(STILL);
    FineTuned tuned = tuner.fit("run", broken, validation, EpochListener.SILENT);
    assertEquals(List.of("the file is empty"), tuned.problems());
    ImageSet none =
        ImageSet.of(
            train.name(),
            CLASSES,
            train.pictures().stream()
                .map(p -> new Picture(p.key(), p.label(), pictures.get(0).source()))
                .toList());
    SmallRuns.refused(
        "the file is empty", () -> tuner.fit("run", none, validation, EpochListener.SILENT));
  }

  @Test
  void tellsOfPicturesOnlyAsTheyPassTheFrozenLayers() {
    Told told = new Told();
    fit(FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc2").withPlan(STILL), told);
    assertEquals(train.size() + validation.size(), told.looked);
  }

  @Test
  void anInterruptWhileFeaturesAreComputedEndsTheRun() {
    EpochListener stop =
        new Told() {
          @Override
          public void onStep(TrainingProgress at) {
            Thread.currentThread().interrupt();
          }
        };
    FineTuned tuned =
        fit(FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc2").withPlan(STILL), stop);
    assertTrue(tuned.history().interrupted());
    assertEquals(0, tuned.history().epochs().size());
    assertEquals(8, tuned.network().evaluate(validation).total());
  }
}
