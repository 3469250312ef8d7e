package io.transferlab.network;

import io.transferlab.network.onednn.OneDnn;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
public final class InferencePlan implements ForwardPass {
  private final List<PlanStep> steps;
  private final ForwardPass pass;

  private InferencePlan(List<PlanStep> steps, List<String> wanted) {
    this.steps = steps;
    Optional<OneDnn> oneDnn = OneDnn.find();
    pass =
        oneDnn.isPresent()
            ? new OneDnnPlan(oneDnn.get(), steps, wanted)
            : new NativePlan(steps, wanted);
  }

  /**
   * Prepares the forward pass to some layers.
   *
   * @param network the network, as it is now
   * @param layers the layers whose activations are wanted
   * @return the plan, to be closed
   * @throws io.transferlab.core.LabException for an unknown layer; offers the nearest
   */
  public static InferencePlan of(Backbone network, Collection<String> layers) {
    layers.forEach(network::requireLayer);
    Set<String> wanted = new HashSet<>(layers);
    return new InferencePlan(PlanCompiler.compile(network, wanted), List.copyOf(layers));
  }

  /**
   * Runs one batch.
   *
   * @param input prepared pictures {@code [n, side, side, 3]}, as {@link Backbone#batches} gives
   *     them
   * @return the wanted layers' activations, {@code [n, h, w, c]} or {@code [n, c]}, in the order
   *     asked for; valid until the next run
   */
  @Override
  public Map<String, INDArray> run(INDArray input) {
    boolean dense = input.ordering() == 'c' && Shape.hasDefaultStridesForShape(input);
    return pass.run(dense ? input : input.dup('c'));
  }

  /**
   * How many operations a run takes, before any of them are fused.
   *
   * @return the length of the list
   */
  public int length() {
    return steps.size();
  }

  /** Frees the buffers at once, and with them what {@link #run} gave last. */
  @Override
  public void close() {
    pass.close();
    for (PlanStep step : steps) {
      if (step.operation() instanceof Operation.Convolution convolution && convolution.folded()) {
        convolution.weights().close();
      }
    }
  }
}
