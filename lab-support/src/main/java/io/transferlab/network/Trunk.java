package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.data.Batch;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as a source of descriptors: one forward pass gives the activations of several layers at
 * once, spatially pooled as they come, so that no feature map outlives the pass (unless {@link
 * Pooling#NONE} asks for the maps themselves). For one thread at a time.
 */
public interface Trunk extends AutoCloseable {
  /**
   * Computes the descriptors of a batch.
   *
   * @param batch pictures prepared by the network
   * @return layer to {@code [n, width]} float32, in the order of {@link #widths()}; valid until the
   *     next batch or the end
   * @throws LabException if another network prepared the pictures
   */
  Map<String, INDArray> forward(Batch batch);

  /**
   * How many values each layer gives a picture.
   *
   * @return layer to number of columns, in the order asked for
   */
  Map<String, Integer> widths();

  /**
   * How many values there are for a picture.
   *
   * @return the sum of {@link #widths()}
   */
  default int dimension() {
    return widths().values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * A fingerprint of the weights that have a part in the result, so that features of other weights
   * are never taken for these.
   *
   * @return SHA-256 in hexadecimal digits
   */
  String weightsHash();

  /** Frees the room it computes in. */
  @Override
  void close();

  /**
   * Checks the layers that a trunk shall give.
   *
   * @param network whose layers
   * @param layers their names
   * @throws LabException for no layer, an unknown one or the same one twice
   */
  static void requireLayers(FrozenNetwork network, List<String> layers) {
    if (layers.isEmpty()) {
      List<String> usual = network.descriptorLayers();
      throw LabException.of(
          "at least one layer", "none", "name one, for instance " + usual.get(usual.size() - 1));
    }
    Set<String> seen = new HashSet<>();
    for (String layer : layers) {
      if (!seen.add(network.requireLayer(layer))) {
        throw LabException.of("each layer once", layer + " twice", "leave one of them out");
      }
    }
  }
}
