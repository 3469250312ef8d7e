package io.transferlab.network.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a graph that describe a picture. Where the card does not name them: of a
 * convolutional network what its activations give, but for the gates of squeeze and excitation; of
 * a transformer the residual stream behind each block; of anything else the last embedding alone.
 */
final class DescriptorLayers {
  private static final Set<String> ACTIVATIONS =
      Set.of(
          "Relu",
          "Clip",
          "LeakyRelu",
          "PRelu",
          "Elu",
          "Selu",
          "Celu",
          "Gelu",
          "FastGelu",
          "BiasGelu",
          "QuickGelu",
          "HardSwish",
          "Swish",
          "Mish",
          "Softplus",
          "ThresholdedRelu");

  private static final Set<String> GATES = Set.of("Sigmoid", "HardSigmoid", "Erf", "Tanh", "Clip");
  private static final Set<String> POOLS =
      Set.of("GlobalAveragePool", "ReduceMean", "GlobalMaxPool");

  /** What changes a form, not a content. */
  private static final Set<String> FORMS =
      Set.of(
          "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Identity", "Dropout", "Cast", "Transpose");

  private final OnnxModel model;
  private final NetworkCard card;
  private final Map<String, Integer> index = new HashMap<>();
  private final List<String> names;

  DescriptorLayers(OnnxModel model, NetworkCard card) {
    this.model = model;
    this.card = card;
    this.names = List.copyOf(model.layers().keySet());
    for (String name : names) {
      index.put(name, index.size());
    }
  }

  /** At least one, input first; the last is the one usually taken alone. */
  List<String> all() {
    List<String> found = new ArrayList<>(card.layers().isEmpty() ? guessed() : card.layers());
    if (!card.layers().isEmpty() && card.embedding().isEmpty()) {
      return List.copyOf(found);
    }
    String embedding = card.embedding().orElseGet(this::embedding);
    String last = found.isEmpty() ? null : found.get(found.size() - 1);
    if (last == null || !isSame(last, embedding)) {
      found.remove(embedding);
      found.add(embedding);
    } else if (card.embedding().isPresent()) {
      found.set(found.size() - 1, embedding);
    }
    return List.copyOf(found);
  }

  /** Where they are from, in words. */
  String origin() {
    return !card.layers().isEmpty()
        ? "named by its card"
        : guessed().isEmpty()
            ? "its embedding alone; name others as \"layers\" in its card"
            : blocks().isEmpty() ? "its activations" : "its blocks";
  }

  /** Without the embedding; none where it is not certain. */
  private List<String> guessed() {
    List<String> blocks = blocks();
    if (blocks.isEmpty()) {
      return activations();
    }
    long convolutions =
        model.layers().values().stream().filter(n -> n.getOpType().equals("Conv")).count();
    return convolutions > blocks.size() ? List.of() : blocks;
  }

  /** Whether one is the other, pooled or in another form. */
  private boolean isSame(String layer, String embedding) {
    String at = embedding;
    while (!at.equals(layer)) {
      NodeProto node = model.layers().get(at);
      if (node == null || !FORMS.contains(node.getOpType()) && !POOLS.contains(node.getOpType())) {
        return false;
      }
      at = node.getInput(0);
    }
    return true;
  }

  /** What the classifier reads; without one, what comes out. */
  private String embedding() {
    String at = model.outputs().stream().filter(index::containsKey).findFirst().orElse(last());
    String output = at;
    Set<String> ends = Set.of("Softmax", "LogSoftmax", "Sigmoid", "Add");
    while (true) {
      NodeProto node = model.layers().get(at);
      if (node == null) {
        return output;
      }
      List<String> moving = moving(node);
      String operator = node.getOpType();
      if ((operator.equals("Gemm") || operator.equals("MatMul") || operator.equals("Conv"))
          && moving.size() == 1) {
        return index.containsKey(moving.get(0)) ? moving.get(0) : output;
      }
      if (moving.size() != 1 || !ends.contains(operator) && !FORMS.contains(operator)) {
        return output;
      }
      at = moving.get(0);
    }
  }

  private String last() {
    return names.get(names.size() - 1);
  }

  private List<String> moving(NodeProto node) {
    return node.getInputList().stream()
        .filter(n -> index.containsKey(n) || n.equals(model.input().getName()))
        .toList();
  }

  // A convolutional network.

  private List<String> activations() {
    Set<String> gates = gates();
    List<String> found = new ArrayList<>();
    boolean weighted = false;
    for (String name : names) {
      NodeProto node = model.layers().get(name);
      if (node == null) {
        continue;
      }
      String operator = node.getOpType();
      weighted |=
          operator.equals("Conv") || operator.equals("Gemm") || operator.equals("QLinearConv");
      boolean activation =
          ACTIVATIONS.contains(operator) && !isPartOfGate(name) || gated(node) != null;
      if (weighted && activation && !gates.contains(name)) {
        found.add(scaled(name));
      }
    }
    return found;
  }

