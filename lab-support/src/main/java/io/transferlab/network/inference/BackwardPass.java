package io.transferlab.network.inference;

import io.transferlab.core.LabException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The way back from the score of a class, before the softmax, to the feature maps of a layer: what
 * a small change of each activation would do to the score, the network being as it is when it
 * answers (running statistics, no dropout).
 *
 * <p>DL4J's own backward pass is one of training: it takes the statistics of the batch, ends at
 * frozen layers, computes gradients of all weights and begins behind the softmax. Here the layers
 * behind the one asked for are gone through backwards, and nothing else is done; that they are
 * frozen makes no difference.
 *
 * <p>It is of the weights as they are when it is made, and for one thread.
 */
public final class BackwardPass implements AutoCloseable {
  private final String layer;
  private final int classes;
  private final ForwardPass forward;
  private final List<PlanStep> steps;
  private final BackwardOperations operations = new BackwardOperations();

  /**
   * Feature maps and what they do to a score.
   *
   * @param activations {@code [n, h, w, c]} of the layer; valid until the next run or the end
   * @param gradients of the same shape: the change of each picture's score by a change of one
   *     activation; the caller's to close
   */
  public record Gradients(INDArray activations, INDArray gradients) {}

  private BackwardPass(String layer, int classes, ForwardPass forward, List<PlanStep> steps) {
    this.layer = layer;
    this.classes = classes;
    this.forward = forward;
    this.steps = steps;
  }

  /**
   * Prepares the way.
   *
   * @param network one input, one output, with a softmax or none
   * @param input what goes in
   * @param layer the name of a layer that gives feature maps and that the output depends on
   * @return the pass, to be closed
   * @throws LabException if the layer gives no maps or the output does not read it, or if there is
   *     a layer on the way that only DL4J can compute
   */
  public static BackwardPass of(ComputationGraph network, InputType input, String layer) {
    String output = network.getConfiguration().getNetworkOutputs().get(0);
    InputType type = network.getConfiguration().getLayerActivationTypes(input).get(layer);
    Set<String> way = between(network, layer, output);
    if (!(type instanceof InputType.InputTypeConvolutional) || way.size() < 2) {
      throw LabException.of(
          "a layer of feature maps that the output depends on",
          layer + (way.size() < 2 ? ", which it does not" : ", which gives a vector"),
          "name a convolution or a pooling layer");
    }
    try {
      List<PlanStep> all = PlanCompiler.compile(network, input, way);
      List<PlanStep> behind = new ArrayList<>();
      for (PlanStep step : all) {
        if (way.contains(step.output()) && !step.output().equals(layer)) {
          requireKnown(step, output);
          behind.add(0, step);
        }
      }
      if (!(behind.get(0).operation() instanceof Operation.Dense last)) {
        throw new NotPlannedException(output, "no fully connected layer");
      }
      return new BackwardPass(
          layer,
          (int) last.weights().size(1),
          SessionPass.open(network, input, all, List.copyOf(way)),
          List.copyOf(behind));
    } catch (NotPlannedException e) {
      throw LabException.of(
          "layers as the course's networks have them behind " + layer,
          e.words(),
          "use what needs no gradients (Occlusion)");
    }
  }

  /** A softmax is left out at the end, and can be nowhere else. */
  private static void requireKnown(PlanStep step, String output) throws NotPlannedException {
    boolean softmax =
        step.operation() instanceof Operation.Dense dense
            && dense.activation() == Activation.SOFTMAX;
    if (softmax && !step.output().equals(output)) {
      throw new NotPlannedException(step.output(), "a softmax inside");
    }
  }

  /** A layer, the output and all that lies between; the output's order is kept. */
  private static Set<String> between(ComputationGraph network, String layer, String output) {
    Map<String, List<String>> inputs = network.getConfiguration().getVertexInputs();
    Set<String> before = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (before.add(name)) {
        open.addAll(inputs.getOrDefault(name, List.of()));
      }
    }
    Set<String> way = new LinkedHashSet<>(List.of(layer));
    for (String name : network.getConfiguration().getTopologicalOrderStr()) {
      boolean reads = inputs.getOrDefault(name, List.of()).stream().anyMatch(way::contains);
      if (reads && before.contains(name)) {
        way.add(name);
      }
    }
    return way;
  }

  /**
   * Computes a batch.
   *
   * @param input prepared pictures {@code [n, side, side, 3]}
   * @param of the class whose score is meant, of each picture
   * @return activations and gradients
   */
  public Gradients run(INDArray input, int[] of) {
    for (int label : of) {
      Objects.checkIndex(label, classes);
    }
    Map<String, INDArray> activations = forward.run(input);
    Map<String, INDArray> gradients = new HashMap<>();
    try {
      for (PlanStep step : steps) {
        back(step, activations, gradients, of);
      }
      INDArray found = Objects.requireNonNull(gradients.remove(layer));
      return new Gradients(Objects.requireNonNull(activations.get(layer)), found);
    } finally {
      gradients.values().forEach(INDArray::close);
    }
  }

  private void back(
      PlanStep step, Map<String, INDArray> activations, Map<String, INDArray> gradients, int[] of) {
    INDArray behind;
    if (step == steps.get(0)) {
      behind = oneHot(of);
    } else {
      behind = Objects.requireNonNull(gradients.remove(step.output()));
    }
    try (behind) {
      INDArray out = Objects.requireNonNull(activations.get(step.output()));
      for (String read : step.inputs()) {
        INDArray in = activations.get(read);
        if (in != null) { // else it comes before the layer
          INDArray gradient = operations.back(step, in, out, behind);
          INDArray other = gradients.get(read);
          if (other == null) {
            gradients.put(read, gradient);
          } else {
            other.addi(gradient);
            gradient.close();
          }
        }
      }
    }
  }

  private INDArray oneHot(int[] of) {
    INDArray rows = Nd4j.create(DataType.FLOAT, of.length, classes);
    for (int i = 0; i < of.length; i++) {
      rows.putScalar(i, of[i], 1);
    }
    return rows;
  }

  /** Frees what it holds. */
  @Override
  public void close() {
    forward.close();
    operations.close();
  }
}
