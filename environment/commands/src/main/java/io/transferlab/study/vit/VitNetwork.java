package io.transferlab.study.vit;

import io.transferlab.data.Batch;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A Vision Transformer (Dosovitskiy and others 2021, arXiv 2010.11929) as a graph of SameDiff, to
 * be trained: a stem of four convolutions instead of one cut into patches (Xiao and others 2021,
 * arXiv 2106.14881), because it learns much from few pictures; a class token; blocks that normalise
 * first. GELU is {@code x * sigmoid(1.702 x)}, as SameDiff and CLIP have it.
 */
final class VitNetwork {
  private static final String PICTURES = "pictures";
  private static final String TARGETS = "targets";
  private static final String LOGITS = "logits";
  private static final String LOSS = "loss";

  private final VitShape shape;
  private final int classes;
  private final Random random;
  private final SameDiff graph;
  private final Map<String, INDArray> weights = new LinkedHashMap<>();

  /**
   * A network with random weights.
   *
   * @param shape its sizes
   * @param classes the number of its outputs
   * @param seed of the weights
   */
  VitNetwork(VitShape shape, int classes, long seed) {
    this.shape = shape;
    this.classes = classes;
    this.random = new Random(seed);
    this.graph = quietly(SameDiff::create);
    quietly(this::build);
  }

  private SameDiff build() {
    SDVariable x = tokens();
    for (int block = 1; block <= shape.blocks(); block++) {
      x = x.add(attention(normalised(x, "block" + block + "/norm1"), "block" + block));
      x = x.add(feedForward(normalised(x, "block" + block + "/norm2"), "block" + block));
    }
    SDVariable last = rows(normalised(x, "norm"));
    SDVariable both = graph.concat(1, part(last, 0, 1), part(last, 1, shape.tokens()));
    SDVariable logits = linear(LOGITS, both, "head", 2 * shape.dimension(), classes, 0);
    SDVariable targets = graph.placeHolder(TARGETS, DataType.FLOAT, -1, classes);
    graph.loss().softmaxCrossEntropy(LOSS, targets, logits, null);
    graph.setLossVariables(LOSS);
    graph.createGradFunction();
    return graph;
  }

