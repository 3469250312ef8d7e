package io.transferlab.network;

import io.transferlab.network.onednn.ConvolutionShape;
import io.transferlab.network.onednn.OneDnn;
import io.transferlab.network.onednn.Prepared;
import io.transferlab.network.onednn.TrainedConvolution;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The computing half of {@link FastConvolution}, on contiguous {@code [n, h, w, c]} arrays: {@link
 * TrainedConvolution} where oneDNN can be had by itself; else one native {@code conv2d} forward,
 * one native {@code conv2d_bp} backward.
 */
final class FastConvolutionLayer extends ConvolutionLayer {
  private static final long serialVersionUID = 1L;

  /** The last output of a training pass: where it is 0, ReLU lets no gradient through. */
  private transient @Nullable INDArray activated;

  private final transient ReluBackward relu = new ReluBackward();
  private transient @Nullable Prepared<ConvolutionShape, TrainedConvolution> prepared;
  private transient boolean inputGradientUnused;

  FastConvolutionLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    helper = null;
  }

  /**
   * Spares the gradient of the input, of a layer that nothing trainable comes before: DL4J would
   * have it computed and throw it away. What stands in for it holds any numbers.
   */
  void leaveOutInputGradient(boolean unused) {
    inputGradientUnused = unused;
  }

  /** What oneDNN prepared for this input; empty if it has to be done with ND4J's operations. */
  private Optional<TrainedConvolution> prepared(INDArray x, int[] out) {
    if (dataType != DataType.FLOAT || !Arrays.equals(layerConf().getDilation(), new int[] {1, 1})) {
      return Optional.empty();
    }
    return OneDnn.find()
        .map(
            oneDnn -> {
              if (prepared == null) {
                prepared = new Prepared<>(shape -> new TrainedConvolution(oneDnn, shape));
              }
              int[] pad = padding(x, out);
              return prepared.get(
                  new ConvolutionShape(
                      x.size(0),
                      x.size(3),
                      layerConf().getNOut(),
                      x.size(1),
                      x.size(2),
                      layerConf().getKernelSize()[0],
                      layerConf().getStride()[0],
                      pad[0],
                      pad[1],
                      out[0],
                      out[1],
                      rectifies()));
            });
  }

  private boolean rectifies() {
    return layerConf().getActivationFn() instanceof ActivationReLU;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    validateInputRank();
    applyDropOutIfNecessary(training, workspaceMgr);
    INDArray weights =
        getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, training, workspaceMgr);
    INDArray bias = getParamWithNoise(ConvolutionParamInitializer.BIAS_KEY, training, workspaceMgr);
    validateInputDepth(weights.size(1));
    INDArray x = contiguous(input.castTo(dataType), ArrayType.ACTIVATIONS, workspaceMgr);
    int[] size = outputSize(x);
    INDArray z =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {x.size(0), size[0], size[1], weights.size(0)},
            'c');
    Optional<TrainedConvolution> fast = prepared(x, size);
    if (fast.isPresent()) {
      fast.get().forward(x, weights, bias, z);
    } else {
      Nd4j.exec(operation("conv2d", x, size, new INDArray[] {x, weights, bias}, z));
      if (rectifies()) {
        layerConf().getActivationFn().getActivation(z, training);
      }
    }
    activated = training ? z : null;
    return z;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray weights =
        getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, true, workspaceMgr);
    INDArray bias = getParamWithNoise(ConvolutionParamInitializer.BIAS_KEY, true, workspaceMgr);
    INDArray x = contiguous(input.castTo(dataType), ArrayType.ACTIVATIONS, workspaceMgr);
    // conv2d_bp ignores the strides of what it is given: a view would be read as if it were dense.
    INDArray delta = contiguous(epsilon.castTo(dataType), ArrayType.ACTIVATION_GRAD, workspaceMgr);
    if (rectifies()) {
      INDArray masked =
          workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, delta.shape(), 'c');
      relu.backward(Objects.requireNonNull(activated), delta, masked);
      delta = masked;
    }
    INDArray weightGradient =
        Objects.requireNonNull(gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY));
    INDArray biasGradient =
        Objects.requireNonNull(gradientViews.get(ConvolutionParamInitializer.BIAS_KEY));
    INDArray inputGradient =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    int[] size = {(int) delta.size(1), (int) delta.size(2)};
    Optional<TrainedConvolution> fast = prepared(x, size);
    if (fast.isPresent()) {
      fast.get().backwardWeights(x, delta, weightGradient, biasGradient);
      if (!inputGradientUnused) {
        fast.get().backwardInput(weights, delta, inputGradient);
      }
    } else {
      Nd4j.exec(
          operation(
              "conv2d_bp",
              x,
              size,
              new INDArray[] {x, weights, bias, delta},
              inputGradient,
              weightGradient,
              biasGradient));
    }
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
    gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
    weightNoiseParams.clear();
    return new Pair<>(gradient, backpropDropOutIfPresent(inputGradient));
  }

  @Override
  public void clear() {
    super.clear();
    activated = null;
  }

  private int[] outputSize(INDArray x) {
    return ConvolutionUtils.getOutputSize(
        x,
        layerConf().getKernelSize(),
        layerConf().getStride(),
        same() ? null : layerConf().getPadding(),
        convolutionMode,
        layerConf().getDilation(),
        layerConf().getCnn2dDataFormat());
  }

  private boolean same() {
    return convolutionMode == ConvolutionMode.Same;
  }

  /** Zeros above and to the left. */
  private int[] padding(INDArray x, int[] out) {
    return same()
        ? ConvolutionUtils.getSameModeTopLeftPadding(
            out,
            new int[] {(int) x.size(1), (int) x.size(2)},
            layerConf().getKernelSize(),
            layerConf().getStride(),
            layerConf().getDilation())
        : layerConf().getPadding();
  }

  private CustomOp operation(
      String name, INDArray x, int[] out, INDArray[] inputs, INDArray... outputs) {
    int[] kernel = layerConf().getKernelSize();
    int[] stride = layerConf().getStride();
    int[] dilation = layerConf().getDilation();
    int[] pad = padding(x, out);
    return DynamicCustomOp.builder(name)
        .addInputs(inputs)
        .addOutputs(outputs)
        .addIntegerArguments(
            kernel[0],
            kernel[1],
            stride[0],
            stride[1],
            pad[0],
            pad[1],
            dilation[0],
            dilation[1],
            same() ? 1 : 0,
            1, // channels last
            1) // weights [out, in, kh, kw]
        .build();
  }

  /** The array itself, or a dense copy of it if it is a view: native operations want it dense. */
  static INDArray contiguous(INDArray a, ArrayType type, LayerWorkspaceMgr workspaceMgr) {
    return a.ordering() == 'c' && Shape.hasDefaultStridesForShape(a)
        ? a
        : workspaceMgr.dup(type, a, 'c');
  }
}
