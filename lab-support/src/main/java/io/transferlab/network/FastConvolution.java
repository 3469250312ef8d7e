package io.transferlab.network;

import io.transferlab.network.inference.PlannedLayer;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A 2-d convolution that runs on oneDNN in its fast layout: the course's fast path.
 *
 * <p>It is DL4J's {@link ConvolutionLayer} in every respect that a configuration can show (padding
 * "same" or none, stride, bias, ReLU or no activation, weights {@code [out, in, kh, kw]}), with
 * pictures as {@code [n, h, w, c]}. What differs is how it computes, because in DL4J 1.0.0-M2.1:
 *
 * <ul>
 *   <li>the layer's own code unrolls patches and multiplies matrices in Java: 7 to 10 times slower
 *       than the native operation {@code conv2d}, which uses oneDNN;
 *   <li>the "layer helpers", which would call it, are off by default, look for a class that no
 *       longer exists, and, once brought to life, return <b>wrong gradients</b> for this layout:
 *       they hand the native {@code conv2d_bp} a permuted view whose strides it ignores;
 *   <li>the helpers convolve forward a second time in every backward pass.
 * </ul>
 *
 * <p>So helpers stay off, and the forward and backward pass go to oneDNN itself ({@link
 * io.transferlab.network.onednn}). Where that cannot be had they call ND4J's native operations
 * directly: the same result, about half the speed. {@link FastPath} tells whether oneDNN executes
 * them, one way or the other.
 */
public final class FastConvolution extends ConvolutionLayer implements PlannedLayer {
  private static final long serialVersionUID = 1L;

  private FastConvolution(Builder builder) {
    super(builder);
  }

  /** For DL4J's own reading of a saved configuration. */
  @SuppressWarnings("unused")
  private FastConvolution() {
    this(new Builder(3, 3));
  }

  /**
   * A square convolution with bias, channels last.
   *
   * @param name the layer's name
   * @param kernel side of the kernel, in pixels
   * @param stride step, in pixels
   * @param mode padding: {@code Same} keeps the size (at stride 1), {@code Truncate} does not pad
   * @param channels number of output channels
   * @param activation {@code RELU} or {@code IDENTITY}
   * @return the layer's configuration
   * @throws IllegalArgumentException for another activation
   */
  public static FastConvolution of(
      String name,
      int kernel,
      int stride,
      ConvolutionMode mode,
      int channels,
      Activation activation) {
    if (activation != Activation.RELU && activation != Activation.IDENTITY) {
      throw new IllegalArgumentException(
          "Expected activation RELU or IDENTITY; found "
              + activation
              + ". Next: put an ActivationLayer behind an IDENTITY convolution.");
    }
    Builder builder =
        new Builder(kernel, kernel)
            .stride(stride, stride)
            .convolutionMode(mode)
            .nOut(channels)
            .dataFormat(CNN2DFormat.NHWC)
            .activation(activation);
    return new FastConvolution(builder.name(name));
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    LayerValidation.assertNInNOutSet(
        "FastConvolution", getLayerName(), layerIndex, getNIn(), getNOut());
    FastConvolutionLayer layer = new FastConvolutionLayer(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    Map<String, INDArray> params = initializer().init(conf, layerParamsView, initializeParams);
    layer.setParamTable(params);
    layer.setConf(conf);
    return layer;
  }
}
