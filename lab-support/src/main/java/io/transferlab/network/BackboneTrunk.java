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
 * The trunk of a network of DL4J. It shares its weights with the backbone; what the first {@link
 * #forward} found them to be stays in force until it is closed.
 */
final class BackboneTrunk implements Trunk {
  private static final int HASH_BLOCK = 1 << 20;

  private final TrunkGraph plan;
  private final Backbone tapped;
  private @Nullable ForwardPass pass;

  private BackboneTrunk(TrunkGraph plan, Backbone tapped) {
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
  static BackboneTrunk of(
      Backbone backbone, List<String> layers, Pooling pooling, boolean beforeRelu) {
    Trunk.requireLayers(backbone, layers);
    TrunkGraph plan =
        TrunkGraph.of(
            backbone.graph().getConfiguration(), backbone.inputType(), layers, pooling, beforeRelu);
    return new BackboneTrunk(
        plan, backbone.with(plan.sharing(backbone.graph()), List.of(), backbone.provenance()));
  }

  @Override
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

  @Override
  public Map<String, Integer> widths() {
    return plan.widths();
  }

  /** Layers behind the last one asked for do not count. */
  @Override
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

  @Override
  public void close() {
    if (pass != null) {
      pass.close();
      pass = null;
    }
  }
}
