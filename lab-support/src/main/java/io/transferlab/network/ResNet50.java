package io.transferlab.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * Builds networks of the ResNet50 family exactly as {@code keras.applications.ResNet50} does, layer
 * names included: {@code conv1_pad} to {@code conv5_block3_out}, {@code avg_pool}, {@code
 * predictions}. Every convolution has a bias; the stride is on the first 1x1 convolution of a stage
 * (version 1, as in the paper; PyTorch's puts it on the 3x3); the padding is explicit.
 *
 * <p>Random weights: the last normalization of each block starts from a scale of 0, so that a block
 * is the identity at first and the network learns from scratch (Goyal et al. 2017, arXiv
 * 1706.02677, section 5.1).
 */
final class ResNet50 {
  /** Blocks of each stage; the stages are called conv2 to conv5. */
  static final int[] BLOCKS = {3, 4, 6, 3};

  private static final String POOL = "pool1_pool";
  private static final int FIRST_STAGE = 2;
  private static final int EXPANSION = 4;

  private final ResNetShape shape;
  private final GraphBuilder graph;

  private ResNet50(ResNetShape shape, GraphBuilder graph) {
    this.shape = shape;
    this.graph = graph;
  }

  static ComputationGraphConfiguration configuration(ResNetShape shape, Ending ending, long seed) {
    GraphBuilder graph = Architecture.begin(shape.side(), seed);
    new ResNet50(shape, graph).layers(ending);
    return graph.build();
  }

  /** The last layer of the first convolution and of each stage. */
  static List<String> stageEnds() {
    List<String> ends = new ArrayList<>(List.of(POOL));
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      ends.add("conv" + (FIRST_STAGE + stage) + "_block" + BLOCKS[stage] + "_out");
    }
    return ends;
  }

  private void layers(Ending ending) {
    String from = pad("conv1_pad", 3, Architecture.INPUT);
    from = convolution("conv1_conv", 7, 2, ConvolutionMode.Truncate, shape.width(), from);
    from = relu("conv1_relu", normalization("conv1_bn", 1, from));
    from = pad("pool1_pad", 1, from);
    graph.addLayer(POOL, Architecture.maximum(3, 2), from);
    from = POOL;
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      int width = shape.width() << stage;
      for (int block = 1; block <= BLOCKS[stage]; block++) {
        int stride = block == 1 && stage > 0 ? 2 : 1;
        from = block("conv" + (FIRST_STAGE + stage) + "_block" + block, width, stride, block, from);
      }
    }
    int channels = EXPANSION * shape.width() << (BLOCKS.length - 1);
    if (ending.pooling() == Pooling.NONE) {
      graph.setOutputs(from);
      return;
    }
    String pool = ending.pooling() == Pooling.MAX ? "max_pool" : "avg_pool";
    graph.addLayer(pool, Architecture.global(ending.pooling()), from).setOutputs(pool);
    if (ending.hasTop()) {
      graph
          .addLayer(Heads.OUTPUT, Architecture.output(channels, ending.classes()), pool)
          .setOutputs(Heads.OUTPUT);
    }
  }

  private String block(String name, int width, int stride, int number, String from) {
    String shortcut = from;
    int wide = EXPANSION * width;
    if (number == 1) {
      shortcut = convolution(name + "_0_conv", 1, stride, ConvolutionMode.Truncate, wide, from);
      shortcut = normalization(name + "_0_bn", 1, shortcut);
    }
    String x = convolution(name + "_1_conv", 1, stride, ConvolutionMode.Truncate, width, from);
    x = relu(name + "_1_relu", normalization(name + "_1_bn", 1, x));
    x = convolution(name + "_2_conv", 3, 1, ConvolutionMode.Same, width, x);
    x = relu(name + "_2_relu", normalization(name + "_2_bn", 1, x));
    x = convolution(name + "_3_conv", 1, 1, ConvolutionMode.Truncate, wide, x);
    x = normalization(name + "_3_bn", 0, x);
    graph.addVertex(name + "_add", new ElementWiseVertex(ElementWiseVertex.Op.Add), shortcut, x);
    return relu(name + "_out", name + "_add");
  }

  private String pad(String name, int pixels, String from) {
    graph.addLayer(
        name,
        new ZeroPaddingLayer.Builder(pixels, pixels).dataFormat(CNN2DFormat.NHWC).build(),
        from);
    return name;
  }

  private String convolution(
      String name, int kernel, int stride, ConvolutionMode mode, int channels, String from) {
    graph.addLayer(
        name, FastConvolution.of(name, kernel, stride, mode, channels, Activation.IDENTITY), from);
    return name;
  }

  private String normalization(String name, double scale, String from) {
    graph.addLayer(
        name, FastBatchNormalization.of(name, shape.epsilon(), shape.momentum(), scale), from);
    return name;
  }

  private String relu(String name, String from) {
    graph.addLayer(name, FastRelu.of(name), from);
    return name;
  }
}
