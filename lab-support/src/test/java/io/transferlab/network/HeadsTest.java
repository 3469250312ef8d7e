package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.network.inference.ForwardPass;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Heads replaced, layers frozen and thawed; on a narrow VGG16 and a narrow ResNet50. */
class HeadsTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");
  private static final VggShape VGG = new VggShape(32, List.of(16, 16, 16, 16, 16), 16);
  private static final ResNetShape RESNET = new ResNetShape(32, 4, 1.001e-5, 0.9);

  @TempDir Path folder;

  private static Backbone source(boolean resNet) {
    Backbone network =
        Backbone.random("small", resNet ? RESNET : VGG, Preprocessing.SKETCH, List.of("x", "y"), 1);
    if (resNet) { // a trained network's statistics are not those it began with
      for (String layer : network.layerNames()) {
        if (layer.endsWith("_bn")) {
          network.graph().getLayer(layer).getParam("mean").assign(-0.125);
          network.graph().getLayer(layer).getParam("var").assign(0.5);
          network.graph().getLayer(layer).getParam("gamma").assign(0.75);
        }
      }
    }
    return network;
  }

  private static Map<String, INDArray> weights(Backbone network) {
    Map<String, INDArray> copy = new HashMap<>();
    network.graph().paramTable().forEach((name, values) -> copy.put(name, values.dup()));
    return copy;
  }

  private static INDArray pictures(int number) {
    Nd4j.getRandom().setSeed(3);
    return Nd4j.rand(number, 32, 32, 3);
  }

  private static void train(Backbone network, int steps) {
    ComputationGraph graph = network.graph();
    for (var layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer settings) {
        settings.setIUpdater(new Adam(1e-2));
      }
    }
    graph.setUpdater(new ComputationGraphUpdater(graph));
    INDArray labels = Nd4j.zeros(4, network.classes().size());
    for (int i = 0; i < 4; i++) {
      labels.putScalar(i, i % network.classes().size(), 1);
    }
    for (int i = 0; i < steps; i++) {
      graph.fit(new INDArray[] {pictures(4)}, new INDArray[] {labels});
    }
  }

  private static String layerOf(String parameter) {
    return parameter.substring(0, parameter.lastIndexOf('_'));
  }

  @ParameterizedTest
  @CsvSource({"false,block3_pool", "true,conv3_block2_out"})
  void doesWhatTheLibrarysOwnTransferLearningDoes(boolean resNet, String frozenUpTo) {
    Backbone source = source(resNet);
    String features = resNet ? "avg_pool" : "fc2";
    ComputationGraph expected =
        new TransferLearning.GraphBuilder(source.graph())
            .fineTuneConfiguration(new FineTuneConfiguration.Builder().seed(7).build())
            .setFeatureExtractor(frozenUpTo)
            .removeVertexAndConnections(Heads.OUTPUT)
            .addLayer(Heads.OUTPUT, Architecture.output(resNet ? 128 : 16, 3), features)
            .setOutputs(Heads.OUTPUT)
            .build();
    Backbone headed = Heads.replace(source, CLASSES, frozenUpTo, 7);
    assertEquals(expected.params(), headed.graph().params(), "the new weights too");
    assertEquals(
        source.with(expected, CLASSES, source.provenance()).frozenLayers(), headed.frozenLayers());
    assertEquals(expected.outputSingle(pictures(2)), headed.graph().outputSingle(pictures(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "false,block2_pool,block4_pool,block5_pool",
    "false,fc1,,fc2",
    "true,avg_pool,conv2_block1_add,conv4_block2_2_relu"
  })
  void freezesAnywhereAndThawsBitForBit(boolean resNet, String first, String then, String last) {
    Backbone frozen = Heads.replace(source(resNet), CLASSES, first, 7);
    Map<String, INDArray> before = weights(frozen);
    Backbone changed = then == null ? Heads.thaw(frozen) : Heads.freezeUpTo(frozen, then);
    assertEquals(before, weights(changed), "weights and running statistics");
    assertEquals(
        Heads.replace(source(resNet), CLASSES, then, 7).frozenLayers(), changed.frozenLayers());
    assertEquals(
        frozen.graph().outputSingle(pictures(2)), changed.graph().outputSingle(pictures(2)));
    Backbone more = Heads.freezeUpTo(changed, last);
    assertEquals(before, weights(more));
    assertEquals(
        Heads.replace(source(resNet), CLASSES, last, 7).frozenLayers(), more.frozenLayers());
    assertEquals(List.of(), Heads.thaw(more).frozenLayers());
    assertEquals(
        source(resNet).trainableParameters() + (resNet ? 129 : 17),
        Heads.thaw(more).trainableParameters(),
        "one class more than the source");
  }

  @ParameterizedTest
  @CsvSource({"false,block4_pool", "true,conv4_block1_out"})
  void whatIsThawedIsTrainedAndWhatIsFrozenIsNot(boolean resNet, String frozenUpTo) {
    Backbone network =
        Heads.freezeUpTo(
            Heads.replace(source(resNet), CLASSES, resNet ? "avg_pool" : "fc2", 7), frozenUpTo);
    Map<String, INDArray> before = weights(network);
    train(network, 1);
    Map<String, INDArray> after = weights(network);
    for (String name : before.keySet()) {
      if (network.frozenLayers().contains(layerOf(name))) {
        assertEquals(before.get(name), after.get(name), name);
      } else if (isKernelOrScale(name)) {
        assertNotEquals(before.get(name), after.get(name), name);
      }
    }
    Backbone thawed = Heads.thaw(network);
    train(thawed, 1);
    weights(thawed)
        .forEach(
            (name, values) -> {
              if (isKernelOrScale(name)) {
                assertNotEquals(after.get(name), values, name);
              }
            });
    assertEquals(after, weights(network), "a copy is trained, not this one");
  }

  /** What has a gradient other than 0; a bias before a normalization has none. */
  private static boolean isKernelOrScale(String parameter) {
    return parameter.endsWith("_W") || parameter.endsWith("_gamma");
  }

  @ParameterizedTest
  @CsvSource({"false,block4_pool", "true,conv4_block1_out"})
  void alsoAfterSavingAndReloading(boolean resNet, String frozenUpTo) {
    Backbone network = Heads.replace(source(resNet), CLASSES, frozenUpTo, 7);
    train(network, 1);
    Path file = folder.resolve("network.zip");
    network.save(file);
    Backbone loaded = Backbone.load(file);
    Backbone thawed = Heads.thaw(loaded);
    assertEquals(List.of(), thawed.frozenLayers());
    assertEquals(weights(network), weights(thawed));
    train(thawed, 1);
    Backbone again = Heads.freezeUpTo(thawed, frozenUpTo);
    Path second = folder.resolve("second.zip");
    again.save(second);
    assertEquals(network.frozenLayers(), Backbone.load(second).frozenLayers());
    assertEquals(weights(again), weights(Backbone.load(second)));
  }

  @Test
  void aHeadIsAStackOfLayersWithDropout() {
    Backbone source = source(false);
    Backbone headed = Heads.replace(source, Head.of(24, 12).withDropout(0.5), CLASSES, "fc2", 7);
    assertEquals(
        List.of("fc2", "dense_1", "dense_2", Heads.OUTPUT), headed.layerNames().subList(19, 23));
    assertEquals(16 * 24 + 24 + 24 * 12 + 12 + 12 * 3 + 3, headed.trainableParameters());
    INDArray x = pictures(4);
    INDArray still = headed.graph().output(false, x)[0];
    assertEquals(still, headed.graph().output(false, x)[0], "no dropout when it answers");
    assertNotEquals(training(headed, x), training(headed, x), "dropout in training");
    try (ForwardPass plan = headed.forward(List.of(Heads.OUTPUT))) {
      assertTrue(still.equalsWithEps(plan.run(x).get(Heads.OUTPUT), 1e-5));
    }
    train(headed, 2);
    headed.save(folder.resolve("headed.zip"));
    Backbone loaded = Backbone.load(folder.resolve("headed.zip"));
    assertEquals(headed.graph().outputSingle(x), loaded.graph().outputSingle(x));
    assertNotEquals(training(loaded, x), training(loaded, x));
  }

  /** What it answers while it is trained. */
  private static INDArray training(Backbone network, INDArray x) {
    return network.graph().feedForward(x, true).get(Heads.OUTPUT).dup();
  }

  @Test
  void dropoutWithoutHiddenLayersIsOfTheFeatures() {
    Backbone headed = Heads.replace(source(false), Head.LINEAR.withDropout(0.9), CLASSES, "fc2", 7);
    INDArray x = pictures(4);
    assertNotEquals(training(headed, x), training(headed, x));
  }

  @Test
  void everythingBehindALayerCanGo() {
    Backbone vgg = source(false);
    Backbone flat =
        Heads.replaceBehind(
            vgg, "block5_pool", Head.of(8).withPooling(Pooling.NONE), CLASSES, "block5_pool", 7);
    assertFalse(flat.layerNames().contains("fc1"));
    assertEquals(16 * 8 + 8 + 8 * 3 + 3, flat.trainableParameters(), "1 x 1 x 16 features");
    Backbone early =
        Heads.replaceBehind(
            vgg, "block4_pool", Head.LINEAR.withPooling(Pooling.NONE), CLASSES, null, 7);
    assertEquals(2 * 2 * 16 * 3 + 3, layerParameters(early, Heads.OUTPUT));
    Backbone pooled = Heads.replaceBehind(vgg, "block4_pool", Head.LINEAR, CLASSES, null, 7);
    assertEquals(16 * 3 + 3, layerParameters(pooled, Heads.OUTPUT));
    assertTrue(pooled.layerNames().contains("global_average_pooling2d"));
    Backbone resNet =
        Heads.replaceBehind(source(true), "avg_pool", Head.of(20), CLASSES, "avg_pool", 7);
    assertEquals(128 * 20 + 20 + 20 * 3 + 3, resNet.trainableParameters());
    Backbone inside =
        Heads.replaceBehind(
            source(true),
            "conv3_block4_out",
            Head.LINEAR.withPooling(Pooling.MAX),
            CLASSES,
            null,
            7);
    assertEquals(32 * 3 + 3, layerParameters(inside, Heads.OUTPUT));
    for (Backbone network : List.of(flat, early, pooled, resNet, inside)) {
      Map<String, INDArray> original =
          weights(network == resNet || network == inside ? source(true) : vgg);
      Map<String, INDArray> before = weights(network);
      before.forEach(
          (name, values) -> {
            if (original.containsKey(name) && !name.startsWith(Heads.OUTPUT)) {
              assertEquals(original.get(name), values, name);
            }
          });
      assertEquals(1, network.graph().outputSingle(pictures(1)).sumNumber().doubleValue(), 1e-5);
      if (network != resNet) { // the same layers as in the next one
        train(network, 1);
        assertNotEquals(before, weights(network));
      }
    }
  }

  private static long layerParameters(Backbone network, String layer) {
    return network.graph().getLayer(layer).numParams();
  }

  @Test
  void aHeadBehindAHead() {
    Backbone once = Heads.replace(source(false), Head.of(8), CLASSES, null, 7);
    Backbone twice = Heads.replace(once, Head.of(4), CLASSES, "dense_1", 8);
    assertEquals("dense_2", twice.layerNames().get(21));
    assertEquals(8 * 4 + 4 + 4 * 3 + 3, twice.trainableParameters());
    assertNotEquals(
        weights(twice).get("predictions_W"),
        weights(Heads.replace(once, Head.of(4), CLASSES, "dense_1", 9)).get("predictions_W"));
  }

  @Test
  void aFrozenLayerOfTheSourceIsThawedUnlessAskedFor() {
    Backbone frozen = Heads.replace(source(false), CLASSES, "block5_pool", 7);
    assertEquals(List.of(), Heads.replace(frozen, CLASSES, null, 7).frozenLayers());
  }

  @Test
  void refusesWhatCannotBe() {
    Backbone source = source(false);
    assertMessage("did you mean \"block5_pool\"", () -> Heads.freezeUpTo(source, "blok5_pool"));
    assertMessage(
        "did you mean \"block5_pool\"", () -> Heads.replace(source, CLASSES, "block5pool", 1));
    assertMessage(
        "did you mean \"fc1\"",
        () -> Heads.replaceBehind(source, "fc11", Head.LINEAR, CLASSES, null, 1));
    assertMessage("something left to train", () -> Heads.freezeUpTo(source, Heads.OUTPUT));
    assertMessage(
        "which the new head replaces",
        () -> Heads.replaceBehind(source, "block5_pool", Head.LINEAR, CLASSES, "fc1", 1));
    assertMessage(
        "which the new head replaces", () -> Heads.replace(source, CLASSES, Heads.OUTPUT, 1));
    assertMessage(
        "name the layer before it, fc2",
        () -> Heads.replaceBehind(source, Heads.OUTPUT, Head.LINEAR, CLASSES, null, 1));
    assertMessage("at least two classes", () -> Heads.replace(source, List.of("alone"), null, 1));
    assertMessage("units a layer", () -> Head.of(16, 0));
    assertMessage("dropout of 0 to below 1", () -> Head.of(16).withDropout(1));
    assertMessage("dropout of 0 to below 1", () -> Head.LINEAR.withDropout(Double.NaN));
  }

  private static void assertMessage(String part, Runnable work) {
    LabException e = assertThrows(LabException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("Next: "), e.getMessage());
  }
}
