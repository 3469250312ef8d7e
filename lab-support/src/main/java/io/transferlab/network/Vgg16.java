package io.transferlab.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * Builds networks of the VGG16 family as {@code keras.applications.VGG16} does, layer names
 * included: {@code block1_conv1} to {@code block5_pool}, {@code fc1}, {@code fc2}, {@code
 * predictions}. (Keras' {@code flatten} is part of {@code fc1} here.)
 */
final class Vgg16 {
  private Vgg16() {}

  static ComputationGraphConfiguration configuration(VggShape shape, Ending ending, long seed) {
    GraphBuilder graph = Architecture.begin(shape.side(), seed);
    String from = Architecture.INPUT;
    for (int block = 1; block <= VggShape.DEPTHS.size(); block++) {
      for (int i = 1; i <= VggShape.DEPTHS.get(block - 1); i++) {
        String name = "block" + block + "_conv" + i;
        graph.addLayer(
            name,
            FastConvolution.of(
                name, 3, 1, ConvolutionMode.Same, shape.widths().get(block - 1), Activation.RELU),
            from);
        from = name;
      }
      String pool = "block" + block + "_pool";
      graph.addLayer(pool, Architecture.maximum(2, 2), from);
      from = pool;
    }
    if (ending.hasTop()) {
      for (String name : List.of("fc1", "fc2")) {
        graph.addLayer(name, new DenseLayer.Builder().nOut(shape.dense()).build(), from);
        from = name;
      }
      graph.addLayer(Heads.OUTPUT, Architecture.output(shape.dense(), ending.classes()), from);
      from = Heads.OUTPUT;
    } else if (ending.pooling() != Pooling.NONE) {
      String pool =
          ending.pooling() == Pooling.MAX ? "global_max_pooling2d" : "global_average_pooling2d";
      graph.addLayer(pool, Architecture.global(ending.pooling()), from);
      from = pool;
    }
    return graph.setOutputs(from).build();
  }
}
