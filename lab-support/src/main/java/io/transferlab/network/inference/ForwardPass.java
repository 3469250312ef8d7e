package io.transferlab.network.inference;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way from pictures to the activations of some layers, for many batches: a session of ONNX
 * Runtime where every layer on the way has a translation, else DL4J's own graph. Both give the same
 * to about 1e-5; the session is faster.
 *
 * <p>It is of the weights as they are when it is made: who changes them makes another. A pass that
 * is open meanwhile may follow them in some layers and not in others, as weights that need no
 * preparation are never copied. For one thread.
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
    List<String> wanted = layers.stream().distinct().toList();
    try {
      List<PlanStep> steps = PlanCompiler.compile(network, input, Set.copyOf(wanted));
      return SessionPass.open(network, input, steps, wanted);
    } catch (NotPlannedException e) {
      return new GraphPass(network, wanted, List.of());
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
