package io.transferlab.network;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * Which networks an {@link InferencePlan} computes as they are meant: those of layers as the
 * course's builders make them. A graph of one's own may have others (another activation, channels
 * first), which a plan would get wrong.
 */
final class PlanLayers {
  private PlanLayers() {}

  /**
   * Looks at every layer.
   *
   * @param network the configuration of a network
   * @return false if there is any that a plan may not compute
   */
  static boolean areKnown(ComputationGraphConfiguration network) {
    return network.getNetworkInputs().equals(List.of(Architecture.INPUT))
        && network.getVertices().entrySet().stream()
            .allMatch(e -> isKnown(e.getValue(), network.getVertexInputs().get(e.getKey()).size()));
  }

  private static boolean isKnown(GraphVertex vertex, int inputs) {
    if (vertex instanceof FrozenVertex frozen) {
      return isKnown(frozen.getUnderlying(), inputs);
    }
    if (vertex instanceof ElementWiseVertex sum) {
      return sum.getOp() == ElementWiseVertex.Op.Add && inputs == 2;
    }
    return vertex instanceof LayerVertex v
        && isKnown(v.getPreProcessor())
        && isKnown(
            v.getLayerConf().getLayer() instanceof FrozenLayer frozen
                ? frozen.getLayer()
                : v.getLayerConf().getLayer());
  }

  private static boolean isKnown(InputPreProcessor between) {
    return between == null
        || between instanceof CnnToFeedForwardPreProcessor flat
            && flat.getFormat() == CNN2DFormat.NHWC;
  }

  private static boolean isKnown(Layer layer) {
    if (layer instanceof OutputLayer output) {
      return output.hasBias() && isDense(output.getActivationFn());
    }
    if (layer instanceof DenseLayer dense) {
      return dense.hasBias() && !dense.hasLayerNorm() && isDense(dense.getActivationFn());
    }
    if (layer instanceof ActivationLayer activation) {
      return activation.getActivationFn() instanceof ActivationReLU;
    }
    if (layer instanceof SubsamplingLayer pool) {
      return pool.getPoolingType() == PoolingType.MAX
          && pool.getCnn2dDataFormat() == CNN2DFormat.NHWC
          && pool.getConvolutionMode() == ConvolutionMode.Truncate
          && isSquare(pool.getKernelSize())
          && isSquare(pool.getStride())
          && Arrays.equals(pool.getPadding(), new int[2]);
    }
    if (layer instanceof ZeroPaddingLayer padding) {
      return padding.getDataFormat() == CNN2DFormat.NHWC && isSquare(padding.getPadding());
    }
    if (layer instanceof GlobalPoolingLayer pool) {
      return (pool.getPoolingType() == PoolingType.AVG || pool.getPoolingType() == PoolingType.MAX)
          && Arrays.equals(pool.getPoolingDimensions(), new int[] {1, 2})
          && pool.isCollapseDimensions();
    }
    return layer instanceof FastConvolution || layer instanceof FastBatchNormalization;
  }

  private static boolean isDense(IActivation activation) {
    return activation instanceof ActivationReLU relu
            && relu.getMax() == null
            && relu.getNegativeSlope() == null
        || activation instanceof ActivationSoftmax
        || activation instanceof ActivationIdentity;
  }

  private static boolean isSquare(int[] sizes) {
    return Arrays.stream(sizes).allMatch(size -> size == sizes[0]);
  }
}