  /** SameDiff tells of every operation that it differentiates, and of its own omissions. */
  private static SameDiff quietly(Supplier<SameDiff> work) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    try {
      return work.get();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** The mean of some tokens. */
  private SDVariable part(SDVariable x, int from, int to) {
    return graph
        .stridedSlice(
            x,
            new long[] {0, from, 0},
            new long[] {0, to, shape.dimension()},
            new long[] {1, 1, 1},
            1,
            1,
            0,
            0,
            0)
        .mean(1);
  }

  /** Pictures to tokens, the class token first, each with what tells its place. */
  private SDVariable tokens() {
    int side = VitShape.SIDE;
    SDVariable x = graph.placeHolder(PICTURES, DataType.FLOAT, -1, side, side, 3);
    int channels = 3;
    for (int i = 1; i <= VitShape.CONVOLUTIONS; i++) {
      x = graph.cnn().conv2d(x, convolution(i, channels), HALF);
      channels = shape.channels(i);
      x = x.add(bias("stem" + i, channels));
      x = i < VitShape.CONVOLUTIONS ? graph.nn().relu(x, 0) : x;
    }
    x = x.reshape(-1, shape.tokens() - 1, channels);
    // The class token is the place of a row of zeros: both would be learned, and only added up.
    SDVariable paddings =
        graph.constant(Nd4j.createFromArray(new int[][] {{0, 0}, {1, 0}, {0, 0}}));
    return graph
        .nn()
        .pad(x, paddings, 0)
        .add(variable("places", 0.02, 1, shape.tokens(), channels));
  }

  private static final Conv2DConfig HALF =
      Conv2DConfig.builder()
          .kH(3)
          .kW(3)
          .sH(2)
          .sW(2)
          .pH(1)
          .pW(1)
          .dH(1)
          .dW(1)
          .paddingMode(PaddingMode.VALID)
          .dataFormat(Conv2DConfig.NHWC)
          .weightsFormat(WeightsFormat.YXIO)
          .build();

  private SDVariable convolution(int number, int in) {
    int out = shape.channels(number);
    return variable("stem" + number + "/weight", Math.sqrt(2.0 / (9 * in)), 3, 3, in, out);
  }

  private SDVariable attention(SDVariable x, String block) {
    int size = shape.dimension() / shape.heads();
    SDVariable query = head(x, block + "/query").mul(1 / Math.sqrt(size));
    SDVariable key = head(x, block + "/key");
    SDVariable value = head(x, block + "/value");
    SDVariable weights = graph.nn().softmax(graph.mmul(query, key, false, true, false), 2);
    SDVariable mixed = graph.mmul(weights, value).reshape(-1, shape.heads(), shape.tokens(), size);
    SDVariable together = graph.permute(mixed, 0, 2, 1, 3).reshape(-1, shape.dimension());
    return rows(
        linear(null, together, block + "/out", shape.dimension(), shape.dimension(), narrow()));
  }

  /** {@code [n, tokens, dimension]} to {@code [n * heads, tokens, dimension / heads]}. */
  private SDVariable head(SDVariable x, String name) {
    int size = shape.dimension() / shape.heads();
    SDVariable all =
        linear(null, x, name, shape.dimension(), shape.dimension(), 1)
            .reshape(-1, shape.tokens(), shape.heads(), size);
    return graph.permute(all, 0, 2, 1, 3).reshape(-1, shape.tokens(), size);
  }

  private SDVariable feedForward(SDVariable x, String block) {
    SDVariable wide = linear(null, x, block + "/wide", shape.dimension(), shape.hidden(), 1);
    return rows(
        linear(
            null,
            graph.nn().gelu(wide),
            block + "/narrow",
            shape.hidden(),
            shape.dimension(),
            narrow()));
  }

  /** What ends a branch starts small, so that the sum of all branches does not grow. */
  private double narrow() {
    return 1 / Math.sqrt(2.0 * shape.blocks());
  }

  private SDVariable flat(SDVariable x) {
    return x.reshape(-1, shape.dimension());
  }

  private SDVariable rows(SDVariable x) {
    return x.reshape(-1, shape.tokens(), shape.dimension());
  }

  /** The last layers have a name for their output, the others null. */
  private SDVariable linear(
      String output, SDVariable x, String name, int in, int out, double gain) {
    SDVariable weight = variable(name + "/weight", gain * Math.sqrt(2.0 / (in + out)), in, out);
    SDVariable product = graph.mmul(x, weight);
    SDVariable bias = bias(name, out);
    return output == null ? product.add(bias) : product.add(output, bias);
  }

  /** Of {@code [n, tokens, dimension]} to {@code [n * tokens, dimension]}: as lines it is quick. */
  private SDVariable normalised(SDVariable x, String name) {
    int d = shape.dimension();
    SDVariable gain = variable(name + "/weight", Nd4j.ones(DataType.FLOAT, d));
    return graph.nn().layerNorm(flat(x), gain, bias(name, d), false, 1);
  }

  private SDVariable bias(String name, int size) {
    return variable(name + "/bias", Nd4j.zeros(DataType.FLOAT, size));
  }

  private SDVariable variable(String name, double deviation, long... sizes) {
    INDArray values = Nd4j.create(DataType.FLOAT, sizes);
    INDArray line = values.reshape(values.length());
    for (long i = 0; i < line.length(); i++) {
      line.putScalar(i, deviation * random.nextGaussian());
    }
    return variable(name, values);
  }

  private SDVariable variable(String name, INDArray values) {
    SDVariable variable = graph.var(name, values);
    weights.put(name, variable.getArr());
    return variable;
  }

  /**
   * The weights.
   *
   * @return by name, in the order of the graph; changing them changes the network
   */
  Map<String, INDArray> weights() {
    return weights;
  }

  /** The number of all weights. */
  long size() {
    return weights.values().stream().mapToLong(INDArray::length).sum();
  }

  VitShape shape() {
    return shape;
  }

  int classes() {
    return classes;
  }

  /**
   * The gradients of the loss.
   *
   * @param batch pictures
   * @param targets {@code [n, classes]}, each row adds up to 1
   * @return the gradient of each weight, and the loss as the output
   */
  OutAndGrad gradients(Batch batch, INDArray targets) {
    return graph.calculateGradientsAndOutputs(
        Map.of(PICTURES, batch.input(), TARGETS, targets), List.of(LOSS), weights.keySet());
  }

  /**
   * What it answers.
   *
   * @param batch pictures
   * @return {@code [n, classes]}
   */
  INDArray logits(Batch batch) {
    return graph.output(Map.of(PICTURES, batch.input()), LOGITS).get(LOGITS);
  }

  static double loss(OutAndGrad pass) {
    return pass.getOutputs().get(LOSS).getDouble(0);
  }
}
