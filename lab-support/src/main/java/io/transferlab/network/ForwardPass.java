package io.transferlab.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way from pictures to the activations of some layers, for many batches: an {@link
 * InferencePlan} where the network is one it knows, else DL4J's own graph. Both give the same to
 * about 1e-5; the plan is faster. It is of the weights as they are when it is made, and for one
 * thread.
 */
interface ForwardPass extends AutoCloseable {
  /**
   * Prepares the pass.
   *
   * @param network the network
   * @param layers names of its layers
   * @return the pass, to be closed
   * @throws io.transferlab.core.LabException for an unknown layer; offers the nearest
   */
  static ForwardPass of(Backbone network, Collection<String> layers) {
    if (PlanLayers.areKnown(network.graph().getConfiguration())) {
      return planned(InferencePlan.of(network, layers));
    }
    layers.forEach(network::requireLayer);
    return new OfGraph(network.graph(), List.copyOf(layers));
  }

  /**
   * Computes the activations of a batch.
   *
   * @param input prepared pictures {@code [n, side, side, 3]}
   * @return layer to activations, channels last, in the order asked for; valid until the next run
   */
  Map<String, INDArray> run(INDArray input);

  @Override
  void close();

  private static ForwardPass planned(InferencePlan plan) {
    return new ForwardPass() {
      @Override
      public Map<String, INDArray> run(INDArray input) {
        return plan.run(input);
      }

      @Override
      public void close() {
        plan.close();
      }
    };
  }

  /**
   * By DL4J's graph. Where anything but the output is asked for it keeps the maps of all layers:
   * DL4J's way to compute several and forget the others fails where one of them reads another.
   */
  final class OfGraph implements ForwardPass {
    private final ComputationGraph graph;
    private final List<String> layers;

    OfGraph(ComputationGraph graph, List<String> layers) {
      this.graph = graph;
      this.layers = layers;
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
      // Nothing is held from one run to the next.
    }
  }
}
