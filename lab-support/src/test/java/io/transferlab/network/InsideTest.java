package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class InsideTest {
  private static final VggShape SMALL = new VggShape(32, List.of(2, 3, 4, 5, 6), 7);

  private static Backbone network(Preprocessing preprocessing) {
    return Backbone.random("small", SMALL, preprocessing, List.of("a", "b"), 1);
  }

  @Test
  void filtersAreInTheOrderOfKeras() {
    Backbone network = network(Preprocessing.SKETCH);
    INDArray kernels = Inside.kernels(network, "block2_conv1");
    assertArrayEquals(new long[] {3, 3, 2, 3}, kernels.shape());
    INDArray own = network.graph().getLayer("block2_conv1").paramTable().get("W");
    assertEquals(own.getDouble(2, 1, 0, 2), kernels.getDouble(0, 2, 1, 2), 0);
  }

  @Test
  void coloursAreRedGreenBlueWhateverTheNetworkIsFed() {
    INDArray rgb = Inside.kernels(network(Preprocessing.SKETCH), "block1_conv1");
    INDArray bgr = Inside.kernels(network(Preprocessing.CAFFE), "block1_conv1");
    assertEquals(rgb.getDouble(1, 2, 0, 1), bgr.getDouble(1, 2, 2, 1), 0);
    assertEquals(rgb.getDouble(1, 2, 1, 1), bgr.getDouble(1, 2, 1, 1), 0);
    assertEquals(rgb.getDouble(0, 2, 2, 0), bgr.getDouble(0, 2, 0, 0), 0);
  }

  @Test
  void onlyConvolutionsHaveFilters() {
    Backbone network = network(Preprocessing.SKETCH);
    for (String layer : List.of("block1_pool", "fc1")) {
      LabException thrown =
          assertThrows(LabException.class, () -> Inside.kernels(network, layer), layer);
      assertTrue(thrown.getMessage().contains(layer), thrown.getMessage());
    }
    assertThrows(LabException.class, () -> Inside.kernels(network, "block9_conv1"));
  }

  @Test
  void activationsOfAPictureInTheOrderOfTheLayers() {
    Backbone network = network(Preprocessing.SKETCH);
    Map<String, INDArray> found =
        Inside.activations(network, SketchSet.ANIMALS.draw("horse", Split.TEST, 1, 1, 48));
    assertEquals(network.layerNames(), List.copyOf(found.keySet()));
    assertArrayEquals(new long[] {1, 32, 32, 2}, found.get("block1_conv2").shape());
    assertArrayEquals(new long[] {1, 7}, found.get("fc2").shape());
    assertEquals(1, found.get("predictions").sumNumber().doubleValue(), 1e-5);
    assertTrue(found.get("block1_conv2").minNumber().doubleValue() >= 0, "after the ReLU");
  }
}
