package io.transferlab.network.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Heads;
import io.transferlab.network.Pooling;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.ResNetShape;
import io.transferlab.network.Trunk;
import io.transferlab.network.VggShape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Session or graph: the same numbers, and never a session for what it would get wrong. */
class ForwardPassTest {
  private static final List<String> CLASSES = List.of("cat", "dog");
  private static final VggShape SMALL = new VggShape(32, List.of(2, 2, 3, 3, 4), 6);
  private static final ResNetShape RESNET = new ResNetShape(32, 4, 1.001e-5, 0.99);

  private final ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 3, 1);

  private static Backbone vgg() {
    return Backbone.random("vgg", SMALL, Preprocessing.SKETCH, CLASSES, 1);
  }

  private static Backbone resNet() {
    return Backbone.random("resnet", RESNET, Preprocessing.SKETCH, CLASSES, 1);
  }

  /** The same weights, but one layer computes what has no translation. */
  private static Backbone withTanh(Backbone network) {
    ComputationGraphConfiguration changed = network.graph().getConfiguration().clone();
    LayerVertex fc1 = (LayerVertex) changed.getVertices().get("fc1");
    ((BaseLayer) fc1.getLayerConf().getLayer()).setActivationFn(new ActivationTanH());
    ComputationGraph graph = new ComputationGraph(changed);
    graph.init(network.graph().params().dup(), false);
    return network.with(graph, network.classes(), network.provenance());
  }

  private static void assertClose(INDArray expected, INDArray found, String what) {
    assertArrayEquals(expected.shape(), found.shape(), what);
    double scale = Math.max(1e-6, expected.amaxNumber().doubleValue());
    assertTrue(
        expected.sub(found).amaxNumber().doubleValue() <= 1e-4 * scale, () -> what + " differs");
  }

  private static ForwardPass translated(Backbone network, List<String> layers) {
    return ForwardPass.of(network.graph(), Architecture.input(network.side()), layers);
  }

  @Test
  void theCoursesNetworksAreTranslatedAndAgreeWithTheGraph() {
    for (Backbone network :
        List.of(vgg(), resNet(), Heads.replace(resNet(), CLASSES, "conv3_block2_out", 1))) {
      INDArray x = Nd4j.rand(3, network.side(), network.side(), 3);
      List<String> layers = network.layerNames();
      try (ForwardPass translated = translated(network, layers);
          ForwardPass graph = new GraphPass(network.graph(), layers, List.of())) {
        assertInstanceOf(SessionPass.class, translated, network.name());
        Map<String, INDArray> found = translated.run(x);
        graph.run(x).forEach((layer, array) -> assertClose(array, found.get(layer), layer));
      }
    }
  }

  /** Each is a layer that could be taken for another. */
  static Stream<Arguments> layersOfAnotherKind() {
    return Stream.of(
        arguments("block2_pool", pool(SubsamplingLayer.PoolingType.AVG, 2, 2, 0)),
        arguments("block2_pool", pool(SubsamplingLayer.PoolingType.MAX, 2, 1, 0)),
        arguments("block2_pool", pool(SubsamplingLayer.PoolingType.MAX, 4, 4, 1)),
        arguments("fc2", dense(new ActivationReLU()).hasBias(false).build()),
        arguments("fc2", dense(new ActivationReLU()).hasLayerNorm(true).build()),
        arguments("fc2", dense(new ActivationReLU(0.1, null, null)).build()),
        arguments("fc2", dense(new ActivationReLU(null, 0.1, null)).build()),
        arguments("fc2", dense(new ActivationLReLU(0.1)).build()),
        arguments(
            "block1_conv2",
            new ConvolutionLayer.Builder(3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NHWC)
                .dilation(2, 2)
                .activation(Activation.RELU)
                .weightInit(WeightInit.RELU)
                .biasInit(0.1)
                .nIn(2)
                .nOut(2)
                .build()));
  }

  private static Layer pool(SubsamplingLayer.PoolingType type, int high, int wide, int padding) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(high, wide)
        .stride(2, 2)
        .padding(padding, padding)
        .convolutionMode(ConvolutionMode.Truncate)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  private static DenseLayer.Builder dense(IActivation activation) {
    return new DenseLayer.Builder()
        .nIn(6)
        .nOut(6)
        .activation(activation)
        .weightInit(WeightInit.RELU)
        .biasInit(0.1)
        .gainInit(1);
  }

  @ParameterizedTest
  @MethodSource("layersOfAnotherKind")
  void aLayerWithoutTranslationIsLeftToTheGraph(String name, Layer other) {
    Backbone network = with(vgg(), name, other);
    List<String> layers = List.of(name, "predictions");
    INDArray x = Nd4j.rand(2, network.side(), network.side(), 3);
    try (ForwardPass pass = translated(network, layers);
        ForwardPass graph = new GraphPass(network.graph(), layers, List.of())) {
      Map<String, INDArray> found = pass.run(x);
      graph.run(x).forEach((layer, array) -> assertClose(array, found.get(layer), layer));
      assertInstanceOf(GraphPass.class, pass);
    }
    try (ForwardPass before = translated(network, List.of("block1_conv1"))) {
      assertInstanceOf(SessionPass.class, before, "nothing unknown on the way");
    }
  }

  private static Backbone with(Backbone network, String name, Layer other) {
    ComputationGraphConfiguration changed = network.graph().getConfiguration().clone();
    LayerVertex vertex = (LayerVertex) changed.getVertices().get(name);
    other.setLayerName(name);
    vertex.getLayerConf().setLayer(other);
    ComputationGraph graph = new ComputationGraph(changed);
    graph.init();
    return network.with(graph, network.classes(), network.provenance());
  }

  @Test
  void aNetworkWithAnotherActivationIsLeftToTheGraph() {
    Backbone network = withTanh(vgg());
    INDArray x = Nd4j.rand(2, network.side(), network.side(), 3);
    Map<String, INDArray> found = network.activations(x, List.of("fc1", "predictions"));
    Map<String, INDArray> expected = network.graph().feedForward(x, false);
    assertTrue(expected.get("fc1").minNumber().doubleValue() < 0, "tanh, not ReLU");
    for (String layer : found.keySet()) {
      assertClose(expected.get(layer), found.get(layer), layer);
    }
    assertThrows(LabException.class, () -> network.activations(x, List.of("fc9")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Pooling.class,
      names = {"NONE", "AVERAGE", "MAX"})
  void descriptorsAreWhatTheGraphComputes(Pooling pooling) {
    for (Backbone network : List.of(vgg(), withTanh(vgg()), resNet())) {
      List<String> relu = network.reluLayers();
      List<String> some = List.of(relu.get(relu.size() - 1), relu.get(0), relu.get(4));
      try (Trunk trunk = network.trunk(some, pooling)) {
        for (Batch batch : network.batches(network.pixels(set), 4)) {
          Map<String, INDArray> found = trunk.forward(batch);
          assertEquals(some, List.copyOf(found.keySet()));
          Map<String, INDArray> all = network.graph().feedForward(batch.input(), false);
          some.forEach(
              layer -> assertClose(pooled(all.get(layer), pooling), found.get(layer), layer));
          batch.close();
        }
      }
    }
  }

  private static INDArray pooled(INDArray maps, Pooling pooling) {
    if (maps.rank() == 2) {
      return maps;
    }
    return switch (pooling) {
      case AVERAGE -> maps.mean(1, 2);
      case MAX -> maps.max(1, 2);
      case NONE -> maps.dup('c').reshape(maps.size(0), -1);
      case CLS, CLS_AND_AVERAGE -> throw new IllegalArgumentException("maps have no tokens");
    };
  }

  @Test
  void beforeTheReluMeansWhatTheReluTurnsIntoTheActivations() {
    Backbone network = vgg();
    List<String> layers = List.of("block2_conv1", "fc1", "block5_conv3");
    try (Trunk before = network.trunkBeforeRelu(layers, Pooling.NONE);
        Trunk after = network.trunk(layers, Pooling.NONE)) {
      for (Batch batch : network.batches(network.pixels(set), 6)) {
        Map<String, INDArray> raw = before.forward(batch);
        Map<String, INDArray> rectified = after.forward(batch);
        for (String layer : layers) {
          assertTrue(raw.get(layer).minNumber().doubleValue() < 0, layer);
          assertClose(
              Nd4j.math.max(raw.get(layer), raw.get(layer).mul(0)), rectified.get(layer), layer);
        }
        batch.close();
      }
    }
  }

  @Test
  void aClassificationSeesTheWeightsOfItsMoment() {
    for (Backbone network : List.of(vgg(), resNet())) {
      network.classify(set);
      // Whatever it said: now everything is a dog.
      network.graph().getParam("predictions_b").assign(Nd4j.createFromArray(-99f, 99f));
      Evaluation now = network.classify(set).evaluation();
      assertEquals(6, now.confusion()[0][1] + now.confusion()[1][1]);
      // In ResNet50 the normalizations are part of the session's own weights.
      network.graph().getParam("predictions_b").assign(Nd4j.createFromArray(0f, 0f));
      double before = network.classify(set).loss();
      boolean normalized = network.architecture() instanceof ResNetShape;
      String inside = normalized ? "conv1_bn_gamma" : "block1_conv1_b";
      network.graph().getParam(inside).addi(3);
      assertTrue(Math.abs(network.classify(set).loss() - before) > 1e-6, network.name());
    }
  }

  @Test
  void withoutTopThereIsNothingToClassify() {
    Backbone trunk = Heads.withoutTop(vgg(), Pooling.AVERAGE, 32);
    assertThrows(LabException.class, () -> trunk.classify(set));
  }
}
