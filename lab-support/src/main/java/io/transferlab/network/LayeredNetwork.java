package io.transferlab.network;

import io.transferlab.core.Names;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;

/** What a network is made of: its layers by name. */
public sealed interface LayeredNetwork permits Backbone {
  /** What it is called in messages. */
  String name();

  /**
   * DL4J's network, for everything this class does not do.
   *
   * @return the live graph, not a copy
   */
  ComputationGraph graph();

  /**
   * The names of the layers, input first.
   *
   * @return names as used by {@link #requireLayer}
   */
  default List<String> layerNames() {
    return graph().getConfiguration().getTopologicalOrderStr().stream()
        .filter(n -> !graph().getConfiguration().getNetworkInputs().contains(n))
        .toList();
  }

  /**
   * Checks a layer's name.
   *
   * @param layer the name
   * @return the same name
   * @throws io.transferlab.core.LabException if there is none of that name; offers the nearest
   */
  default String requireLayer(String layer) {
    if (!layerNames().contains(layer)) {
      throw Names.unknown("a layer of " + name(), layer, layerNames());
    }
    return layer;
  }

  /**
   * The layers that make descriptors: those with a ReLU of their own (of VGG16 the 13 convolutions,
   * {@code fc1} and {@code fc2}), or that are one behind a normalisation.
   *
   * @return names, input first
   */
  default List<String> reluLayers() {
    return TrunkGraph.reluLayers(graph().getConfiguration());
  }

  /**
   * The layers whose weights training leaves alone.
   *
   * @return names, input first; empty if all are trained
   */
  default List<String> frozenLayers() {
    return layerNames().stream().filter(n -> graph().getLayer(n) instanceof FrozenLayer).toList();
  }
}
