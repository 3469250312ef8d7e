package io.transferlab.network.inference;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way from pictures to the activations of some layers, for many batches: an {@link
 * InferencePlan} where the compiler knows every layer on the way, else DL4J's own graph. Both give
 * the same to about 1e-5; the plan is faster. It is of the weights as they are when it is made, and
 * for one thread.
 */
public interface ForwardPass extends AutoCloseable {
  /**
   * Prepares the pass.
   *
   * @param network one input
   * @param input what goes in
   * @param layers names of its layers
   * @return the pass, to be closed
   * @throws io.transferlab.core.LabException if weights on the way are no numbers
   */
  static ForwardPass of(ComputationGraph network, InputType input, Collection<String> layers) {
    List<String> wanted = List.copyOf(layers);
    try {
      return InferencePlan.of(network, input, wanted);
    } catch (NotPlannedException e) {
      return new GraphPass(network, wanted);
    }
  }

  /**
   * Computes the activations of a batch.
   *
   * @param input prepared pictures {@code [n, side, side, 3]}
   * @return layer to activations {@code [n, h, w, c]} or {@code [n, c]}, in the order asked for;
   *     valid until the next run
   */
  Map<String, INDArray> run(INDArray input);

  /** Frees the buffers at once, and with them what {@link #run} gave last. */
  @Override
  void close();
}
