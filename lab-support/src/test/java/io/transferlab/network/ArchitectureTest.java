package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void blocksEndWhereTheirPapersSay() {
    assertEquals(
        List.of("block1_pool", "block2_pool", "block3_pool", "block4_pool", "block5_pool"),
        VggShape.VGG16.blockEnds());
    assertEquals(List.of("fc1", "fc2"), VggShape.VGG16.fullyConnected());
    assertEquals(
        List.of(
            "pool1_pool",
            "conv2_block3_out",
            "conv3_block4_out",
            "conv4_block6_out",
            "conv5_block3_out"),
        ResNetShape.RESNET50.blockEnds());
    assertEquals(List.of(), ResNetShape.RESNET50.fullyConnected());
  }

  @Test
  void everyNetworkHasTheLayersThatItsArchitectureNames() {
    for (Architecture shape : List.of(VggShape.SKETCH, ResNetShape.SKETCH)) {
      var layers = shape.configuration(Ending.top(2), 1).getVertices().keySet();
      assertTrue(layers.containsAll(shape.blockEnds()), layers.toString());
      assertTrue(layers.containsAll(shape.fullyConnected()), layers.toString());
    }
  }
}
