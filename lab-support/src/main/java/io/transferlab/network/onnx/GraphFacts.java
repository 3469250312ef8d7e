package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.ValueInfoProto;
import org.jspecify.annotations.Nullable;

/**
 * What a graph says of the pictures that go in and of what comes out, as far as it is certain.
 *
 * @param input what goes in
 * @param outputs the name of each declared output to the numbers it gives a picture; to 0 where it
 *     gives maps, tokens or an open number
 * @param normalisation the operations with constants that come first, in words; empty if none do
 */
record GraphFacts(InputForm.Stated input, Map<String, Integer> outputs, String normalisation) {
  private static final Set<String> FORMS = Set.of("Cast", "Transpose", "Identity");
  private static final Set<String> NORMALISING = Set.of("Sub", "Div", "Mul", "Add");
  private static final int COLOURS = 3;

  static GraphFacts of(OnnxModel model) {
    Map<String, Integer> outputs =
        model.graph().getOutputList().stream()
            .collect(
                Collectors.toMap(
                    ValueInfoProto::getName, GraphFacts::numbers, (a, b) -> a, LinkedHashMap::new));
    return new GraphFacts(InputForm.stated(model), outputs, normalising(model));
  }

  private static int numbers(ValueInfoProto output) {
    List<Dimension> dims = output.getType().getTensorType().getShape().getDimList();
    boolean known = dims.size() == 2 && dims.get(1).hasDimValue();
    long size = known ? dims.get(1).getDimValue() : 0;
    return size > 0 && size <= Integer.MAX_VALUE ? (int) size : 0;
  }

  /** The graph's own normalisation: first nodes that combine the input with constants alone. */
  private static String normalising(OnnxModel model) {
    List<String> found = new ArrayList<>();
    Set<String> constants = new HashSet<>(model.initialisers().keySet());
    String at = model.input().getName();
    for (NodeProto node : model.graph().getNodeList()) {
      if (node.getOpType().equals("Constant")) {
        constants.addAll(node.getOutputList());
      }
      if (!node.getInputList().contains(at)) {
        continue;
      }
      String operator = node.getOpType();
      String value = at;
      boolean constant =
          node.getInputList().stream().allMatch(i -> i.equals(value) || constants.contains(i));
      if (NORMALISING.contains(operator) && node.getInputCount() == 2 && constant) {
        found.add(operator + values(model, node.getInput(node.getInput(0).equals(at) ? 1 : 0)));
      } else if (!FORMS.contains(operator)) {
        break;
      }
      at = node.getOutput(0);
    }
    return String.join(", ", found);
  }

  private static String values(OnnxModel model, String name) {
    TensorProto tensor = model.initialisers().get(name);
    NodeProto node = model.producer(name);
    AttributeProto value = node == null ? null : OnnxModel.attribute(node, "value");
    if (tensor == null && value != null) {
      tensor = value.getT();
    }
    float[] values = tensor == null ? null : floats(tensor);
    if (values == null || values.length == 0 || values.length > COLOURS) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (float one : values) {
      text.append(' ').append(String.format(Locale.ROOT, "%.4g", one));
    }
    return text.toString();
  }

  private static float @Nullable [] floats(TensorProto tensor) {
    if (tensor.getDataType() != DataType.FLOAT.getNumber()) {
      return null;
    }
    ByteBuffer raw =
        ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[raw.remaining() / Float.BYTES + tensor.getFloatDataCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = raw.remaining() >= Float.BYTES ? raw.getFloat() : tensor.getFloatData(i);
    }
    return values;
  }

  /**
   * Refuses a card of another number of classes.
   *
   * @param card the card
   * @param file of the graph, in messages
   * @throws LabException if every output has a number of its own, and none the number of classes
   */
  void requireClasses(NetworkCard card, String file) {
    int named = card.classes().size();
    if (named > 0 && !outputs.containsValue(0) && !outputs.containsValue(named)) {
      throw LabException.of(
          "the names of as many classes as %s has outputs, %s".formatted(file, numbers()),
          named + " in its card",
          "correct \"classes\" in the card, or take it out");
    }
  }

  private String numbers() {
    return outputs.values().stream()
        .distinct()
        .map(String::valueOf)
        .collect(Collectors.joining(" or "));
  }

  /** What is certain, for people. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    String side = input.side() == null ? "any side" : input.side() + " x " + input.side();
    String layout = input.layout() == null ? "the order of axes open" : input.layout().toString();
    String batch = input.batch() == 0 ? "any number at a time" : input.batch() + " at a time";
    String type = ElementType.name(input.type().getNumber());
    words.add("pictures of %s, %s, %s, %s".formatted(side, layout, type, batch));
    outputs.forEach(
        (name, numbers) ->
            words.add(
                "output \"%s\": %s"
                    .formatted(
                        name,
                        numbers == 0
                            ? "maps, tokens or an open number"
                            : "%,d numbers a picture".formatted(numbers))));
    if (!normalisation.isEmpty()) {
      words.add(
          "it normalises by itself (%s): its normalisation is \"raw\" or \"unit\" then"
              .formatted(normalisation));
    }
    return words;
  }
}
