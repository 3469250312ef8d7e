package io.transferlab.network.onnx;

import ai.onnxruntime.OnnxJavaType;
import io.transferlab.network.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * A graph rewritten to give some of its layers: its input takes pictures {@code [n, side, side,
 * 3]}, its outputs are the layers, pooled inside, and what has no part in them is left out.
 */
final class TappedGraph {
  static final String INPUT = "transferlab/pictures";
  private static final String OWN = "transferlab/";
  private static final int REDUCES_BY_INPUT = 18;
  private static final int SLICES_BY_INPUT = 10;

  private final OnnxModel model;
  private final InputForm form;
  private final int batch;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final List<NodeProto> added = new ArrayList<>();
  private final Set<String> constants = new HashSet<>();

  /**
   * Begins with the input.
   *
   * @param model the graph
   * @param form its input
   * @param batch how many pictures go in at a time, whatever the file says; 0: any number
   */
  TappedGraph(OnnxModel model, InputForm form, int batch) {
    this.model = model;
    this.form = form;
    this.batch = batch;
    graph.setName("tapped");
    String next = INPUT;
    if (form.type() != DataType.FLOAT) {
      next = node("Cast", List.of(next), GraphWriter.integer("to", form.type().getNumber()));
    }
    boolean turns = form.layout() == NetworkCard.Layout.NCHW;
    NodeProto.Builder last =
        NodeProto.newBuilder()
            .setOpType(turns ? "Transpose" : "Identity")
            .addInput(next)
            .addOutput(model.input().getName());
    graph.addAllNode(added);
    graph.addNode(turns ? last.addAttribute(GraphWriter.ints("perm", 0, 3, 1, 2)) : last);
    added.clear();
  }

