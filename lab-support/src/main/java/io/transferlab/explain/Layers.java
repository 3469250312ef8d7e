package io.transferlab.explain;

import io.transferlab.core.LabException;
import io.transferlab.network.Architecture;
import io.transferlab.network.Backbone;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.jspecify.annotations.Nullable;

/** Which layers of a network give maps that explain something. */
final class Layers {
  private Layers() {}

  /** The last layer with a ReLU whose maps have so many cells a side. */
  static String last(Backbone network, int cells) {
    Map<String, InputType> types = types(network);
    List<String> candidates = network.reluLayers();
    for (int i = candidates.size() - 1; i >= 0; i--) {
      if (types.get(candidates.get(i)) instanceof InputType.InputTypeConvolutional map
          && Math.min(map.getHeight(), map.getWidth()) >= cells) {
        return candidates.get(i);
      }
    }
    throw LabException.of(
        "a layer with maps of at least " + cells + " x " + cells + " cells",
        "none in " + network.name(),
        "name a layer (withLayer), or use Occlusion");
  }

  private static Map<String, InputType> types(Backbone network) {
    return network
        .graph()
        .getConfiguration()
        .getLayerActivationTypes(Architecture.input(network.side()));
  }

  /** Whether a layer gives feature maps. */
  static boolean givesMaps(Backbone network, String layer) {
    return types(network).get(layer) instanceof InputType.InputTypeConvolutional;
  }

  /** The layer whose maps are averaged for the output layer to read; null if there is none. */
  static @Nullable String averagedBeforeOutput(Backbone network) {
    ComputationGraphConfiguration graph = network.graph().getConfiguration();
    String output = graph.getNetworkOutputs().get(0);
    String pooled = before(graph, output);
    boolean averaged =
        graph.getVertices().get(pooled) instanceof LayerVertex vertex
            && settings(vertex) instanceof GlobalPoolingLayer pooling
            && pooling.getPoolingType() == PoolingType.AVG;
    return averaged ? before(graph, pooled) : null;
  }

  private static String before(ComputationGraphConfiguration graph, String layer) {
    return Objects.requireNonNull(graph.getVertexInputs().get(layer)).get(0);
  }

  private static Layer settings(LayerVertex vertex) {
    Layer layer = vertex.getLayerConf().getLayer();
    return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
  }
}
