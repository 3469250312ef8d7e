package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** The fast batch normalization and ReLU against DL4J's own, which compute in Java. */
class FastBatchNormalizationTest {
  private static final double EPSILON = 1e-3;
  private static final double MOMENTUM = 0.8;

  private final MultiLayerNetwork fast = network(true);
  private final MultiLayerNetwork plain = network(false);
  private final INDArray pictures = pictures();
  private final INDArray targets =
      Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}});

  private static MultiLayerNetwork network(boolean fast) {
    Layer normalization =
        fast
            ? FastBatchNormalization.of("bn", EPSILON, MOMENTUM, 1.5)
            : new BatchNormalization.Builder()
                .dataFormat(CNN2DFormat.NHWC)
                .useLogStd(false)
                .eps(EPSILON)
                .decay(MOMENTUM)
                .gamma(1.5)
                .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.1))
                .list()
                .layer(FastConvolution.of("c1", 3, 1, ConvolutionMode.Same, 6, Activation.IDENTITY))
                .layer(normalization)
                .layer(fast ? FastRelu.of("relu") : new ActivationLayer(Activation.RELU))
                .layer(FastConvolution.of("c2", 1, 1, ConvolutionMode.Same, 4, Activation.IDENTITY))
                .layer(new GlobalPoolingLayer.Builder().poolingDimensions(1, 2).build())
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(7, 5, 3, CNN2DFormat.NHWC))
                .build());
    network.init();
    return network;
  }

  private static INDArray pictures() {
    Nd4j.getRandom().setSeed(3);
    return Nd4j.randn(DataType.FLOAT, 4, 7, 5, 3).muli(2).addi(5);
  }

  @Test
  void gradientsEqualThoseOfDl4j() {
    plain.setParams(fast.params());
    for (MultiLayerNetwork network : new MultiLayerNetwork[] {fast, plain}) {
      network.setInput(pictures);
      network.setLabels(targets);
      network.computeGradientAndScore();
    }
    assertEquals(plain.score(), fast.score(), 1e-5);
    Map<String, INDArray> expected = plain.gradient().gradientForVariable();
    fast.gradient()
        .gradientForVariable()
        .forEach((name, found) -> assertClose(name, expected.get(name), found));
  }

  @Test
  void runningStatisticsFollowAsInDl4j() {
    plain.setParams(fast.params());
    for (int step = 0; step < 5; step++) {
      fast.fit(pictures, targets);
      plain.fit(pictures, targets);
    }
    for (String name : new String[] {"1_mean", "1_var", "1_gamma", "1_beta"}) {
      assertClose(name, plain.getParam(name), fast.getParam(name));
    }
    assertClose("output", plain.output(pictures), fast.output(pictures));
  }

  /** Of an input that is constant in time the statistics must become those of the input. */
  @Test
  void runningStatisticsApproachThoseOfTheBatch() {
    INDArray x = fast.feedForwardToLayer(0, pictures).get(1);
    for (int step = 0; step < 60; step++) {
      fast.setInput(pictures);
      fast.setLabels(targets);
      fast.computeGradientAndScore();
      for (String name : new String[] {"mean", "var"}) {
        INDArray update = fast.gradient().gradientForVariable().get("1_" + name);
        fast.getParam("1_" + name).subi(update);
      }
    }
    assertClose("mean", x.mean(0, 1, 2), fast.getParam("1_mean"));
    assertClose("var", x.var(false, 0, 1, 2), fast.getParam("1_var"));
  }

  @Test
  void leavesItsInputAsItIs() {
    INDArray before = fast.feedForwardToLayer(1, pictures).get(2).dup();
    assertTrue(before.minNumber().doubleValue() < 0, "something for ReLU to do");
    assertEquals(before, fast.feedForward(pictures).get(2));
  }

  @Test
  void survivesBeingSavedAndLoaded() throws IOException {
    fast.fit(pictures, targets);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(fast, out, false);
    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(out.toByteArray()));
    assertEquals(fast.output(pictures), loaded.output(pictures));
    assertEquals(
        FastBatchNormalization.class,
        loaded.getLayerWiseConfigurations().getConf(1).getLayer().getClass());
  }

  private static void assertClose(String name, INDArray expected, INDArray found) {
    double scale = Math.max(1e-2, expected.amaxNumber().doubleValue());
    double worst =
        expected
            .reshape(expected.length())
            .sub(found.reshape(found.length()))
            .amaxNumber()
            .doubleValue();
    assertTrue(worst <= 1e-4 * scale, name + " differs by " + worst + " at a scale of " + scale);
  }
}
