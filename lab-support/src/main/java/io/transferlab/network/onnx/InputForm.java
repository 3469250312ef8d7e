package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.network.onnx.NetworkCard.Layout;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a network of a file: pictures, in whatever order of axes and type of numbers.
 *
 * @param layout the order of the axes
 * @param side of the pictures, in pixels
 * @param batch how many pictures at a time; 0: any number
 * @param type of the numbers
 */
record InputForm(Layout layout, int side, int batch, DataType type) {
  private static final int COLOURS = 3;
  private static final int RANK = 4;

  /** What changes each number by itself. */
  private static final Set<String> EACH =
      Set.of("Cast", "Identity", "Sub", "Div", "Mul", "Add", "Pad");

  /**
   * What the graph says.
   *
   * @param layout null where it leaves the order open
   * @param side null where it leaves it open
   * @param batch how many pictures at a time; 0: any number
   * @param type of the numbers
   */
  record Stated(@Nullable Layout layout, @Nullable Integer side, int batch, DataType type) {}

  /**
   * Reads the graph.
   *
   * @param model the graph
   * @return what is certain
   * @throws LabException if its input is no colour pictures
   */
  static Stated stated(OnnxModel model) {
    TypeProto.Tensor tensor = model.input().getType().getTensorType();
    List<Dimension> dims = tensor.getShape().getDimList();
    DataType type = DataType.forNumber(tensor.getElemType());
    String found =
        model.input().getName() + " of " + ElementType.name(tensor.getElemType()) + shape(dims);
    boolean numbers =
        type == DataType.FLOAT
            || type == DataType.FLOAT16
            || type == DataType.DOUBLE
            || type == DataType.UINT8;
    if (!numbers || dims.size() != RANK) {
      throw LabException.of(
          "pictures as the input of " + model.name() + ", [n, 3, side, side] or [n, side, side, 3]",
          found,
          type == DataType.INT64 || type == DataType.INT32
              ? "take a network for pictures: this one reads texts, as numbers of tokens"
              : "take a network that reads colour pictures, or export it for them");
    }
    boolean first = size(dims.get(1)) == COLOURS;
    boolean last = size(dims.get(3)) == COLOURS;
    long batch = Math.max(0, size(dims.get(0)));
    if (!first && !last && size(dims.get(1)) > 0 && size(dims.get(3)) > 0 || batch > 1 << 12) {
      throw LabException.of(
          "three colours in the pictures of " + model.name(),
          found,
          "take a network that reads colour pictures");
    }
    Layout layout = first == last ? read(model) : first ? Layout.NCHW : Layout.NHWC;
    if (layout == null) {
      return new Stated(null, null, (int) batch, type);
    }
    int at = layout == Layout.NCHW ? 2 : 1;
    long height = size(dims.get(at));
    long width = size(dims.get(at + 1));
    long side = Math.max(height, width);
    if (height > 0 && width > 0 && height != width || side > 1 << 13) {
      throw LabException.of(
          "square pictures in " + model.name(), found, "export it for pictures of equal sides");
    }
    return new Stated(layout, side > 0 ? (int) side : null, (int) batch, type);
  }

  /** What the first nodes that read the pictures take them for; null if none of them tells. */
  private static @Nullable Layout read(OnnxModel model) {
    Set<String> same = new HashSet<>(Set.of(model.input().getName()));
    for (NodeProto node : model.graph().getNodeList()) {
      String operator = node.getOpType();
      if (node.getInputList().stream().noneMatch(same::contains)) {
        continue;
      }
      if (operator.equals("Conv")) {
        TensorProto weights =
            node.getInputCount() < 2 ? null : model.initialisers().get(node.getInput(1));
        boolean colours =
            weights != null && weights.getDimsCount() == RANK && weights.getDims(1) == COLOURS;
        return colours ? Layout.NCHW : null;
      }
      AttributeProto order = OnnxModel.attribute(node, "perm");
      if (operator.equals("Transpose") && order != null) {
        return order.getIntsList().equals(List.of(0L, 3L, 1L, 2L)) ? Layout.NHWC : null;
      }
      if (EACH.contains(operator) && node.getOutputCount() > 0) {
        same.add(node.getOutput(0));
      }
    }
    return null;
  }

  /**
   * Graph and card together.
   *
   * @param model the graph
   * @param card what it leaves open
   * @return the input
   * @throws LabException if one contradicts the other, or something stays open
   */
  static InputForm of(OnnxModel model, NetworkCard card) {
    Stated stated = stated(model);
    Layout layout = card.layout().orElse(stated.layout());
    if (layout == null) {
      throw LabException.of(
          "the order of the axes of " + model.input().getName() + " in the card of " + model.name(),
          "a graph that leaves it open" + shape(dims(model)) + ", and no \"layout\"",
          "add \"layout\": \"NCHW\" (PyTorch) or \"NHWC\" (TensorFlow) to the card");
    }
    if (stated.layout() != null && layout != stated.layout()) {
      throw LabException.of(
          "the order of axes that " + model.name() + " has, " + stated.layout(),
          "layout " + layout + " in its card",
          "take that line out of the card");
    }
    int side = card.framing().side();
    if (stated.side() != null && stated.side() != side) {
      throw LabException.of(
          "pictures of %d pixels a side, as %s takes them".formatted(stated.side(), model.name()),
          "%d in its card".formatted(side),
          "give %d as the side in the card, or export the network for %d"
              .formatted(stated.side(), side));
    }
    if (stated.type() == DataType.UINT8
        && !card.normalisation().equals(Normalisation.presets().get("raw"))) {
      throw LabException.of(
          "the normalisation \"raw\" in the card of "
              + model.name()
              + ", which takes whole numbers of 0 to 255",
          card.normalisation().toString(),
          "write \"normalisation\": \"raw\"");
    }
    return new InputForm(layout, side, stated.batch(), stated.type());
  }

  private static List<Dimension> dims(OnnxModel model) {
    return model.input().getType().getTensorType().getShape().getDimList();
  }

  /** Of one that any number fits: -1. */
  private static long size(Dimension dimension) {
    return dimension.hasDimValue() ? dimension.getDimValue() : -1;
  }

  private static String shape(List<Dimension> dims) {
    List<String> sizes =
        dims.stream()
            .map(d -> d.hasDimValue() ? String.valueOf(d.getDimValue()) : d.getDimParam())
            .map(s -> s.isEmpty() ? "?" : s)
            .toList();
    return String.format(Locale.ROOT, " [%s]", String.join(", ", sizes));
  }
}