  /** GELU ends in a half, written after the product. */
  private String scaled(String name) {
    List<String> readers =
        names.stream()
            .filter(n -> requireNode(n).getInputList().contains(name))
            .filter(n -> requireNode(n).getOpType().equals("Mul"))
            .filter(n -> moving(requireNode(n)).size() == 1)
            .toList();
    return readers.size() == 1 && requireNode(name).getOpType().equals("Mul")
        ? readers.get(0)
        : name;
  }

  private NodeProto requireNode(String layer) {
    return Objects.requireNonNull(model.layers().get(layer));
  }

  /** The factor x of {@code x * gate(x)}; null if the node is no such product. */
  private @Nullable String gated(NodeProto node) {
    if (!node.getOpType().equals("Mul") || moving(node).size() != 2) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      String x = node.getInput(i);
      if (leadsBack(node.getInput(1 - i), x)) {
        return x;
      }
    }
    return null;
  }

  /** Whether a value is made of another by functions of one value alone, one of them a gate. */
  private boolean leadsBack(String from, String to) {
    boolean gate = false;
    String at = from;
    while (!at.equals(to)) {
      NodeProto node = model.layers().get(at);
      if (node == null || moving(node).size() != 1) {
        return false;
      }
      String operator = node.getOpType();
      gate |= GATES.contains(operator);
      if (!GATES.contains(operator) && !Set.of("Add", "Mul", "Div").contains(operator)) {
        return false;
      }
      at = moving(node).get(0);
    }
    return gate;
  }

  /** A Clip in {@code x * Clip(x + 3) / 6} is no activation of its own. */
  private boolean isPartOfGate(String name) {
    if (!GATES.contains(requireNode(name).getOpType())) {
      return false;
    }
    return model.layers().values().stream()
        .filter(node -> node.getOpType().equals("Mul") || node.getOpType().equals("Div"))
        .filter(node -> node.getInputList().contains(name))
        .findFirst()
        .isPresent();
  }

  /** All between a pooling of whole maps and the product with what was not pooled. */
  private Set<String> gates() {
    Map<String, String> pooled = new HashMap<>();
    Set<String> gates = new HashSet<>();
    for (String name : names) {
      NodeProto node = requireNode(name);
      List<String> moving = moving(node);
      List<String> from = moving.stream().filter(pooled::containsKey).toList();
      if (POOLS.contains(node.getOpType())) {
        pooled.put(name, name);
      } else if (!from.isEmpty() && from.size() < moving.size()) {
        from.forEach(value -> mark(value, pooled, gates));
      } else if (!from.isEmpty()) {
        pooled.put(name, from.get(0));
      }
    }
    return gates;
  }

  private void mark(String value, Map<String, String> pooled, Set<String> gates) {
    if (pooled.containsKey(value) && gates.add(value)) {
      NodeProto node = requireNode(value);
      moving(node).forEach(before -> mark(before, pooled, gates));
    }
  }

  // A transformer.

  /** The last sum of each block: one begins with the sum behind an attention. */
  private List<String> blocks() {
    List<String> ends = new ArrayList<>();
    String last = null;
    for (String name : names) {
      NodeProto node = requireNode(name);
      if (!node.getOpType().equals("Add") || moving(node).size() != 2) {
        continue;
      }
      Boolean attends = branch(node);
      if (attends == null) {
        continue;
      }
      if (attends && last != null) {
        ends.add(last);
      }
      if (attends || last != null) {
        last = name;
      }
    }
    if (last != null) {
      ends.add(last);
    }
    return ends;
  }

  /** Of a residual sum, whether there is an attention in its branch; null if it is none. */
  private @Nullable Boolean branch(NodeProto sum) {
    for (int i = 0; i < 2; i++) {
      String skip = sum.getInput(i);
      Set<String> between = new HashSet<>();
      if (reaches(sum.getInput(1 - i), skip, between)) {
        return between.stream()
            .map(model.layers()::get)
            .anyMatch(
                node ->
                    node != null
                        && (node.getOpType().equals("Softmax")
                            || node.getOpType().contains("Attention")));
      }
    }
    return null;
  }

  /** Whether a value is made of another, and by what. */
  private boolean reaches(String from, String to, Set<String> between) {
    int lowest = index.getOrDefault(to, -1);
    boolean reached = false;
    List<String> open = new ArrayList<>(List.of(from));
    while (!open.isEmpty()) {
      String at = open.remove(open.size() - 1);
      if (at.equals(to)) {
        reached = true;
      } else if (index.getOrDefault(at, -1) > lowest && between.add(at)) {
        NodeProto node = model.layers().get(at);
        open.addAll(node == null ? List.of() : moving(node));
      }
    }
    return reached;
  }
}
