package io.transferlab.network.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import io.transferlab.network.Ending;
import io.transferlab.network.Golden;
import io.transferlab.network.Heads;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.keras.KerasWeights;
import io.transferlab.network.onnx.OnnxEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The forward pass against PyTorch's outputs, with and without what is folded. */
class SessionPassTest {
  private static final List<String> CLASSES = List.of("a", "b", "c", "d", "e");

  @TempDir Path folder;
  private Backbone vgg16;
  private Backbone resNet50;

  @BeforeEach
  void load() throws IOException {
    Golden.unpack(folder);
    vgg16 = load("vgg16.keras", Golden.VGG16);
    resNet50 = load("resnet50.keras", Golden.RESNET50);
  }

  private Backbone load(String file, Architecture architecture) {
    ComputationGraphConfiguration configuration = architecture.configuration(Ending.top(5), 0);
    try (KerasWeights weights = KerasWeights.open(folder.resolve(file), configuration)) {
      return Backbone.random(file, architecture, Preprocessing.CAFFE, CLASSES, 0)
          .with(weights.fill(file, configuration), CLASSES, Provenance.none());
    }
  }

  private static ForwardPass pass(Backbone network, List<String> layers) {
    return ForwardPass.of(network.graph(), Architecture.input(network.side()), layers);
  }

  private void assertComputes(Backbone network, String golden, List<String> layers, int compared)
      throws IOException {
    Golden expected = Golden.read(folder, golden);
    try (ForwardPass pass = pass(network, layers)) {
      for (int again = 0; again < 2; again++) { // buffers are used again
        expected.compare(pass.run(expected.input()), compared);
      }
    }
  }

  @Test
  void everyLayerComputesAsPyTorchDoes() throws IOException {
    assertComputes(vgg16, "vgg16", vgg16.layerNames(), 21);
    assertComputes(resNet50, "resnet50", resNet50.layerNames(), 176);
  }

  @Test
  void aLayerAloneComputesTheSameWithEverythingFused() throws IOException {
    for (Backbone network : List.of(vgg16, resNet50)) {
      String golden = network == vgg16 ? "vgg16" : "resnet50";
      List<String> layers = network.layerNames();
      for (int i = network == vgg16 ? 0 : 2; i < layers.size(); i += 5) {
        assertComputes(network, golden, List.of(layers.get(i)), 1);
      }
    }
  }

  @Test
  void frozenTrunksComputeTheSame() throws IOException {
    Backbone headed = Heads.replace(resNet50, List.of("a", "b"), "avg_pool", 1);
    assertComputes(headed, "resnet50", List.of("avg_pool", "conv3_block4_out"), 2);
  }

  /** What is folded into convolutions is a session's own: training may go on beside it. */
  @Test
  void aSessionKeepsTheNormalizationsOfItsMoment() throws IOException {
    assumeTrue(OnnxEngine.isUsual(), "the graph has none of its own");
    Golden expected = Golden.read(folder, "resnet50");
    try (ForwardPass pass = pass(resNet50, List.of("conv1_relu"))) {
      resNet50.graph().getParam("conv1_bn_gamma").muli(2);
      expected.compare(pass.run(expected.input()), 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"block3_conv2_W", "fc1_b"})
  void weightsThatAreNoNumbersAreNamedNotHidden(String parameter) {
    vgg16.graph().getParam(parameter).putScalar(0, Float.NaN);
    LabException e = assertThrows(LabException.class, () -> vgg16.forward(List.of("predictions")));
    assertTrue(e.getMessage().contains("NaN"), e.getMessage());
    assertTrue(e.getMessage().contains(parameter.replaceFirst("_.$", "")), e.getMessage());
  }

  @Test
  void aBatchOfAnySizeFollowsAnyOther() {
    Nd4j.getRandom().setSeed(4);
    INDArray x = Nd4j.rand(5, 40, 40, 3);
    try (ForwardPass pass = pass(resNet50, List.of("avg_pool"))) {
      INDArray two = x.get(NDArrayIndex.interval(0, 2)).dup();
      INDArray first = pass.run(two).get("avg_pool").dup();
      INDArray all = pass.run(x).get("avg_pool").dup();
      INDArray last = pass.run(two).get("avg_pool").dup();
      assertEquals(first, last);
      // Matrix products of other heights round differently.
      double worst = all.get(NDArrayIndex.interval(0, 2)).sub(first).amaxNumber().doubleValue();
      assertTrue(worst <= 1e-5 * first.amaxNumber().doubleValue(), "differs by " + worst);
    }
  }

  @Test
  void activationsBelongToTheCaller() {
    INDArray x = Nd4j.rand(2, 72, 72, 3);
    Map<String, INDArray> a = vgg16.activations(x, List.of("block1_pool", "fc1"));
    INDArray before = a.get("fc1").dup();
    vgg16.activations(Nd4j.rand(2, 72, 72, 3), List.of("fc1"));
    assertEquals(before, a.get("fc1"));
    assertEquals(List.of("block1_pool", "fc1"), List.copyOf(a.keySet()));
  }

  @Test
  void anUnknownLayerOffersTheNearest() {
    LabException e =
        assertThrows(LabException.class, () -> resNet50.forward(List.of("conv5_block3_ot")));
    assertTrue(e.getMessage().contains("conv5_block3_out"), e.getMessage());
  }
}
