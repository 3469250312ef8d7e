package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import io.transferlab.data.Batch;
import io.transferlab.network.inference.ForwardPass;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network as a source of descriptors: one forward pass gives the activations of several layers at
 * once, spatially pooled as they come, so that no feature map outlives the pass (unless {@link
 * Pooling#NONE} asks for the maps themselves). It shares its weights with the backbone; what the
 * first {@link #forward} found them to be stays in force until it is closed. For one thread at a
 * time.
 */
public final class Trunk implements AutoCloseable {
  private static final int HASH_BLOCK = 1 << 20;

  private final TrunkGraph plan;
  private final Backbone tapped;
  private @Nullable ForwardPass pass;

  private Trunk(TrunkGraph plan, Backbone tapped) {
    this.plan = plan;
    this.tapped = tapped;
  }

  /**
   * The part of a network that computes some layers.
   *
   * @param backbone the network; its weights are shared, not copied
   * @param layers names of its layers, in the order of the columns wanted; at least one
   * @param pooling what becomes of feature maps
   * @param beforeRelu whether to take what a layer computes before its ReLU, which is not what a
   *     layer's activation usually means
   * @return the trunk
   * @throws LabException for no layer, an unknown one or the same one twice
   */
  static Trunk of(Backbone backbone, List<String> layers, Pooling pooling, boolean beforeRelu) {
    if (layers.isEmpty()) {
      throw LabException.of("at least one layer", "none", "name one, for instance fc1");
    }
    for (String layer : layers) {
      backbone.requireLayer(layer);
      if (layers.indexOf(layer) != layers.lastIndexOf(layer)) {
        throw LabException.of("each layer once", layer + " twice", "leave one of them out");
      }
    }
    TrunkGraph plan =
        TrunkGraph.of(
            backbone.graph().getConfiguration(), backbone.inputType(), layers, pooling, beforeRelu);
    return new Trunk(
        plan, backbone.with(plan.sharing(backbone.graph()), List.of(), backbone.provenance()));
  }

  /**
   * Computes the descriptors of a batch.
   *
   * @param batch pictures prepared by the backbone
   * @return layer to {@code [n, width]} float32, in the order of {@link #widths()}; valid until the
   *     next batch or the end
   * @throws LabException if another network prepared the pictures
   */
  public Map<String, INDArray> forward(Batch batch) {
    if (pass == null) {
      pass = tapped.forward(plan.taps().values());
    }
    Map<String, INDArray> out = pass.run(tapped.input(batch));
    Map<String, INDArray> named = new LinkedHashMap<>();
    plan.taps()
        .forEach(
            (layer, tap) ->
                named.put(
                    layer, Objects.requireNonNull(out.get(tap)).reshape('c', batch.size(), -1)));
    return named;
  }

  /**
   * How many values each layer gives a picture.
   *
   * @return layer to number of columns, in the order asked for
   */
  public Map<String, Integer> widths() {
    return plan.widths();
  }

  /**
   * How many values there are for a picture.
   *
   * @return the sum of {@link #widths()}
   */
  public int dimension() {
    return plan.widths().values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * A fingerprint of the weights that have a part in the result, so that features of other weights
   * are never taken for these. Layers behind the last one asked for do not count.
   *
   * @return SHA-256 in hexadecimal digits
   */
  public String weightsHash() {
    Sha256 hash = new Sha256();
    for (Map.Entry<String, INDArray> e : new TreeMap<>(tapped.graph().paramTable()).entrySet()) {
      INDArray weights = e.getValue();
      hash.add(e.getKey() + Arrays.toString(weights.shape()) + weights.ordering());
      INDArray flat = weights.reshape(weights.ordering(), new long[] {weights.length()});
      for (long from = 0; from < flat.length(); from += HASH_BLOCK) {
        long to = Math.min(flat.length(), from + HASH_BLOCK);
        try (INDArray block = flat.get(NDArrayIndex.interval(from, to)).dup()) {
          float[] values = block.data().asFloat();
          ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
          bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
          hash.add(bytes);
        }
      }
    }
    return hash.hex();
  }

  /** Frees the room it computes in. */
  @Override
  public void close() {
    if (pass != null) {
      pass.close();
      pass = null;
    }
  }
}
