package io.transferlab.network;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The computing half of {@link FastBatchNormalization}. The native {@code batchnorm} normalises in
 * one pass; sums over pictures are products with a row of ones, because ND4J's own sums along the
 * first dimensions take several times as long, and so does the native {@code batchnorm_bp}.
 */
final class FastBatchNormalizationLayer extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  /** Of the last training batch, {@code [c]}, outside workspaces: backward comes later. */
  private transient @Nullable INDArray batchMean;

  private transient @Nullable INDArray batchVariance;
  private transient @Nullable INDArray ones;

  FastBatchNormalizationLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    INDArray x = dense(input, ArrayType.ACTIVATIONS, workspaceMgr);
    INDArray mean = getParam(GLOBAL_MEAN);
    INDArray variance = getParam(GLOBAL_VAR);
    INDArray out = workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, x.shape());
    if (training) {
      measure(x, out);
      mean = batchMean;
      variance = batchVariance;
    }
    Nd4j.exec(
        DynamicCustomOp.builder("batchnorm")
            .addInputs(x, mean, variance, getParam(GAMMA), getParam(BETA))
            .addOutputs(out)
            .addIntegerArguments(1, 1, x.rank() - 1)
            .addFloatingPointArguments(layerConf().getEps())
            .build());
    return out;
  }

  /** Mean and variance of each channel; the differences first, as squares of x lose digits. */
  private void measure(INDArray x, INDArray scratch) {
    long channels = x.size(x.rank() - 1);
    long n = x.length() / channels;
    if (batchMean == null || batchVariance == null || batchMean.wasClosed()) {
      batchMean = Nd4j.createUninitializedDetached(dataType, channels);
      batchVariance = Nd4j.createUninitializedDetached(dataType, channels);
    }
    sums(x, batchMean);
    batchMean.divi(n);
    apply("subtract", x, batchMean, scratch);
    scratch.muli(scratch);
    sums(scratch, batchVariance);
    batchVariance.divi(n);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray x = dense(input, ArrayType.ACTIVATIONS, workspaceMgr);
    INDArray delta = dense(epsilon, ArrayType.ACTIVATION_GRAD, workspaceMgr);
    INDArray mean = Objects.requireNonNull(batchMean);
    INDArray variance = Objects.requireNonNull(batchVariance);
    long n = x.length() / mean.length();
    INDArray inverse = Transforms.sqrt(variance.add(layerConf().getEps()), false).rdivi(1);

    // In terms of x itself, so that nothing has to be kept from the forward pass:
    // dx = gamma/s (dy - mean(dy) - x^ mean(dy x^)), x^ = (x - m)/s.
    INDArray gradient =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape());
    INDArray betaGradient = Objects.requireNonNull(gradientViews.get(BETA));
    INDArray gammaGradient = Objects.requireNonNull(gradientViews.get(GAMMA));
    sums(delta, betaGradient);
    apply("subtract", x, mean, gradient);
    INDArray scratch =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape());
    apply("multiply", gradient, delta, scratch);
    sums(scratch, gammaGradient);
    gammaGradient.muli(inverse);

    INDArray scale = getParam(GAMMA).mul(inverse);
    INDArray slope = scale.mul(gammaGradient).muli(inverse).divi(-n);
    INDArray offset = scale.mul(betaGradient).divi(-n);
    apply("multiply", delta, scale, scratch);
    apply("multiply", gradient, slope, gradient);
    gradient.addi(scratch);
    apply("add", gradient, offset, gradient);

    Gradient all = new DefaultGradient();
    all.setGradientFor(GAMMA, gammaGradient);
    all.setGradientFor(BETA, betaGradient);
    all.setGradientFor(GLOBAL_MEAN, towards(mean, GLOBAL_MEAN));
    all.setGradientFor(GLOBAL_VAR, towards(variance, GLOBAL_VAR));
    return new Pair<>(all, gradient);
  }

  /** What DL4J subtracts from a running statistic: no gradient, but goes the same way. */
  private INDArray towards(INDArray ofBatch, String name) {
    INDArray view = Objects.requireNonNull(gradientViews.get(name));
    view.assign(getParam(name)).subi(ofBatch).muli(1 - layerConf().getDecay());
    return view;
  }

  /** Sums over all but the last dimension. */
  private void sums(INDArray x, INDArray into) {
    long channels = into.length();
    long n = x.length() / channels;
    if (ones == null || ones.length() < n) {
      ones = Nd4j.createUninitializedDetached(dataType, n).assign(1);
    }
    ones.get(NDArrayIndex.interval(0, n))
        .reshape(1, n)
        .mmuli(x.reshape('c', n, channels), into.reshape(1, channels));
  }

  private static void apply(String operation, INDArray a, INDArray b, INDArray into) {
    Nd4j.exec(DynamicCustomOp.builder(operation).addInputs(a, b).addOutputs(into).build());
  }

  private INDArray dense(INDArray a, ArrayType type, LayerWorkspaceMgr workspaceMgr) {
    return FastConvolutionLayer.contiguous(a.castTo(dataType), type, workspaceMgr);
  }
}
