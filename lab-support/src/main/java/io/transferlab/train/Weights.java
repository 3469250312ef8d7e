package io.transferlab.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of the weights that a run may change: those of layers that are not frozen, running
 * statistics of batch normalization among them. Outside the Java heap until closed.
 */
final class Weights implements AutoCloseable {
  private final Map<String, INDArray> arrays;

  private Weights(Map<String, INDArray> arrays) {
    this.arrays = arrays;
  }

  /** A copy of a graph's weights as they are now. */
  static Weights of(ComputationGraph graph) {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    live(graph).forEach((name, array) -> copies.put(name, array.dup()));
    return new Weights(copies);
  }

  /** The graph's own arrays, by layer and parameter: {@code fc1_W}. */
  static Map<String, INDArray> live(ComputationGraph graph) {
    Map<String, INDArray> found = new LinkedHashMap<>();
    for (Layer layer : graph.getLayers()) {
      if (!(layer instanceof FrozenLayer) && layer.numParams() > 0) {
        String name = layer.conf().getLayer().getLayerName();
        layer.paramTable().forEach((key, array) -> found.put(name + "_" + key, array));
      }
    }
    return found;
  }

  /** Copies a graph's weights again, over the old copy. */
  void take(ComputationGraph graph) {
    live(graph).forEach((name, array) -> arrays.get(name).assign(array));
  }

  /** Copies these weights into a graph that has layers of these names. */
  void give(ComputationGraph graph) {
    Map<String, INDArray> into = live(graph);
    arrays.forEach((name, array) -> into.get(name).assign(array));
  }

  /** The copies, by layer and parameter. */
  Map<String, INDArray> arrays() {
    return arrays;
  }

  @Override
  public void close() {
    arrays.values().forEach(INDArray::close);
  }
}
