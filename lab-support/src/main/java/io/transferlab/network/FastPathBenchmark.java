package io.transferlab.network;

import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The Sketch network with {@link FastConvolution} against the same network with DL4J's own
 * convolution layers as they come (channels first, no helpers), measured in turn in one process.
 *
 * @param trainFast pictures trained a second, median over the rounds
 * @param trainPlain the same as DL4J comes
 * @param inferFast pictures classified a second, median over the rounds
 * @param inferPlain the same as DL4J comes
 * @param batchSize pictures in a batch
 * @param rounds measurements of each
 */
public record FastPathBenchmark(
    double trainFast,
    double trainPlain,
    double inferFast,
    double inferPlain,
    int batchSize,
    int rounds) {
  private static final int BATCH = 32;
  private static final int CLASSES = 28;

  /**
   * Measures.
   *
   * @param rounds measurements of each, at least 1; the first, for warming up, comes on top
   * @return medians
   */
  public static FastPathBenchmark run(int rounds) {
    MultiLayerNetwork fast = network(true);
    MultiLayerNetwork plain = network(false);
    double[][] rates = new double[4][rounds];
    for (int round = -1; round < rounds; round++) {
      double[] now = {
        train(fast, true, 8), train(plain, false, 1), infer(fast, true, 16), infer(plain, false, 2)
      };
      for (int i = 0; round >= 0 && i < now.length; i++) {
        rates[i][round] = now[i];
      }
    }
    return new FastPathBenchmark(
        StatUtils.percentile(rates[0], 50),
        StatUtils.percentile(rates[1], 50),
        StatUtils.percentile(rates[2], 50),
        StatUtils.percentile(rates[3], 50),
        BATCH,
        rounds);
  }

  private static MultiLayerNetwork network(boolean fast) {
    VggShape shape = VggShape.SKETCH;
    CNN2DFormat format = fast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(WeightInit.RELU)
            .activation(Activation.RELU)
            .updater(new Adam(1e-4))
            .list();
    for (int block = 0; block < shape.widths().size(); block++) {
      for (int i = 0; i < VggShape.DEPTHS[block]; i++) {
        list.layer(convolution(fast, shape.widths().get(block)));
      }
      list.layer(
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(2, 2)
              .stride(2, 2)
              .dataFormat(format)
              .build());
    }
    list.layer(new DenseLayer.Builder().nOut(shape.dense()).build());
    list.layer(new DenseLayer.Builder().nOut(shape.dense()).build());
    list.layer(new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build());
    list.setInputType(InputType.convolutional(shape.side(), shape.side(), 3, format));
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  private static Layer convolution(boolean fast, int channels) {
    return fast
        ? FastConvolution.of("conv", 3, 1, ConvolutionMode.Same, channels, Activation.RELU)
        : new ConvolutionLayer.Builder(3, 3)
            .convolutionMode(ConvolutionMode.Same)
            .nOut(channels)
            .build();
  }

  private static INDArray pictures(boolean fast) {
    int side = VggShape.SKETCH.side();
    return fast
        ? Nd4j.rand(DataType.FLOAT, BATCH, side, side, 3)
        : Nd4j.rand(DataType.FLOAT, BATCH, 3, side, side);
  }

  private static double train(MultiLayerNetwork network, boolean fast, int steps) {
    INDArray x = pictures(fast);
    INDArray y = Nd4j.zeros(BATCH, CLASSES);
    for (int i = 0; i < BATCH; i++) {
      y.putScalar(i, i % CLASSES, 1);
    }
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      network.fit(x, y);
    }
    return steps * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  private static double infer(MultiLayerNetwork network, boolean fast, int steps) {
    INDArray x = pictures(fast);
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      network.output(x);
    }
    return steps * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Sketch network, batches of %d, pictures a second (median of %d rounds)%n"
            + "              fast path   DL4J as it comes   ratio%n"
            + "  training    %9.0f   %16.0f   %5.1f%n"
            + "  classifying %9.0f   %16.0f   %5.1f",
        batchSize,
        rounds,
        trainFast,
        trainPlain,
        trainFast / trainPlain,
        inferFast,
        inferPlain,
        inferFast / inferPlain);
  }
}
