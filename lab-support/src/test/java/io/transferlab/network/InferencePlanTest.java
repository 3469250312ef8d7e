package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.fetch.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The flat plan against PyTorch's outputs, with and without its fusions. */
class InferencePlanTest {
  @TempDir Path folder;
  private Backbone vgg16;
  private Backbone resNet50;

  @BeforeEach
  void load() throws IOException {
    Golden.unpack(folder);
    vgg16 = load("vgg16.keras", "VGG16_ImageNet", "vgg16-imagenet", Golden.VGG16);
    resNet50 = load("resnet50.keras", "ResNet50_ImageNet", "resnet50-imagenet", Golden.RESNET50);
  }

  private Backbone load(String file, String id, String entry, Architecture architecture) {
    return new FetchedWeights(
            id, entry, null, architecture, Preprocessing.CAFFE, 5, ClassNames.IMAGENET)
        .load(folder.resolve(file), null, architecture.side(), Places.of(folder, null));
  }

  private void assertComputes(Backbone network, String golden, List<String> layers, int compared)
      throws IOException {
    Golden expected = Golden.read(folder, golden);
    try (InferencePlan plan = InferencePlan.of(network, layers)) {
      for (int again = 0; again < 2; again++) { // buffers are used again
        expected.compare(plan.run(expected.input()), compared);
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

  @Test
  void normalizationsAreFoldedAndPaddingsGone() {
    try (InferencePlan plan = InferencePlan.of(resNet50, List.of("predictions"))) {
      // 53 convolutions, 49 ReLUs, 16 additions, 2 poolings, the top.
      assertEquals(53 + 49 + 16 + 2 + 1, plan.length());
    }
  }

  @Test
  void aBatchOfAnySizeFollowsAnyOther() {
    Nd4j.getRandom().setSeed(4);
    INDArray x = Nd4j.rand(5, 40, 40, 3);
    try (InferencePlan plan = InferencePlan.of(resNet50, List.of("avg_pool"))) {
      INDArray two = x.get(NDArrayIndex.interval(0, 2)).dup();
      INDArray first = plan.run(two).get("avg_pool").dup();
      INDArray all = plan.run(x).get("avg_pool").dup();
      INDArray last = plan.run(two).get("avg_pool").dup();
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
        assertThrows(
            LabException.class, () -> InferencePlan.of(resNet50, List.of("conv5_block3_ot")));
    assertTrue(e.getMessage().contains("conv5_block3_out"), e.getMessage());
  }
}
