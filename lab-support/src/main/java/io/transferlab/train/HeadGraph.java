package io.transferlab.train;

import io.transferlab.network.Backbone;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The part of a network that learns, as a network of its own: it reads the output of the last
 * frozen layer. Layers without weights directly behind it, such as a pooling, count as frozen: what
 * they give does not change either, and it is smaller.
 *
 * @param full the whole network
 * @param graph the part that learns; weights of its own, copied from the whole
 * @param trunk the layer whose output it reads
 */
record HeadGraph(ComputationGraph full, ComputationGraph graph, String trunk) {
  /**
   * Cuts a network.
   *
   * @param network with frozen layers, or without
   * @return its learning part; null if nothing is frozen, or the learning part reads more than one
   *     frozen layer
   */
  static @Nullable HeadGraph of(Backbone network) {
    String trunk = trunk(network);
    if (trunk == null) {
      return null;
    }
    ComputationGraphConfiguration conf = network.graph().getConfiguration().clone();
    conf.setTopologicalOrder(null);
    conf.setTopologicalOrderStr(null);
    Set<String> constant = constant(conf, network.layerNames());
    conf.getVertices().keySet().removeAll(constant);
    conf.getVertexInputs().keySet().removeAll(constant);
    conf.setNetworkInputs(List.of(trunk));
    ComputationGraph graph = new ComputationGraph(conf);
    long parameters = 0;
    for (INDArray layer : Weights.live(network.graph()).values()) {
      parameters += layer.length();
    }
    graph.init(Nd4j.createUninitialized(DataType.FLOAT, 1, parameters), false);
    copy(network.graph(), graph);
    return new HeadGraph(network.graph(), graph, trunk);
  }

  /** The layer behind which a network learns; null if there is not one alone. */
  static @Nullable String trunk(Backbone network) {
    if (network.frozenLayers().isEmpty()) {
      return null;
    }
    ComputationGraphConfiguration conf = network.graph().getConfiguration();
    Set<String> constant = constant(conf, network.layerNames());
    Set<String> read = new TreeSet<>();
    for (String layer : network.layerNames()) {
      if (!constant.contains(layer)) {
        read.addAll(Objects.requireNonNull(conf.getVertexInputs().get(layer)));
      }
    }
    read.removeIf(layer -> !constant.contains(layer) && !conf.getNetworkInputs().contains(layer));
    String only = read.size() == 1 ? read.iterator().next() : null;
    return only == null || conf.getNetworkInputs().contains(only) ? null : only;
  }

  /** The layers whose output is always the same for the same picture. */
  private static Set<String> constant(ComputationGraphConfiguration conf, List<String> order) {
    Set<String> found = new HashSet<>();
    for (String name : order) {
      boolean settledInputs =
          Objects.requireNonNull(conf.getVertexInputs().get(name)).stream()
              .allMatch(in -> found.contains(in) || conf.getNetworkInputs().contains(in));
      if (settledInputs && isConstant(Objects.requireNonNull(conf.getVertices().get(name)))) {
        found.add(name);
      }
    }
    return found;
  }

  private static boolean isConstant(GraphVertex vertex) {
    if (vertex instanceof LayerVertex v) {
      Layer layer = v.getLayerConf().getLayer();
      return layer instanceof FrozenLayer
          || layer.initializer().numParams(v.getLayerConf()) == 0 && layer.getIDropout() == null;
    }
    return vertex instanceof FrozenVertex || vertex instanceof ElementWiseVertex;
  }

  /** Brings what was learned into the whole network. */
  void giveBack() {
    copy(graph, full);
  }

  private static void copy(ComputationGraph from, ComputationGraph to) {
    var into = Weights.live(to);
    Weights.live(from)
        .forEach((layer, values) -> Objects.requireNonNull(into.get(layer)).assign(values));
  }
}
