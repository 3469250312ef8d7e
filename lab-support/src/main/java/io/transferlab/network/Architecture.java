package io.transferlab.network;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The shape of a network: its family and its sizes. The small networks of the Sketch world and the
 * large ones of Keras come from the same builders and differ in these numbers alone.
 */
public sealed interface Architecture permits VggShape, ResNetShape {
  /** The name of the input. */
  String INPUT = "input";

  /**
   * The side of the pictures it takes.
   *
   * @return pixels
   */
  int side();

  /**
   * The same for pictures of another size.
   *
   * @param side pixels, at least 32
   * @return a changed copy
   */
  Architecture withSide(int side);

  /**
   * Whether weights of one fit the other, apart from a top.
   *
   * @param other any architecture
   * @return true for the same family and widths, whatever the side, epsilon and momentum
   */
  boolean isSameFamily(Architecture other);

  /**
   * Its layers, not yet a network: nothing large is allocated.
   *
   * @param ending with or without top
   * @param seed decides random weights
   * @return input {@code [n, side, side, 3]}; output {@code [n, classes]} probabilities, or what
   *     the ending says
   */
  ComputationGraphConfiguration configuration(Ending ending, long seed);

  /**
   * The blocks of convolutions, between which a network is usefully cut.
   *
   * @return the last layer of each block, the one nearest to the input first
   */
  List<String> blockEnds();

  /**
   * The fully connected layers between the last block and the output.
   *
   * @return their names in order; empty if there are none
   */
  List<String> fullyConnected();

  /**
   * A network with random weights: He-normal (He et al. 2015, arXiv 1502.01852), and N(0, 0.01) for
   * the output layer as in the VGG paper.
   *
   * @param ending with or without top
   * @param seed decides the weights
   * @return the network
   */
  default ComputationGraph graph(Ending ending, long seed) {
    ComputationGraph network = new ComputationGraph(configuration(ending, seed));
    network.init();
    return network;
  }

  /**
   * A graph with its input and the settings that all layers share.
   *
   * @param side of the pictures, in pixels
   * @param seed decides random weights
   * @return a graph without layers
   */
  static ComputationGraphConfiguration.GraphBuilder begin(int side, long seed) {
    return settings(seed).graphBuilder().addInputs(INPUT).setInputTypes(input(side));
  }

  /**
   * The settings that all layers share.
   *
   * @param seed decides random weights
   * @return He-normal weights, ReLU, and no learning until training sets an updater
   */
  static NeuralNetConfiguration.Builder settings(long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .weightInit(WeightInit.RELU)
        .activation(Activation.RELU) // DL4J's own default would be the sigmoid
        .updater(new Sgd(0)); // training sets its own
  }

  /**
   * What goes in.
   *
   * @param side of the pictures, in pixels
   * @return {@code [n, side, side, 3]}, channels last
   */
  static InputType input(int side) {
    return InputType.convolutional(side, side, 3, CNN2DFormat.NHWC);
  }

  /**
   * A maximum over windows, without padding.
   *
   * @param size side of a window, in pixels
   * @param stride from one window to the next, in pixels
   * @return the layer, without a name
   */
  static SubsamplingLayer maximum(int size, int stride) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(size, size)
        .stride(stride, stride)
        .convolutionMode(ConvolutionMode.Truncate)
        .dataFormat(CNN2DFormat.NHWC)
        .build();
  }

  /**
   * Maximum or mean over whole feature maps.
   *
   * @param pooling {@link Pooling#MAX}; anything else, and null, as a top has it: the mean
   * @return the layer, from {@code [n, h, w, c]} to {@code [n, c]}, without a name
   */
  static GlobalPoolingLayer global(@Nullable Pooling pooling) {
    return new GlobalPoolingLayer.Builder(
            pooling == Pooling.MAX ? PoolingType.MAX : PoolingType.AVG)
        .poolingDimensions(1, 2)
        .build();
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
}
