package io.transferlab.network.inference;

import io.transferlab.core.LabException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * One step of a trained network's forward pass, as it is computed here and written for others.
 *
 * @param output the layer whose activations it leaves behind
 * @param inputs the layers it reads
 * @param shape of the output, for one picture
 * @param operation what is computed
 */
public record PlanStep(String output, List<String> inputs, long[] shape, Operation operation) {
  /**
   * The forward pass of a network as a list of steps, each after those that it reads. Normalization
   * is folded into the convolution before it, zeros around a map into the layer behind it, where
   * nobody asks to see what lies between; layers that are asked for are steps of their name. Where
   * several steps have one name (a convolution and its ReLU) the last gives what the layer gives.
   *
   * @param network the network, as it is now; its input is read by its name
   * @param input what goes in
   * @param layers names of layers whose activations are wanted
   * @return the steps, input first; weights are the network's own arrays or folded copies
   * @throws LabException for a layer that the course's networks are not made of, or weights that
   *     are no numbers
   */
  public static List<PlanStep> of(
      ComputationGraph network, InputType input, Collection<String> layers) {
    try {
      return PlanCompiler.compile(network, input, Set.copyOf(layers));
    } catch (NotPlannedException e) {
      throw LabException.of(
          "layers as the course's networks have them (convolution, normalization, ReLU, padding,"
              + " maximum, global pooling, fully connected, addition)",
          e.words(),
          "replace that layer, or leave the network in Java",
          e);
    }
  }

  /**
   * Frees what is the steps' own: weights with a normalization folded in.
   *
   * @param steps not used any more
   */
  public static void close(Collection<PlanStep> steps) {
    for (PlanStep step : steps) {
      if (step.operation() instanceof Operation.Convolution c && c.folded()) {
        c.weights().close();
      }
    }
  }
}
