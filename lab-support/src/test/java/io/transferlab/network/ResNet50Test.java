package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ResNet50Test {
  private static final ResNetShape SMALL = new ResNetShape(32, 4, 1.001e-5, 0.9);

  @TempDir Path folder;
  private final Backbone small =
      Backbone.random("small", SMALL, Preprocessing.SKETCH, List.of("cat", "dog"), 1);

  @Test
  void layersAreNamedAsInKeras() {
    List<String> names = small.layerNames();
    assertEquals(
        List.of("conv1_pad", "conv1_conv", "conv1_bn", "conv1_relu", "pool1_pad", "pool1_pool"),
        names.subList(0, 6));
    assertTrue(names.containsAll(List.of("conv2_block1_0_bn", "conv5_block3_add", "avg_pool")));
    assertFalse(names.contains("conv2_block2_0_conv"), "only first blocks project");
    // 53 convolutions and normalizations, 49 ReLUs, 16 additions, 2 paddings, 2 poolings, the top.
    assertEquals(53 + 53 + 49 + 16 + 2 + 2 + 1, names.size());
  }

  @Test
  void aNewHeadOnAFrozenTrunkTrainsTheHeadAlone() {
    Backbone headed = Heads.replace(small, List.of("a", "b", "c"), "avg_pool", 3);
    assertEquals(4L * 32 * 3 + 3, headed.trainableParameters());
    ImageSet set = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 3, 1);
    INDArray before = headed.graph().params().dup();
    long trunk = before.length() - headed.trainableParameters();
    for (Batch batch : headed.batches(headed.pixels(set), 6)) {
      try (batch) {
        headed.graph().fit(new INDArray[] {batch.input()}, new INDArray[] {batch.oneHot(3)});
      }
    }
    INDArray after = headed.graph().params();
    INDArrayIndex[] ofTrunk = {NDArrayIndex.all(), NDArrayIndex.interval(0, trunk)};
    assertEquals(before.get(ofTrunk), after.get(ofTrunk), "weights and statistics are frozen");
    assertNotEquals(before, after, "the head learns");
  }

  @Test
  void randomizedForgetsTheRunningStatistics() {
    small.graph().getLayer("conv1_bn").getParam("mean").assign(7);
    Backbone fresh = Heads.randomized(small, 5);
    assertEquals(
        0, fresh.graph().getLayer("conv1_bn").getParam("mean").amaxNumber().doubleValue(), 0);
    assertEquals(
        7, small.graph().getLayer("conv1_bn").getParam("mean").amaxNumber().doubleValue(), 0);
  }

  @Test
  void comesBackFromAFileWithItsRunningStatistics() throws IOException {
    small.graph().getLayer("conv3_block2_1_bn").getParam("mean").assign(0.25);
    small.graph().getLayer("conv3_block2_1_bn").getParam("var").assign(2.5);
    Path file = folder.resolve("small.weights");
    WeightFile.write(small, file);
    Backbone loaded =
        WeightFile.read(new ByteArrayInputStream(Files.readAllBytes(file)), "small.weights");
    assertEquals(SMALL, loaded.architecture());
    assertEquals(
        0.25,
        loaded.graph().getLayer("conv3_block2_1_bn").getParam("mean").meanNumber().doubleValue());
    assertEquals(
        2.5,
        loaded.graph().getLayer("conv3_block2_1_bn").getParam("var").meanNumber().doubleValue());
  }
}
