package io.transferlab.network;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;

/**
 * Gradients that nobody needs. DL4J has each layer compute the gradient of its input, also where
 * nothing before it learns: for a first convolution, whose three input channels suit no processor,
 * that takes as long as a later layer altogether.
 */
public final class InputGradients {
  private InputGradients() {}

  /**
   * Tells the convolutions of a graph that have nothing trainable before them to leave the gradient
   * of their input out. To be called before training; the gradient of the network's own input is no
   * longer to be relied on.
   *
   * @param graph the network, as it will be trained
   */
  public static void leaveOutUnneeded(ComputationGraph graph) {
    Set<String> learnsBefore = new HashSet<>();
    for (String name : graph.getConfiguration().getTopologicalOrderStr()) {
      List<String> inputs = graph.getConfiguration().getVertexInputs().get(name);
      if (inputs == null) { // the network's input
        continue;
      }
      boolean needed =
          inputs.stream().anyMatch(i -> learnsBefore.contains(i) || learns(graph.getLayer(i)));
      if (needed) {
        learnsBefore.add(name);
      }
      if (graph.getLayer(name) instanceof FastConvolutionLayer convolution) {
        convolution.leaveOutInputGradient(!needed);
      }
    }
  }

  private static boolean learns(Layer layer) {
    return layer != null && !(layer instanceof FrozenLayer) && layer.numParams() > 0;
  }
}
