package io.transferlab.network.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * By DL4J's graph: with the weights as they are at each run. Where anything but the output is asked
 * for it keeps the maps of all layers: DL4J's way to compute several and forget the others fails
 * where one of them reads another.
 */
final class GraphPass implements ForwardPass {
  private final ComputationGraph graph;
  private final List<String> layers;

  private final List<PlanStep> steps;

  GraphPass(ComputationGraph graph, List<String> layers, List<PlanStep> steps) {
    this.graph = graph;
    this.layers = layers;
    this.steps = steps;
  }

  @Override
  public Map<String, INDArray> run(INDArray input) {
    if (layers.size() == 1 && layers.equals(graph.getConfiguration().getNetworkOutputs())) {
      return Map.of(layers.get(0), graph.outputSingle(false, input));
    }
    Map<String, INDArray> all = graph.feedForward(input, false);
    Map<String, INDArray> wanted = new LinkedHashMap<>();
    layers.forEach(layer -> wanted.put(layer, all.get(layer)));
    return wanted;
  }

  @Override
  public void close() {
    PlanStep.close(steps);
  }
}
