package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrunkTest {
  private final ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TEST, 2, 1);

  private static int dimension(Architecture architecture, int layers) {
    ComputationGraphConfiguration network = architecture.configuration(Ending.top(1000), 1);
    if (network.getTopologicalOrderStr() == null) {
      new ComputationGraph(network).topologicalSortOrder();
    }
    List<String> names = TrunkGraph.reluLayers(network);
    assertEquals(layers, names.size());
    return TrunkGraph.of(
            network, Architecture.input(architecture.side()), names, Pooling.AVERAGE, false)
        .widths()
        .values()
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  @Test
  void vgg16HasThePublishedNumberOfFeatures() {
    assertEquals(12_416, dimension(VggShape.VGG16, 15));
    assertEquals(2_080, dimension(VggShape.SKETCH, 15));
  }

  @Test
  void resNet50HasOneForEachChannelBehindARelu() {
    // 64, then three for each block: 3 x (64+64+256), 4 x (128+128+512), 6 x ..., 3 x ...
    int expected = 64 + 3 * 384 + 4 * 768 + 6 * 1536 + 3 * 3072;
    assertEquals(expected, dimension(ResNetShape.RESNET50, 49));
  }

  @Test
  void givesWhatTheNetworkItselfComputesAlsoBehindShortcuts() {
    Backbone network =
        Backbone.random("r", ResNetShape.SKETCH, Preprocessing.SKETCH, List.of("cat", "dog"), 1);
    List<String> layers = network.reluLayers();
    List<String> some =
        List.of(layers.get(0), layers.get(20), layers.get(9), layers.get(layers.size() - 1));
    Trunk trunk = network.trunk(some, Pooling.AVERAGE);
    for (Batch batch : network.batches(network.pixels(set), 4)) {
      try (batch) {
        Map<String, INDArray> all = network.graph().feedForward(batch.input(), false);
        Map<String, INDArray> found = trunk.forward(batch);
        assertEquals(some, List.copyOf(found.keySet()));
        for (String layer : some) {
          INDArray expected = all.get(layer).mean(1, 2);
          assertEquals(trunk.widths().get(layer), expected.columns());
          assertArrayEquals(
              expected.dup('c').data().asFloat(), found.get(layer).data().asFloat(), 1e-4f);
        }
      }
    }
  }

  @Test
  void sharesTheWeightsOfTheNetwork() {
    Backbone network =
        Backbone.random(
            "small", WeightFileTest.SMALL, Preprocessing.SKETCH, List.of("cat", "dog"), 1);
    Trunk trunk = network.trunk(List.of("fc1"), Pooling.AVERAGE);
    String before = trunk.weightsHash();
    network.graph().getParam("fc2_W").addi(1);
    assertEquals(before, trunk.weightsHash(), "fc2 lies behind fc1");
    network.graph().getParam("block1_conv1_b").addi(1);
    assertNotEquals(before, trunk.weightsHash());
  }
}
