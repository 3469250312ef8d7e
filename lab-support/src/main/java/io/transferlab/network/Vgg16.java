package io.transferlab.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds networks of the VGG16 family, layer names as in Keras: {@code block1_conv1} to {@code
 * block5_pool}, {@code fc1}, {@code fc2}, {@code predictions}.
 */
final class Vgg16 {
  private Vgg16() {}

  /**
   * A network with random weights: He-normal (He et al. 2015, arXiv 1502.01852), and N(0, 0.01) for
   * the output layer as in the VGG paper.
   *
   * @param shape its sizes
   * @param classes outputs, at least 2
   * @param seed decides the weights
   * @return input {@code [n, side, side, 3]}, output {@code [n, classes]} probabilities
   */
  static ComputationGraph graph(VggShape shape, int classes, long seed) {
    ComputationGraph network = new ComputationGraph(configuration(shape, classes, seed));
    network.init();
    return network;
  }

  /** The same as a plan alone: no weights, no memory. */
  static ComputationGraphConfiguration configuration(VggShape shape, int classes, long seed) {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.RELU)
            .activation(Activation.RELU) // DL4J's own default would be the sigmoid
            .updater(new Sgd(0)) // training sets its own
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(
                InputType.convolutional(shape.side(), shape.side(), 3, CNN2DFormat.NHWC));
    String from = "input";
    for (int block = 1; block <= VggShape.DEPTHS.length; block++) {
      for (int i = 1; i <= VggShape.DEPTHS[block - 1]; i++) {
        String name = "block" + block + "_conv" + i;
        graph.addLayer(
            name,
            FastConvolution.of(
                name, 3, 1, ConvolutionMode.Same, shape.widths().get(block - 1), Activation.RELU),
            from);
        from = name;
      }
      String pool = "block" + block + "_pool";
      graph.addLayer(
          pool,
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(2, 2)
              .stride(2, 2)
              .dataFormat(CNN2DFormat.NHWC)
              .build(),
          from);
      from = pool;
    }
    for (String name : List.of("fc1", "fc2")) {
      graph.addLayer(name, new DenseLayer.Builder().nOut(shape.dense()).build(), from);
      from = name;
    }
    graph.addLayer("predictions", output(shape.dense(), classes), from).setOutputs("predictions");
    return graph.build();
  }

  /**
   * A new output layer.
   *
   * @param inputs units before it
   * @param classes outputs
   * @return softmax with cross-entropy
   */
  static OutputLayer output(int inputs, int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(inputs)
        .nOut(classes)
        .activation(Activation.SOFTMAX)
        .weightInit(new NormalDistribution(0, 0.01))
        .build();
  }

  /**
   * The layers' names in order.
   *
   * @return 21 names
   */
  static List<String> layerNames() {
    List<String> names = new ArrayList<>();
    for (int block = 1; block <= VggShape.DEPTHS.length; block++) {
      for (int i = 1; i <= VggShape.DEPTHS[block - 1]; i++) {
        names.add("block" + block + "_conv" + i);
      }
      names.add("block" + block + "_pool");
    }
    names.addAll(List.of("fc1", "fc2", "predictions"));
    return names;
  }
}
