package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrunkTest {
  @Test
  void descriptorsOfAResNetAreThoseOfItsOwnPass() {
    Backbone network =
        Backbone.random(
            "small",
            new ResNetShape(32, 4, 1.001e-5, 0.99),
            Preprocessing.SKETCH,
            List.of("a", "b"),
            1);
    ImageSet animals = ImageSet.drawn(SketchSet.ANIMALS, Split.TEST, 1, 1);
    List<String> relus = network.reluLayers();
    assertEquals("conv5_block3_out", relus.get(relus.size() - 1));
    Trunk trunk = network.trunk(List.of("conv3_block2_out", "avg_pool"), Pooling.AVERAGE);
    assertEquals(Map.of("conv3_block2_out", 32, "avg_pool", 128), trunk.widths());
    try (Batch batch = network.batches(network.pixels(animals), 10).iterator().next()) {
      Map<String, INDArray> own = network.graph().feedForward(batch.input(), false);
      Map<String, INDArray> found = trunk.forward(batch);
      assertClose(own.get("conv3_block2_out").mean(1, 2), found.get("conv3_block2_out"));
      assertClose(own.get("avg_pool"), found.get("avg_pool"));
    }
  }

  private static void assertClose(INDArray expected, INDArray found) {
    assertEquals(expected.length(), found.length());
    INDArray other = found.reshape(expected.shape());
    assertTrue(expected.maxNumber().doubleValue() > 0, "activations that are not all zero");
    assertTrue(expected.equalsWithEps(other, 1e-4), () -> expected + "\n" + other);
  }
}
