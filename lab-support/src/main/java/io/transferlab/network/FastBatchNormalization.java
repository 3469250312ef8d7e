package io.transferlab.network;

import io.transferlab.network.inference.PlannedLayer;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalization (Ioffe and Szegedy 2015, arXiv 1502.03167) of pictures {@code [n, h, w, c]},
 * each channel by itself: DL4J's {@link BatchNormalization} with another way to compute.
 *
 * <p>Why not DL4J's own: without its helpers, which stay off (see {@link FastConvolution}), it
 * makes some twenty passes over the activations in a training step and leaves large arrays to the
 * garbage collector. See {@link FastBatchNormalizationLayer}; a test compares the two.
 *
 * <p>Parameters {@code gamma}, {@code beta}, {@code mean}, {@code var}. The last two are running
 * statistics: training moves them by a fixed part towards those of each batch, and they are what is
 * used when not training.
 */
final class FastBatchNormalization extends BatchNormalization implements PlannedLayer {
  private static final long serialVersionUID = 1L;

  /** For DL4J's own reading of a saved configuration. */
  private FastBatchNormalization() {}

  /**
   * A batch normalization, channels last.
   *
   * @param name the layer's name
   * @param epsilon added to the variance
   * @param momentum how much of the running statistics stays at each step, 0 to 1
   * @param scale what gamma starts from
   * @return the layer's configuration
   */
  public static FastBatchNormalization of(
      String name, double epsilon, double momentum, double scale) {
    FastBatchNormalization layer = new FastBatchNormalization();
    layer.setLayerName(name);
    layer.setEps(epsilon);
    layer.setDecay(momentum);
    layer.setGamma(scale);
    layer.setUseLogStd(false); // the variance itself, as in Keras
    layer.setCnn2DFormat(CNN2DFormat.NHWC);
    return layer;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    LayerValidation.assertNOutSet("FastBatchNormalization", getLayerName(), layerIndex, getNOut());
    FastBatchNormalizationLayer layer = new FastBatchNormalizationLayer(conf, networkDataType);
    layer.setListeners(
        trainingListeners == null
            ? new TrainingListener[0]
            : trainingListeners.toArray(new TrainingListener[0]));
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    Map<String, INDArray> params = initializer().init(conf, layerParamsView, initializeParams);
    layer.setParamTable(params);
    layer.setConf(conf);
    return layer;
  }
}
