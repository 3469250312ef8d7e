package io.transferlab.network.inference;

import io.transferlab.network.onednn.OneDnn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * The forward pass of a trained network as a flat list of operations over a few buffers that are
 * used again and again: for features and evaluation, where DL4J's graph would keep what nobody asks
 * for and copy between its workspaces.
 *
 * <p>Batch normalization is folded into the convolution before it (its scale into the kernel, its
 * shift into the bias); paddings become part of the operation behind them; ReLU and additions
 * become part of the convolution before them where oneDNN executes it ({@link OneDnnPlan}), and
 * work in place else ({@link NativePlan}). Layers that are asked for are computed as they stand. A
 * test compares every layer with PyTorch's.
 *
 * <p>A plan is of the weights as they are when it is made: after more training make another. Not
 * safe for use by several threads.
 */
final class InferencePlan implements ForwardPass {
  private final List<PlanStep> steps;
  private final ForwardPass pass;

  private InferencePlan(String input, List<PlanStep> steps, List<String> wanted) {
    this.steps = steps;
    Optional<OneDnn> oneDnn = OneDnn.find();
    pass =
        oneDnn.isPresent()
            ? new OneDnnPlan(oneDnn.get(), input, steps, wanted)
            : new NativePlan(input, steps, wanted);
  }

  /**
   * Prepares the forward pass to some layers.
   *
   * @param network the network, as it is now
   * @param input what goes in
   * @param layers the layers whose activations are wanted
   * @return the plan, to be closed
   * @throws NotPlannedException if there is a layer on the way that no plan computes
   */
  static InferencePlan of(ComputationGraph network, InputType input, List<String> layers)
      throws NotPlannedException {
    return of(network, PlanCompiler.compile(network, input, Set.copyOf(layers)), layers);
  }

  /** The pass of a network that has been compiled already, for these layers. */
  static InferencePlan of(ComputationGraph network, List<PlanStep> steps, List<String> layers) {
    return new InferencePlan(network.getConfiguration().getNetworkInputs().get(0), steps, layers);
  }

  @Override
  public Map<String, INDArray> run(INDArray input) {
    boolean dense = input.ordering() == 'c' && Shape.hasDefaultStridesForShape(input);
    return pass.run(dense ? input : input.dup('c'));
  }

  @Override
  public void close() {
    pass.close();
    PlanStep.close(steps);
  }
}