  /** Gives a layer as it is. */
  void tap(String layer) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(layer));
  }

  /**
   * Gives a layer's values as float32, maps with the channels last.
   *
   * @param output what to call them
   * @param layer the layer
   * @param type of its numbers
   * @param turned whether they are maps with the channels first
   */
  void plain(String output, String layer, OnnxJavaType type, boolean turned) {
    String value =
        turned ? node("Transpose", List.of(layer), GraphWriter.ints("perm", 0, 2, 3, 1)) : layer;
    give(output, value, type);
  }

  /**
   * Gives a layer's values pooled, {@code [n, width]}.
   *
   * @param output what to call them
   * @param layer the layer
   * @param type of its numbers
   * @param pooling what becomes of maps and tokens
   * @param places which axes are pooled: those of the places
   * @param prefix how many of the first tokens are no place of the picture
   */
  void pooled(
      String output, String layer, OnnxJavaType type, Pooling pooling, long[] places, int prefix) {
    boolean maps = Arrays.equals(places, new long[] {2, 3});
    String value =
        switch (pooling) {
          case NONE -> layer;
          case AVERAGE ->
              maps
                  ? flat(node("GlobalAveragePool", List.of(layer)))
                  : reduced("ReduceMean", patches(layer, prefix), places);
          case MAX ->
              maps
                  ? flat(node("GlobalMaxPool", List.of(layer)))
                  : reduced("ReduceMax", patches(layer, prefix), places);
          case CLS -> first(layer);
          case CLS_AND_AVERAGE ->
              node(
                  "Concat",
                  List.of(first(layer), reduced("ReduceMean", patches(layer, prefix), places)),
                  GraphWriter.integer("axis", 1));
        };
    give(output, value, type);
  }

  private void give(String output, String value, OnnxJavaType type) {
    boolean same = type == OnnxJavaType.FLOAT;
    NodeProto.Builder last =
        NodeProto.newBuilder()
            .setOpType(same ? "Identity" : "Cast")
            .addInput(value)
            .addOutput(output);
    added.add(
        (same ? last : last.addAttribute(GraphWriter.integer("to", DataType.FLOAT.getNumber())))
            .build());
    graph.addOutput(ValueInfoProto.newBuilder().setName(output));
  }

  private String flat(String value) {
    return node("Flatten", List.of(value), GraphWriter.integer("axis", 1));
  }

  private String first(String layer) {
    return node("Gather", List.of(layer, constant()), GraphWriter.integer("axis", 1));
  }

  private String patches(String layer, int prefix) {
    if (prefix == 0) {
      return layer;
    }
    if (model.operatorSet() < SLICES_BY_INPUT) {
      return node(
          "Slice",
          List.of(layer),
          GraphWriter.ints("axes", 1),
          GraphWriter.ints("starts", prefix),
          GraphWriter.ints("ends", Integer.MAX_VALUE));
    }
    return node(
        "Slice", List.of(layer, constant(prefix), constant(Integer.MAX_VALUE), constant(1)));
  }

  private String reduced(String operator, String value, long[] axes) {
    return model.operatorSet() < REDUCES_BY_INPUT
        ? node(
            operator,
            List.of(value),
            GraphWriter.ints("axes", axes),
            GraphWriter.integer("keepdims", 0))
        : node(operator, List.of(value, constant(axes)), GraphWriter.integer("keepdims", 0));
  }

  private String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String output = OWN + (graph.getNodeCount() + added.size()) + "/" + operator;
    added.add(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes))
            .build());
    return output;
  }

  /** Whole numbers; without any, the single number 0. */
  private String constant(long... values) {
    String name = OWN + "constant" + Arrays.toString(values).replaceAll("\\W+", "_");
    if (constants.add(name)) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber());
      if (values.length == 0) {
        tensor.addInt64Data(0);
      } else {
        tensor.addDims(values.length);
      }
      Arrays.stream(values).forEach(tensor::addInt64Data);
      graph.addInitializer(tensor);
    }
    return name;
  }

  /** The whole, with what is needed of the file's graph; weights still at their places. */
  GraphProto build() {
    Set<String> needed = new HashSet<>();
    graph.getOutputList().forEach(output -> needed.add(output.getName()));
    added.forEach(node -> needed.addAll(node.getInputList()));
    List<NodeProto> all = model.graph().getNodeList();
    boolean[] kept = new boolean[all.size()];
    for (int i = all.size() - 1; i >= 0; i--) {
      NodeProto node = all.get(i);
      if (node.getOutputList().stream().anyMatch(o -> !o.isEmpty() && needed.contains(o))) {
        kept[i] = true;
        needed.addAll(OnnxModel.reads(node));
      }
    }
    Map<String, Integer> names = new HashMap<>();
    all.forEach(node -> names.merge(node.getName(), 1, Integer::sum));
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        NodeProto node = withoutOpenEnd(all.get(i));
        // ONNX Runtime refuses two nodes of one name, which mean nothing.
        boolean own = names.getOrDefault(node.getName(), 0) == 1;
        graph.addNode(own ? node : node.toBuilder().clearName().build());
      }
    }
    graph.addAllNode(added);
    model.initialisers().values().stream()
        .filter(tensor -> needed.contains(tensor.getName()))
        .forEach(graph::addInitializer);
    model.graph().getSparseInitializerList().forEach(graph::addSparseInitializer);
    graph.addInput(input());
    return graph.build();
  }

  /**
   * Inputs left out at the end, which may be named by nothing. ONNX Runtime 1.28 takes the JVM down
   * where it looks for such a bias of a LayerNormalization.
   */
  private static NodeProto withoutOpenEnd(NodeProto node) {
    int count = node.getInputCount();
    while (count > 0 && node.getInput(count - 1).isEmpty()) {
      count--;
    }
    return count == node.getInputCount()
        ? node
        : node.toBuilder().clearInput().addAllInput(node.getInputList().subList(0, count)).build();
  }

  /** The same for a look at its forms: what is large is an input instead of a weight. */
  GraphProto withoutWeights() {
    GraphProto.Builder without = build().toBuilder();
    List<TensorProto> all = without.getInitializerList();
    without.clearInitializer();
    for (TensorProto tensor : all) {
      if (model.file().weights().containsKey(tensor.getName()) || OnnxModel.isExternal(tensor)) {
        without.addInput(
            value(
                tensor.getName(),
                tensor.getDataType(),
                tensor.getDimsList().stream()
                    .map(size -> Dimension.newBuilder().setDimValue(size).build())
                    .toList()));
      } else {
        without.addInitializer(tensor);
      }
    }
    return without.build();
  }

  private ValueInfoProto input() {
    Dimension.Builder first = Dimension.newBuilder();
    Dimension side = Dimension.newBuilder().setDimValue(form.side()).build();
    return value(
        INPUT,
        DataType.FLOAT.getNumber(),
        List.of(
            (batch == 0 ? first.setDimParam("batch") : first.setDimValue(batch)).build(),
            side,
            side,
            Dimension.newBuilder().setDimValue(3).build()));
  }

  private static ValueInfoProto value(String name, int type, List<Dimension> sizes) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type)
                        .setShape(TensorShapeProto.newBuilder().addAllDim(sizes))))
        .build();
  }
}
