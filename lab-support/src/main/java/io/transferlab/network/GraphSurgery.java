package io.transferlab.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Takes a network apart and puts it together again: a copy of its configuration is changed, a new
 * network made of it, and the weights of the layers that stayed are copied bit for bit, running
 * statistics of batch normalization among them.
 *
 * <p>Why not DL4J's own {@code TransferLearning}: it can freeze but not thaw, it keeps what was
 * frozen before, and it gives all layers one shared updater.
 */
final class GraphSurgery {
  private final ComputationGraph source;
  private final ComputationGraphConfiguration configuration;
  private final Set<String> fresh = new HashSet<>();

  private GraphSurgery(ComputationGraph source) {
    this.source = source;
    this.configuration = source.getConfiguration().clone();
    configuration.setTopologicalOrder(null);
    configuration.setTopologicalOrderStr(null);
  }

  /**
   * Begins with a copy of a network.
   *
   * @param source the network; never changed
   * @return the copy's configuration, to be worked on
   */
  static GraphSurgery on(ComputationGraph source) {
    return new GraphSurgery(source);
  }

  /** Removes every layer that a layer does not need, and makes this one the output. */
  GraphSurgery cutBehind(String layer) {
    Set<String> kept = ancestors(layer);
    configuration.getVertices().keySet().retainAll(kept);
    configuration.getVertexInputs().keySet().retainAll(kept);
    configuration.setNetworkOutputs(List.of(layer));
    return this;
  }

  /** Gives all layers but one and those that it reads new random weights; null: all layers. */
  GraphSurgery forgetAllBut(@Nullable String layer) {
    fresh.addAll(configuration.getVertices().keySet());
    if (layer != null) {
      fresh.removeAll(ancestors(layer));
    }
    return this;
  }

  /** Whether a layer, and all that it reads, is everything there is. */
  boolean isWhole(String layer) {
    return ancestors(layer).containsAll(configuration.getVertices().keySet());
  }

  /** Whether there is a layer of that name. */
  boolean has(String layer) {
    return configuration.getVertices().containsKey(layer);
  }

  /** Puts a new layer, with random weights, behind another and makes it the output. */
  GraphSurgery append(
      String name, org.deeplearning4j.nn.conf.layers.Layer layer, String from, long seed) {
    layer.setLayerName(name);
    // A rate above 0, so that a hand-written loop of fit() trains a new head too.
    NeuralNetConfiguration settings =
        Architecture.settings(seed).updater(new Sgd()).layer(layer).build();
    configuration.getVertices().put(name, new LayerVertex(settings, null));
    configuration.getVertexInputs().put(name, List.of(from));
    configuration.setNetworkOutputs(List.of(name));
    fresh.add(name);
    return this;
  }

  /** Freezes a layer and all that it reads, and nothing else; null: nothing. */
  GraphSurgery freezeUpTo(@Nullable String layer) {
    Set<String> frozen = layer == null ? Set.of() : ancestors(layer);
    for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
      entry.setValue(
          frozen.contains(entry.getKey()) ? frozen(entry.getValue()) : thawed(entry.getValue()));
    }
    return this;
  }

  private static GraphVertex thawed(GraphVertex vertex) {
    if (vertex instanceof FrozenVertex frozen) {
      return frozen.getUnderlying();
    }
    if (vertex instanceof LayerVertex v
        && v.getLayerConf().getLayer() instanceof FrozenLayer frozen) {
      String name = frozen.getLayerName();
      v.getLayerConf().setLayer(frozen.getLayer());
      v.getLayerConf().getLayer().setLayerName(name);
    }
    return vertex;
  }

  private static GraphVertex frozen(GraphVertex vertex) {
    if (vertex instanceof LayerVertex v) {
      if (!(v.getLayerConf().getLayer() instanceof FrozenLayer)) {
        FrozenLayer layer = new FrozenLayer(v.getLayerConf().getLayer());
        layer.setLayerName(v.getLayerConf().getLayer().getLayerName());
        v.getLayerConf().setLayer(layer);
      }
      return vertex;
    }
    return vertex instanceof FrozenVertex ? vertex : new FrozenVertex(vertex);
  }

  private Set<String> ancestors(String layer) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(layer));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (configuration.getVertices().containsKey(name) && found.add(name)) {
        open.addAll(configuration.getVertexInputs().getOrDefault(name, List.of()));
      }
    }
    return found;
  }

  /** The shape of a layer's output, and so of what a layer behind it reads; null: unknown. */
  @Nullable InputType typeOf(String layer, InputType input) {
    return configuration.getLayerActivationTypes(true, false, input).get(layer);
  }

  /**
   * Makes the network.
   *
   * @param input what goes in
   * @param seed decides the weights of the new layers
   * @return a network of its own: it shares no array with the source
   */
  ComputationGraph build(InputType input, long seed) {
    configuration.getLayerActivationTypes(true, false, input); // fits the new layers to their input
    configuration.getDefaultConfiguration().setSeed(seed);
    ComputationGraph graph = new ComputationGraph(configuration);
    if (fresh.isEmpty()) {
      graph.init(Nd4j.createUninitialized(DataType.FLOAT, 1, parameters()), false);
    } else {
      graph.init();
    }
    for (Layer layer : graph.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      if (!fresh.contains(name) && layer.numParams() > 0) {
        Map<String, INDArray> weights = source.getLayer(name).paramTable();
        layer.paramTable().forEach((kind, into) -> into.assign(weights.get(kind)));
      }
    }
    return graph;
  }

  private long parameters() {
    long sum = 0;
    for (Layer layer : source.getLayers()) {
      sum += has(layer.conf().getLayer().getLayerName()) ? layer.numParams() : 0;
    }
    return sum;
  }
}
