package io.transferlab.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a network as a table, counted from its configuration: nothing is computed.
 *
 * @param name the network's name
 * @param rows one a layer, input first
 */
public record NetworkSummary(String name, List<Row> rows) {
  /**
   * One layer.
   *
   * @param layer its name
   * @param kind what it computes, in Keras' words
   * @param outputShape its output for one picture: {@code [h, w, c]} or {@code [c]}
   * @param parameters how many it has
   * @param trainable how many of them training changes
   * @param inputs the layers it reads
   * @param frozen whether it is kept as it is
   */
  public record Row(
      String layer,
      String kind,
      List<Long> outputShape,
      long parameters,
      long trainable,
      List<String> inputs,
      boolean frozen) {}

  /**
   * Keeps the rows.
   *
   * @param name the network's name
   * @param rows one a layer, input first
   */
  public NetworkSummary {
    rows = List.copyOf(rows);
  }

  static NetworkSummary of(Backbone network) {
    return of(network.name(), network.graph().getConfiguration(), network.inputType());
  }

  /**
   * Counts a network that need not exist yet: no weights are allocated.
   *
   * @param name what to call it
   * @param architecture its family and sizes
   * @param ending with or without top
   * @return its table
   */
  public static NetworkSummary of(String name, Architecture architecture, Ending ending) {
    return of(name, architecture.configuration(ending, 0), Architecture.input(architecture.side()));
  }

  private static NetworkSummary of(
      String name, ComputationGraphConfiguration configuration, InputType input) {
    Map<String, InputType> types = configuration.getLayerActivationTypes(input);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(Architecture.INPUT, "InputLayer", shape(input), 0, 0, List.of(), false));
    for (Map.Entry<String, GraphVertex> entry : inOrder(configuration).entrySet()) {
      rows.add(row(entry.getKey(), entry.getValue(), configuration, types));
    }
    return new NetworkSummary(name, rows);
  }

  private static Map<String, GraphVertex> inOrder(ComputationGraphConfiguration configuration) {
    if (configuration.getTopologicalOrderStr() == null) { // no graph was made of it yet
      return configuration.getVertices();
    }
    Map<String, GraphVertex> out = new LinkedHashMap<>();
    for (String name : configuration.getTopologicalOrderStr()) {
      if (configuration.getVertices().containsKey(name)) {
        out.put(name, configuration.getVertices().get(name));
      }
    }
    return out;
  }

  private static Row row(
      String name,
      GraphVertex vertex,
      ComputationGraphConfiguration configuration,
      Map<String, InputType> types) {
    boolean frozen = vertex instanceof FrozenVertex;
    String kind = vertex.getClass().getSimpleName().replace("ElementWiseVertex", "Add");
    long parameters = 0;
    long fixed = 0;
    if (vertex instanceof LayerVertex v) {
      Layer layer = v.getLayerConf().getLayer();
      if (layer instanceof FrozenLayer f) {
        frozen = true;
        layer = f.getLayer();
      }
      parameters = layer.initializer().numParams(layer);
      fixed = layer instanceof BatchNormalization ? parameters / 2 : 0;
      kind = kind(layer);
    } else if (vertex instanceof FrozenVertex) {
      kind = "Add";
    }
    return new Row(
        name,
        kind,
        shape(types.get(name)),
        parameters,
        frozen ? 0 : parameters - fixed,
        Objects.requireNonNull(configuration.getVertexInputs().get(name)),
        frozen);
  }

  private static String kind(Layer layer) {
    return switch (layer.getClass().getSimpleName()) {
      case "FastConvolution" -> "Conv2D";
      case "FastBatchNormalization" -> "BatchNormalization";
      case "FastRelu" -> "ReLU";
      case "SubsamplingLayer" -> "MaxPooling2D";
      case "ZeroPaddingLayer" -> "ZeroPadding2D";
      case "GlobalPoolingLayer" -> "GlobalPooling2D";
      case "DenseLayer", "OutputLayer" -> "Dense";
      default -> layer.getClass().getSimpleName();
    };
  }

  private static List<Long> shape(@Nullable InputType type) {
    if (type instanceof InputType.InputTypeConvolutional maps) {
      return List.of(maps.getHeight(), maps.getWidth(), maps.getChannels());
    }
    return type instanceof InputType.InputTypeFeedForward flat
        ? List.of(flat.getSize())
        : List.of();
  }

  /**
   * All parameters.
   *
   * @return Keras' "Total params"
   */
  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /**
   * The parameters that training changes.
   *
   * @return Keras' "Trainable params"
   */
  public long trainable() {
    return rows.stream().mapToLong(Row::trainable).sum();
  }

  @Override
  public String toString() {
    List<String[]> table = new ArrayList<>();
    table.add(new String[] {"Layer", "Kind", "Output shape", "Parameters", "Inputs", ""});
    for (Row row : rows) {
      table.add(
          new String[] {
            row.layer(),
            row.kind(),
            row.outputShape().stream().map(String::valueOf).collect(Collectors.joining(" x ")),
            String.format(Locale.ROOT, "%,d", row.parameters()),
            String.join(", ", row.inputs()),
            row.frozen() ? "frozen" : ""
          });
    }
    int[] width = new int[table.get(0).length];
    for (String[] line : table) {
      for (int i = 0; i < width.length; i++) {
        width[i] = Math.max(width[i], line[i].length());
      }
    }
    StringBuilder out = new StringBuilder(name).append(System.lineSeparator());
    for (String[] line : table) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < width.length; i++) {
        boolean number = i == 3;
        String padding = " ".repeat(width[i] - line[i].length());
        text.append(number ? padding + line[i] : line[i] + padding).append("  ");
      }
      out.append(text.toString().stripTrailing()).append(System.lineSeparator());
    }
    return out.append(
            String.format(
                Locale.ROOT,
                "Parameters: %,d; trainable %,d, not trainable %,d",
                parameters(),
                trainable(),
                parameters() - trainable()))
        .toString();
  }
}
