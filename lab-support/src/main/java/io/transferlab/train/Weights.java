package io.transferlab.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of the weights that a run may change: those of layers that are not frozen, running
 * statistics of batch normalization among them. Outside the Java heap until closed.
 */
final class Weights implements AutoCloseable {
  private final Map<String, INDArray> layers;

  private Weights(Map<String, INDArray> layers) {
    this.layers = layers;
  }

  /** A copy of a graph's weights as they are now. */
  static Weights of(ComputationGraph graph) {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    live(graph).forEach((layer, values) -> copies.put(layer, values.dup()));
    return new Weights(copies);
  }

  /** The graph's own weights, which change with it: layer to all its values in one row. */
  static Map<String, INDArray> live(ComputationGraph graph) {
    Map<String, INDArray> found = new LinkedHashMap<>();
    for (Layer layer : graph.getLayers()) {
      if (!(layer instanceof FrozenLayer) && layer.numParams() > 0) {
        INDArray values = layer.params();
        found.put(layer.conf().getLayer().getLayerName(), values.reshape(values.length()));
      }
    }
    return found;
  }

  /** Copies a graph's weights again, over the old copy. */
  void take(ComputationGraph graph) {
    live(graph)
        .forEach((layer, values) -> Objects.requireNonNull(layers.get(layer)).assign(values));
  }

  /** Copies these weights into a graph that has the same layers, and perhaps frozen ones. */
  void give(ComputationGraph graph) {
    Map<String, INDArray> into = live(graph);
    layers.forEach((layer, values) -> Objects.requireNonNull(into.get(layer)).assign(values));
  }

  /** The copies themselves. */
  Map<String, INDArray> layers() {
    return layers;
  }

  @Override
  public void close() {
    layers.values().forEach(INDArray::close);
  }
}
