package io.transferlab.network;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ReLU as a layer of its own: DL4J's {@link ActivationLayer}, with two differences. It does not
 * overwrite its input, so that the activations of the layer before it can be looked at; and its
 * gradient is {@link ReluBackward}'s.
 */
final class FastRelu extends ActivationLayer {
  private static final long serialVersionUID = 1L;

  private FastRelu(Builder builder) {
    super(builder);
  }

  /** For DL4J's own reading of a saved configuration. */
  @SuppressWarnings("unused")
  private FastRelu() {
    this(new Builder().activation(Activation.RELU));
  }

  /**
   * A ReLU.
   *
   * @param name the layer's name
   * @return the layer's configuration
   */
  public static FastRelu of(String name) {
    return new FastRelu(new Builder().activation(Activation.RELU).name(name));
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    Computing layer = new Computing(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setConf(conf);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }

  private static final class Computing extends org.deeplearning4j.nn.layers.ActivationLayer {
    private static final long serialVersionUID = 1L;

    private final transient ReluBackward relu = new ReluBackward();

    /** The last output of a training pass. */
    private transient @Nullable INDArray activated;

    Computing(NeuralNetConfiguration conf, DataType dataType) {
      super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
      assertInputSet(false);
      INDArray x =
          FastConvolutionLayer.contiguous(
              input.castTo(dataType), ArrayType.ACTIVATIONS, workspaceMgr);
      INDArray out =
          workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, x.shape(), 'c');
      Nd4j.exec(new RectifiedLinear(x, out));
      activated = training ? out : null;
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
      assertInputSet(true);
      INDArray delta =
          FastConvolutionLayer.contiguous(
              epsilon.castTo(dataType), ArrayType.ACTIVATION_GRAD, workspaceMgr);
      INDArray into =
          workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, delta.shape(), 'c');
      relu.backward(Objects.requireNonNull(activated), delta, into);
      return new Pair<>(new DefaultGradient(), into);
    }

    @Override
    public void clear() {
      super.clear();
      activated = null;
    }
  }
}
