package io.transferlab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.network.onednn.OneDnn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** The fast convolution against DL4J's own, which computes in Java and channels first. */
class FastConvolutionTest {
  private static MultiLayerNetwork network(boolean fast, int kernel, int stride, boolean same) {
    CNN2DFormat format = fast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    ConvolutionMode mode = same ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.1))
                .list()
                .layer(convolution(fast, kernel, stride, mode, 16, Activation.RELU))
                .layer(convolution(fast, 3, 1, ConvolutionMode.Same, 8, Activation.IDENTITY))
                .layer(
                    new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .dataFormat(format)
                        .build())
                .layer(convolution(fast, 1, 1, ConvolutionMode.Same, 8, Activation.RELU))
                .layer(new GlobalPoolingLayer.Builder().build())
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(12, 12, 3, format))
                .build());
    network.init();
    return network;
  }

  private static Layer convolution(
      boolean fast, int kernel, int stride, ConvolutionMode mode, int channels, Activation f) {
    return fast
        ? FastConvolution.of("c" + kernel + channels + f, kernel, stride, mode, channels, f)
        : new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .convolutionMode(mode)
            .nOut(channels)
            .activation(f)
            .build();
  }

  private static INDArray pictures(int n) {
    Nd4j.getRandom().setSeed(3);
    return Nd4j.randn(DataType.FLOAT, n, 12, 12, 3);
  }

  @AfterEach
  void switchOneDnnOn() {
    System.clearProperty(OneDnn.SWITCH);
  }

  @ParameterizedTest
  @CsvSource({"3,1,true", "3,2,true", "5,1,false", "1,2,false", "7,2,true"})
  void withoutOneDnnItComputesTheSame(int kernel, int stride, boolean same) {
    System.setProperty(OneDnn.SWITCH, "off");
    assertTrue(OneDnn.find().isEmpty());
    outputAndGradientsEqualThoseOfDl4j(kernel, stride, same);
  }

  @Test
  @DisabledIfSystemProperty(named = "os.arch", matches = "aarch64")
  void oneDnnIsThere() {
    assertTrue(OneDnn.find().isPresent(), "org.bytedeco:dnnl and opencl on the class path?");
  }

  /** The input's gradient alone may be left out: all others stay what they were. */
  @Test
  void gradientsThatNobodyNeedsAreLeftOut() {
    ComputationGraph whole = network(true, 3, 1, true).toComputationGraph();
    ComputationGraph spared = network(true, 3, 1, true).toComputationGraph();
    spared.setParams(whole.params());
    InputGradients.leaveOutUnneeded(spared);
    for (ComputationGraph graph : List.of(whole, spared)) {
      graph.setInput(0, pictures(4));
      graph.setLabel(0, Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}}));
      graph.computeGradientAndScore();
    }
    assertEquals(whole.gradient().gradient(), spared.gradient().gradient());
  }

  @ParameterizedTest
  @CsvSource({"3,1,true", "3,2,true", "5,1,false", "1,2,false", "7,2,true"})
  void outputAndGradientsEqualThoseOfDl4j(int kernel, int stride, boolean same) {
    MultiLayerNetwork fast = network(true, kernel, stride, same);
    MultiLayerNetwork plain = network(false, kernel, stride, same);
    plain.setParams(fast.params());
    INDArray x = pictures(4);
    INDArray channelsFirst = x.permute(0, 3, 1, 2).dup('c');
    INDArray y = Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}});

    assertClose(plain.output(channelsFirst), fast.output(x), 1e-5);
    fast.setInput(x);
    fast.setLabels(y);
    fast.computeGradientAndScore();
    plain.setInput(channelsFirst);
    plain.setLabels(y);
    plain.computeGradientAndScore();
    Map<String, INDArray> expected = plain.gradient().gradientForVariable();
    fast.gradient()
        .gradientForVariable()
        .forEach((name, gradient) -> assertClose(expected.get(name), gradient, 1e-4));
  }

  private static void assertClose(INDArray expected, INDArray found, double tolerance) {
    double scale = Math.max(1e-3, expected.amaxNumber().doubleValue());
    double worst = expected.sub(found).amaxNumber().doubleValue();
    assertTrue(worst <= tolerance * scale, "differs by " + worst + " at a scale of " + scale);
  }

  @Test
  void survivesBeingSavedAndLoaded() throws IOException {
    MultiLayerNetwork network = network(true, 3, 1, true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, out, false);
    MultiLayerNetwork loaded =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(out.toByteArray()));
    assertEquals(network.output(pictures(2)), loaded.output(pictures(2)));
    assertEquals(
        FastConvolution.class,
        loaded.getLayerWiseConfigurations().getConf(0).getLayer().getClass());
  }

  @Test
  void refusesActivationsItHasNoGradientFor() {
    assertThrows(
        IllegalArgumentException.class,
        () -> FastConvolution.of("c", 3, 1, ConvolutionMode.Same, 4, Activation.TANH));
  }

  @Test
  void oneDnnExecutesTheConvolutions() {
    FastPath path = FastPath.check();
    assertTrue(path.on(), path + ": is the native library's -onednn classifier on the class path?");
    // One forward, and backward for the weights and for the input.
    assertTrue(path.convolutions() >= 3, path.toString());
  }

  @Test
  void aLogWithoutConvolutionsMeansOff() {
    FastPath path = FastPath.parse("dnnl_verbose,exec,cpu,reorder,jit:uni,undef,src\n");
    assertEquals(new FastPath(false, 0, ""), path);
    assertTrue(path.toString().contains("slower"));
  }
}
