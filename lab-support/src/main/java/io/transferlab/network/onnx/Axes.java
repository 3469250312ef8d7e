package io.transferlab.network.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/**
 * Where the channels of each layer's values are: behind the batch, as in maps of a convolution, or
 * last, as in tokens. Followed through the graph from the operators that say it: a shape of itself
 * does not tell {@code [n, c, h, w]} from {@code [n, h, w, c]}.
 */
final class Axes {
  /** A place of the channels. */
  enum Channels {
    /** Behind the batch. */
    FIRST,
    /** The last axis. */
    LAST,
    /** Not known. */
    UNKNOWN
  }

  private static final Set<String> FIRST =
      Set.of(
          "Conv",
          "ConvTranspose",
          "ConvInteger",
          "QLinearConv",
          "DeformConv",
          "FusedConv",
          "BatchNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "LRN",
          "MaxPool",
          "AveragePool",
          "LpPool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "GlobalLpPool",
          "DepthToSpace",
          "SpaceToDepth",
          "Upsample");

  private static final Set<String> LAST = Set.of("LayerNormalization", "SkipLayerNormalization");

  private final OnnxModel model;
  private final Map<String, Channels> known = new HashMap<>();

  Axes(OnnxModel model, NetworkCard.Layout layout) {
    this.model = model;
    known.put(
        model.input().getName(),
        layout == NetworkCard.Layout.NCHW ? Channels.FIRST : Channels.LAST);
    model.layers().forEach((layer, node) -> known.put(layer, of(node)));
  }

  /**
   * Where the channels of a layer are.
   *
   * @param layer its name
   * @param rank how many axes it has, the batch included
   */
  Channels of(String layer, int rank) {
    Channels channels = known.getOrDefault(layer, Channels.UNKNOWN);
    // [n, t, d] is the form of a sequence unless a convolution made it.
    return channels == Channels.UNKNOWN && rank == 3 ? Channels.LAST : channels;
  }

  private Channels of(NodeProto node) {
    String operator = node.getOpType();
    if (FIRST.contains(operator)) {
      return Channels.FIRST;
    }
    if (LAST.contains(operator)) {
      return Channels.LAST;
    }
    return switch (operator) {
      case "Transpose" -> transposed(node);
      case "MatMul", "MatMulInteger", "QLinearMatMul", "FusedMatMul" ->
          moving(node).size() == 1 ? Channels.LAST : Channels.UNKNOWN;
      // Places joined or split behind the channels leave those where they are.
      case "Reshape", "Flatten" ->
          inherited(node) == Channels.FIRST ? Channels.FIRST : Channels.UNKNOWN;
      default -> inherited(node);
    };
  }

  private List<String> moving(NodeProto node) {
    return node.getInputList().stream().filter(known::containsKey).toList();
  }

  private Channels inherited(NodeProto node) {
    return moving(node).stream()
        .map(known::get)
        .filter(c -> c != Channels.UNKNOWN)
        .findFirst()
        .orElse(Channels.UNKNOWN);
  }

  private Channels transposed(NodeProto node) {
    AttributeProto order = OnnxModel.attribute(node, "perm");
    Channels before = inherited(node);
    if (order == null
        || order.getIntsCount() == 0
        || before == Channels.UNKNOWN
        || order.getInts(0) != 0) {
      return Channels.UNKNOWN;
    }
    int last = order.getIntsCount() - 1;
    int now = order.getIntsList().indexOf(before == Channels.FIRST ? 1L : (long) last);
    return now == last ? Channels.LAST : now == 1 ? Channels.FIRST : Channels.UNKNOWN;
  }
}
