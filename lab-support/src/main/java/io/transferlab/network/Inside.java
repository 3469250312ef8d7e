package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Pixels;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What is inside a network: the filters of its convolutions, and what they make of a picture. */
public final class Inside {
  private static final int COLOURS = 3;

  private Inside() {}

  /**
   * The filters of a convolution.
   *
   * @param network the network
   * @param layer the name of a convolution
   * @return a copy, {@code [height, width, channels in, filters]} as in Keras; where the channels
   *     are colours they are in the order red, green, blue, whatever the preprocessing feeds
   * @throws LabException if there is no such layer, or it is no convolution
   */
  public static INDArray kernels(Backbone network, String layer) {
    INDArray weights =
        network
            .graph()
            .getLayer(network.requireLayer(layer))
            .paramTable()
            .get(ConvolutionParamInitializer.WEIGHT_KEY);
    if (weights == null || weights.rank() != 4) {
      throw LabException.of(
          "a convolution",
          layer + (weights == null ? ", which has no weights" : ", a fully connected layer"),
          "choose one whose name contains conv");
    }
    INDArray kernels = weights.permute(2, 3, 1, 0).dup('c');
    return kernels.size(2) == COLOURS && network.preprocessing().swapsToBgr()
        ? Nd4j.concat(2, channel(kernels, 2), channel(kernels, 1), channel(kernels, 0))
        : kernels;
  }

  private static INDArray channel(INDArray kernels, int which) {
    return kernels.get(
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.interval(which, which + 1),
        NDArrayIndex.all());
  }

  /**
   * The activations of every layer for one picture.
   *
   * @param network the network
   * @param picture any size, stretched to the network's
   * @return layer to its activations, {@code [1, h, w, channels]} or {@code [1, units]}, input
   *     first
   */
  public static Map<String, INDArray> activations(Backbone network, BufferedImage picture) {
    Pixels one = network.pixels(ImageSet.single(picture));
    try (Batch batch = network.batches(one, 1).iterator().next()) {
      return network.activations(batch.input(), network.layerNames());
    }
  }
}
