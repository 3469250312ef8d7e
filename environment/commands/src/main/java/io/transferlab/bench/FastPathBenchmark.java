package io.transferlab.bench;

import io.transferlab.network.FastConvolution;
import io.transferlab.network.InputGradients;
import io.transferlab.network.VggShape;
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
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The Sketch network with {@link FastConvolution} against the same network with DL4J's own
 * convolution layers as they come (channels first, no helpers), and against another engine if one
 * is given: measured in turn, one waiting while the other computes.
 *
 * @param fast the fast path
 * @param plain DL4J as it comes
 * @param peer the other engine; null: none
 * @param peerName what the other engine calls itself; null: none
 * @param batchSize pictures in a batch
 * @param rounds measurements of each
 */
public record FastPathBenchmark(
    Rates fast, Rates plain, Rates peer, String peerName, int batchSize, int rounds) {
  private static final int BATCH = 32;
  private static final int CLASSES = 28;

  /**
   * Pictures a second, median over the rounds.
   *
   * @param train forward, backward and Adam
   * @param infer probabilities
   */
  public record Rates(double train, double infer) {}

  /** Another engine with the same network. */
  public interface Peer {
    /**
     * Trains.
     *
     * @param steps how many batches
     * @param batch pictures in each
     * @return pictures a second
     */
    double train(int steps, int batch);

    /**
     * Classifies.
     *
     * @param steps how many batches
     * @param batch pictures in each
     * @return pictures a second
     */
    double infer(int steps, int batch);

    /**
     * What it is.
     *
     * @return name and version
     */
    String name();
  }

  /**
   * Measures.
   *
   * @param rounds measurements of each, at least 1; the first, for warming up, comes on top
   * @param peer another engine; null: none
   * @return medians
   */
  public static FastPathBenchmark run(int rounds, Peer peer) {
    ComputationGraph fast = network(true);
    InputGradients.leaveOutUnneeded(fast);
    ComputationGraph plain = network(false);
    double[][] rates = new double[6][rounds];
    for (int round = -1; round < rounds; round++) {
      double[] now = {
        train(fast, true, 16),
        infer(fast, true, 32),
        train(plain, false, 1),
        infer(plain, false, 2),
        peer == null ? 0 : peer.train(16, BATCH),
        peer == null ? 0 : peer.infer(32, BATCH)
      };
      for (int i = 0; round >= 0 && i < now.length; i++) {
        rates[i][round] = now[i];
      }
    }
    return new FastPathBenchmark(
        median(rates, 0),
        median(rates, 2),
        peer == null ? null : median(rates, 4),
        peer == null ? null : peer.name(),
        BATCH,
        rounds);
  }

  private static Rates median(double[][] rates, int first) {
    return new Rates(
        StatUtils.percentile(rates[first], 50), StatUtils.percentile(rates[first + 1], 50));
  }

  private static ComputationGraph network(boolean fast) {
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
      for (int i = 0; i < VggShape.DEPTHS.get(block); i++) {
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
    return network.toComputationGraph();
  }

  private static Layer convolution(boolean fast, int channels) {
    return fast
        ? FastConvolution.of("conv", 3, 1, ConvolutionMode.Same, channels, Activation.RELU)
        : new ConvolutionLayer.Builder(3, 3)
            .convolutionMode(ConvolutionMode.Same)
            .nOut(channels)
            .build();
  }

  /**
   * Training, for a page of many peers.
   *
   * @param fast the course's convolutions; or else DL4J's own as they come
   * @param steps batches of a measurement
   */
  static Engine training(boolean fast, int steps) {
    ComputationGraph network = network(fast);
    if (fast) {
      InputGradients.leaveOutUnneeded(network);
    }
    // DL4J's own are slow, and as slow in the first batches as in the last.
    int parts = fast ? 1 : Math.max(1, steps / 2);
    OwnEngine engine = OwnEngine.of(() -> train(network, fast, steps / parts));
    return fast
        ? engine
        : engine.named(
            "DL4J 1.0.0-M2.1 (%d batches, times %d)".formatted(steps / parts, parts), parts);
  }

  private static INDArray pictures(boolean fast) {
    int side = VggShape.SKETCH.side();
    return fast
        ? Nd4j.rand(DataType.FLOAT, BATCH, side, side, 3)
        : Nd4j.rand(DataType.FLOAT, BATCH, 3, side, side);
  }

  private static double train(ComputationGraph network, boolean fast, int steps) {
    INDArray x = pictures(fast);
    INDArray y = Nd4j.zeros(BATCH, CLASSES);
    for (int i = 0; i < BATCH; i++) {
      y.putScalar(i, i % CLASSES, 1);
    }
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      network.fit(new INDArray[] {x}, new INDArray[] {y});
    }
    return steps * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  private static double infer(ComputationGraph network, boolean fast, int steps) {
    INDArray x = pictures(fast);
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      network.outputSingle(x);
    }
    return steps * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Sketch network, batches of %d, pictures a second (%s)%n"
                + "                      training   classifying%n",
            batchSize,
            Rounds.text(rounds)));
    row(text, "fast path", fast);
    row(text, "DL4J as it comes", plain);
    if (peer != null) {
      row(text, peerName, peer);
    }
    return text.toString().stripTrailing();
  }

  /** An engine, and how many times as fast the fast path is. */
  private void row(StringBuilder text, String name, Rates rates) {
    text.append(
        String.format(Locale.ROOT, "  %-18s  %8.0f   %11.0f", name, rates.train(), rates.infer()));
    if (rates != fast) {
      text.append(
          String.format(
              Locale.ROOT,
              "   (fast path: %.1f x, %.1f x)",
              fast.train() / rates.train(),
              fast.infer() / rates.infer()));
    }
    text.append(System.lineSeparator());
  }
}
