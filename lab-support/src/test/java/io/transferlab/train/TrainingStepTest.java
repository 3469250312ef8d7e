package io.transferlab.train;

import static io.transferlab.train.SmallRuns.CLASSES;
import static io.transferlab.train.SmallRuns.PLAN;
import static io.transferlab.train.SmallRuns.refused;
import static io.transferlab.train.SmallRuns.weights;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Head;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** One step, and what M2.1 of DL4J would do wrong without it. */
class TrainingStepTest {
  private static final TrainingPlan STEADY =
      PLAN.withSchedule(Schedule.constant()).withAugmentation(Augmentation.NONE);
  private static final TrainingPlan SGD =
      STEADY.withOptimizer(Optimizer.SGD.withMomentum(0).withClipNorm(1e9));

  @TempDir private Path folder;

  private static Backbone prepared() {
    return FineTuner.of(SmallRuns.source(), CLASSES).prepare();
  }

  private static Batch batch(Backbone network, int perClass) {
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, perClass, 1);
    return network.batches(network.pixels(set), 100).iterator().next();
  }

  private static INDArray move(Map<String, INDArray> before, Backbone network, String name) {
    return network.graph().paramTable().get(name).sub(before.get(name));
  }

  private static double largest(INDArray move) {
    return move.amaxNumber().doubleValue();
  }

  /** What a step of a plan changes in a prepared network. */
  private static INDArray moved(TrainingPlan plan, String name) {
    Backbone network = prepared();
    Map<String, INDArray> before = weights(network);
    try (Batch batch = batch(network, 6)) {
      TrainingStep.of(network, plan, 12).fit(batch);
    }
    return move(before, network, name);
  }

  @Test
  void aLoopWrittenByHandLearns() {
    Backbone network = prepared();
    ImageSet train = SmallRuns.train();
    TrainingPlan plan = STEADY.withEpochs(12).withRates(1e-3, 1e-3);
    TrainingStep step = TrainingStep.of(network, plan, train.size());
    Pixels pixels = network.pixels(train);
    double first = network.classify(train).loss();
    for (int epoch = 0; epoch < plan.epochs(); epoch++) {
      for (Batch batch : network.epoch(pixels, plan.augmentation(), plan.batchSize(), epoch)) {
        try (batch) {
          double loss = step.fit(batch);
          assertTrue(loss > 0 && loss < 5, "loss " + loss);
        }
      }
    }
    assertEquals(36, step.steps());
    assertTrue(network.classify(train).loss() < 0.7 * first);
  }

  @Test
  void aBatchThatAnotherNetworkPreparedIsRefused() {
    Backbone other = Backbone.random("other", SmallRuns.SMALL, Preprocessing.CAFFE, CLASSES, 1);
    TrainingStep step = TrainingStep.of(prepared(), PLAN, 12);
    try (Batch foreign = batch(other, 1)) {
      refused("pictures prepared for small", () -> step.fit(foreign));
    }
  }

  @Test
  void onePictureAndManyArePredictedAlike() throws IOException {
    Backbone network = prepared();
    List<BufferedImage> pictures = new ArrayList<>();
    for (var picture : SmallRuns.train().pictures()) {
      pictures.add(picture.source().read(48)); // any size
    }
    var all = network.predict(pictures, 2);
    assertEquals(pictures.size(), all.size());
    for (int i = 0; i < pictures.size(); i++) {
      var one = network.predict(pictures.get(i), 2);
      assertEquals(one.get(0).label(), all.get(i).get(0).label());
      assertEquals(one.get(0).probability(), all.get(i).get(0).probability(), 1e-5);
    }
    assertEquals(List.of(), network.predict(List.of(), 2));
  }

  @Test
  void everyLayerHasAnUpdaterOfItsOwnAlsoWhereTheLibraryMadeThemShareOne() {
    ComputationGraph shared =
        new TransferLearning.GraphBuilder(prepared().graph())
            .fineTuneConfiguration(
                new FineTuneConfiguration.Builder().updater(new Adam(1e-3)).build())
            .build();
    IUpdater fc2 = ((BaseLayer) shared.getLayer("fc2").conf().getLayer()).getIUpdater();
    TrainingStep.of(shared, STEADY, List.of("predictions"), 3, null);
    IUpdater ofFc1 = ((BaseLayer) shared.getLayer("fc1").conf().getLayer()).getIUpdater();
    IUpdater ofFc2 = ((BaseLayer) shared.getLayer("fc2").conf().getLayer()).getIUpdater();
    assertNotSame(fc2, ofFc2);
    assertNotSame(ofFc1, ofFc2);
    shared.setLearningRate("fc2", 0.5);
    assertEquals(0.5, shared.getLearningRate("fc2"), 1e-12);
    assertEquals(1e-3, shared.getLearningRate("fc1"), 1e-12);
    assertEquals(1e-2, shared.getLearningRate("predictions"), 1e-12);
  }

  @Test
  void layersMoveByTheirOwnRatesWhichFallOverDepth() {
    Rates rates = Rates.of(1e-2, 1e-3).withDecay(0.5).withLayer("block5_conv3", 3e-3);
    Backbone network = prepared();
    Map<String, INDArray> before = weights(network);
    TrainingStep step = TrainingStep.of(network, STEADY.withRates(rates), 12);
    try (Batch batch = batch(network, 6)) {
      step.fit(batch);
    }
    // Adam's first step moves every weight that has a gradient by the rate itself.
    assertEquals(1e-2, largest(move(before, network, "predictions_W")), 2e-4);
    assertEquals(1e-3, largest(move(before, network, "fc2_W")), 2e-5);
    assertEquals(5e-4, largest(move(before, network, "fc1_W")), 1e-5);
    assertEquals(3e-3, largest(move(before, network, "block5_conv3_W")), 6e-5);
    assertEquals(1.25e-4, largest(move(before, network, "block5_conv2_W")), 5e-6);
    assertEquals(3e-3, step.rates().get("block5_conv3"), 1e-12);
    assertEquals(1.25e-4, step.rates().get("block5_conv2"), 1e-12);
  }

  @Test
  void aNormalizationHasTheRateOfTheConvolutionBeforeIt() {
    Backbone network =
        Backbone.random(
            "small", new ResNetShape(32, 4, 1.001e-5, 0.9), Preprocessing.SKETCH, CLASSES, 1);
    TrainingStep step =
        TrainingStep.of(network, STEADY.withRates(Rates.of(1e-2, 1e-3).withDecay(0.5)), 12);
    Map<String, Double> rates = step.rates();
    assertEquals(rates.get("conv5_block3_3_conv"), rates.get("conv5_block3_3_bn"));
    assertEquals(1e-3, rates.get("conv5_block3_3_conv"), 1e-12);
    assertEquals(5e-4, rates.get("conv5_block3_2_conv"), 1e-12);
  }

  @Test
  void theRateFollowsTheSchedule() {
    Backbone network = prepared();
    TrainingPlan plan =
        PLAN.withEpochs(2).withBatchSize(6).withSchedule(Schedule.cosine().withWarmup(2));
    TrainingStep step = TrainingStep.of(network, plan, 12);
    double[] head = new double[4];
    try (Batch batch = batch(network, 1)) {
      for (int i = 0; i < head.length; i++) {
        step.fit(batch);
        head[i] = step.rates().get("predictions");
      }
    }
    assertEquals(5e-3, head[0], 1e-12);
    assertEquals(1e-2, head[1], 1e-12);
    assertEquals(1e-2, head[2], 1e-12);
    assertEquals(5e-3, head[3], 1e-12);
  }

  @Test
  void gradientDescentMovesInProportionAndMomentumGoesOn() {
    INDArray once = moved(SGD.withRates(1e-2, 1e-2), "fc2_W");
    INDArray twice = moved(SGD.withRates(2e-2, 2e-2), "fc2_W");
    assertTrue(largest(once) > 0);
    assertTrue(twice.equalsWithEps(once.mul(2), 1e-6));
    // Nesterov's first step already looks ahead: 1 + momentum times as far.
    TrainingPlan momentum = SGD.withOptimizer(Optimizer.SGD.withClipNorm(1e9));
    INDArray ahead = moved(momentum.withRates(1e-2, 1e-2), "fc2_W");
    assertTrue(ahead.equalsWithEps(once.mul(1.9), 1e-6));
  }

  @Test
  void longGradientsAreShortened() {
    INDArray free = moved(SGD.withRates(1, 1), "fc2_W");
    double norm = free.norm2Number().doubleValue();
    TrainingPlan clipped =
        SGD.withOptimizer(Optimizer.SGD.withMomentum(0).withClipNorm(norm / 100));
    Backbone network = prepared();
    Map<String, INDArray> before = weights(network);
    try (Batch batch = batch(network, 6)) {
      TrainingStep.of(network, clipped.withRates(1, 1), 12).fit(batch);
    }
    double w = move(before, network, "fc2_W").norm2Number().doubleValue();
    double b = move(before, network, "fc2_b").norm2Number().doubleValue();
    assertEquals(norm / 100, Math.hypot(w, b), norm / 1e4);
  }

  @Test
  void rmsPropsFirstStepIsTheRateOverTheRootOfWhatIsNew() {
    INDArray move = moved(STEADY.withOptimizer(Optimizer.RMSPROP).withRates(1e-3, 1e-3), "fc2_W");
    // Less where a gradient is near the small number that keeps the root from 0.
    double most = 1e-3 / Math.sqrt(0.05);
    assertTrue(largest(move) > most / 2 && largest(move) <= most * 1.001, "" + largest(move));
  }

  @Test
  void aClassOfTwiceTheWeightCountsAsTwicePicturesWould() {
    // 1 cat and 2 dogs, the cat counting double, against the same cat twice and the dogs.
    Backbone a = prepared();
    Backbone b = prepared();
    Map<String, INDArray> before = weights(a);
    try (Batch two = batch(a, 2)) { // cat, cat, dog, dog
      INDArray cat = two.input().get(Nd4j.createFromArray(new int[] {0, 2, 3}));
      INDArray cats = two.input().get(Nd4j.createFromArray(new int[] {0, 0, 2, 3}));
      double weighted =
          TrainingStep.of(a.graph(), SGD, List.of("predictions"), 1, new double[] {2, 1})
              .fit(cat.dup('c'), new int[] {0, 1, 1});
      double doubled =
          TrainingStep.of(b.graph(), SGD, List.of("predictions"), 1, null)
              .fit(cats.dup('c'), new int[] {0, 0, 1, 1});
      // Means over 3 and over 4 pictures.
      assertEquals(weighted * 3, doubled * 4, 1e-5);
      for (String name : List.of("predictions_W", "fc1_W", "block1_conv1_W")) {
        INDArray expected = move(before, b, name).mul(4.0 / 3);
        assertTrue(move(before, a, name).equalsWithEps(expected, 1e-6), name);
      }
      // The next training of that network knows nothing of the weights.
      a.graph().setParams(b.graph().params());
      TrainingPlan still = SGD.withRates(1e-9, 1e-9);
      double ofB =
          TrainingStep.of(b.graph(), still, List.of("predictions"), 1, null)
              .fit(cat.dup('c'), new int[] {0, 1, 1});
      double ofA =
          TrainingStep.of(a.graph(), still, List.of("predictions"), 1, null)
              .fit(cat.dup('c'), new int[] {0, 1, 1});
      assertEquals(ofB, ofA, 1e-5);
    }
  }

  @Test
  void frozenNormalizationKeepsItsStatisticsAndOtherFollowsTheData() {
    Backbone source =
        Backbone.random(
            "small",
            new ResNetShape(32, 4, 1.001e-5, 0.9),
            Preprocessing.SKETCH,
            List.of("x", "y"),
            1);
    Backbone network = FineTuner.of(source, CLASSES).freezeUpTo("conv3_block4_out").prepare();
    Map<String, INDArray> before = weights(network);
    TrainingStep step = TrainingStep.of(network, STEADY, 12);
    try (Batch batch = batch(network, 6)) {
      step.fit(batch);
      step.fit(batch);
    }
    weights(network)
        .forEach(
            (name, values) -> {
              if (name.matches("conv[123]_.*")) {
                assertEquals(before.get(name), values, name);
              } else if (name.matches(".*_bn_(mean|var|gamma)")) {
                assertNotEquals(before.get(name), values, name);
              }
            });
    // Statistics are no gradient: whatever the clipping, they go a tenth of the way in each step.
    Backbone clipped = FineTuner.of(source, CLASSES).freezeUpTo("conv3_block4_out").prepare();
    TrainingPlan tight =
        STEADY.withOptimizer(Optimizer.ADAM.withClipNorm(1e-6)).withRates(1e-9, 1e-9);
    try (Batch batch = batch(network, 6)) {
      TrainingStep.of(clipped, tight, 12).fit(batch);
    }
    INDArray mean = move(before, clipped, "conv4_block1_1_bn_mean");
    assertTrue(largest(mean) > 1e-3, "moved by " + largest(mean));
  }

  @Test
  void theLibrarysFreezingWithBackpropagationIsRefused() {
    Backbone network = prepared();
    var conf = network.graph().getConfiguration();
    var vertex = (org.deeplearning4j.nn.conf.graph.LayerVertex) conf.getVertices().get("fc1");
    vertex.getLayerConf().setLayer(new FrozenLayerWithBackprop(vertex.getLayerConf().getLayer()));
    ComputationGraph graph = new ComputationGraph(conf.clone());
    graph.init();
    refused(
        "FrozenLayerWithBackprop",
        () -> TrainingStep.of(graph, STEADY, List.of("predictions"), 1, null));
    // And ours never makes one.
    Backbone frozen = FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc1").prepare();
    assertTrue(frozen.frozenLayers().contains("fc1"));
    TrainingStep.of(frozen, STEADY, 12);
  }

  @Test
  void ratesForLayersThatDoNotLearnAreRefused() {
    TrainingPlan misspelt = STEADY.withRates(Rates.of(1e-3).withLayer("fc3", 1e-3));
    refused("did you mean \"fc", () -> TrainingStep.of(prepared(), misspelt, 12));
    TrainingPlan frozen = STEADY.withRates(Rates.of(1e-3).withLayer("fc1", 1e-3));
    Backbone network = FineTuner.of(SmallRuns.source(), CLASSES).freezeUpTo("fc1").prepare();
    refused("a rate for a layer that is trained", () -> TrainingStep.of(network, frozen, 12));
  }

  @Test
  void aNetworkInTrainingCanBeSavedAndReadAgain() {
    Backbone network = prepared();
    try (Batch batch = batch(network, 1)) {
      TrainingStep.of(network, PLAN, 2).fit(batch);
    }
    Path file = folder.resolve("network.zip");
    network.save(file);
    Backbone read = Backbone.load(file);
    assertEquals(weights(network), weights(read));
    assertEquals(
        network.graph().getConfiguration().toJson(), read.graph().getConfiguration().toJson());
  }

  @Test
  void dropoutIsTheSameForTheSameStepOfTheSameSeed() {
    FineTuner tuner =
        FineTuner.of(SmallRuns.source(), CLASSES).withHead(Head.of(8).withDropout(0.5));
    double[] losses = new double[3];
    for (int i = 0; i < losses.length; i++) {
      Backbone network = tuner.withPlan(STEADY).prepare();
      Nd4j.getRandom().setSeed(1000 + i); // what others did to the generator does not matter
      TrainingPlan plan = STEADY.withSeed(i == 2 ? 9 : 1);
      try (Batch batch = batch(network, 6)) {
        losses[i] = TrainingStep.of(network, plan, 12).fit(batch);
      }
    }
    assertEquals(losses[0], losses[1], 0);
    assertNotEquals(losses[0], losses[2]);
  }
}
