package io.transferlab.network.onnx;

import io.transferlab.network.inference.Operation;
import io.transferlab.network.inference.PlanStep;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx.AttributeProto;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;

/**
 * The steps of a forward pass as nodes of ONNX. Ours have channels last, ONNX has them first: maps
 * are turned once, at the input, and back before they become a row, so that the weights behind it
 * stay as they are.
 */
public final class LayerWriter {
  /** What a layer computes before its activation. */
  private static final String LINEAR = "/linear";

  private static final long[] TO_CHANNELS_FIRST = {0, 3, 1, 2};
  private static final long[] TO_CHANNELS_LAST = {0, 2, 3, 1};

  private final GraphWriter graph;
  private final @Nullable String logits;
  private final Map<String, Value> values = new HashMap<>();

  /**
   * What a layer gives.
   *
   * @param name in the graph
   * @param shape of one picture: {@code [h, w, c]} (in the graph {@code [c, h, w]}) or {@code [d]}
   */
  public record Value(String name, long[] shape) {
    /**
     * Whether these are feature maps.
     *
     * @return false for a row
     */
    public boolean isMap() {
      return shape.length == 3;
    }

    /**
     * How many values a picture has.
     *
     * @return the product of the sizes
     */
    public long length() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
  }

  /**
   * Begins a translation.
   *
   * @param graph where the nodes go
   * @param logits what a layer with a softmax gives before it, by this name, instead of what it
   *     gives; null: layers give what they give
   */
  public LayerWriter(GraphWriter graph, @Nullable String logits) {
    this.graph = graph;
    this.logits = logits;
  }

  /**
   * Names what another node gives, for steps to read.
   *
   * @param layer name in the steps
   * @param value what it is in the graph
   */
  public void put(String layer, Value value) {
    values.put(layer, value);
  }

  /**
   * Names pictures with the channels last as what steps read.
   *
   * @param layer name in the steps
   * @param name of the graph's input
   * @param shape {@code [h, w, c]} of a picture
   */
  public void input(String layer, String name, long... shape) {
    String turned =
        graph.node(
            "Transpose",
            name + "/channels_first",
            List.of(name),
            GraphWriter.ints("perm", TO_CHANNELS_FIRST));
    put(layer, new Value(turned, shape));
  }

  /**
   * What a layer gives.
   *
   * @param layer a step's output, or what was put
   * @return its name in the graph and its shape
   */
  public Value get(String layer) {
    return Objects.requireNonNull(values.get(layer));
  }

  /**
   * What a layer with a ReLU of its own computes before it.
   *
   * @param layer such a layer
   * @return its name in the graph and its shape
   */
  public Value beforeRelu(String layer) {
    return new Value(layer + LINEAR, get(layer).shape());
  }

  /**
   * Translates steps.
   *
   * @param steps each after those that it reads
   */
  public void add(List<PlanStep> steps) {
    for (int i = 0; i < steps.size(); i++) {
      String layer = steps.get(i).output();
      boolean last = steps.stream().skip(i + 1).noneMatch(step -> step.output().equals(layer));
      String name = add(steps.get(i), last ? layer : layer + LINEAR);
      values.put(layer, new Value(name, steps.get(i).shape()));
    }
  }

  private String add(PlanStep step, String name) {
    Operation operation = step.operation();
    Value in = get(step.inputs().get(0));
    if (operation instanceof Operation.Convolution convolution) {
      return convolution(convolution, in, step.shape(), name);
    } else if (operation instanceof Operation.Dense dense) {
      return dense(dense, in, name);
    } else if (operation instanceof Operation.Relu) {
      return graph.node("Relu", name, List.of(in.name()));
    } else if (operation instanceof Operation.Addition) {
      return graph.node("Add", name, step.inputs().stream().map(l -> get(l).name()).toList());
    } else if (operation instanceof Operation.Affine affine) {
      long channels = affine.scale().length();
      float[] scale = affine.scale().dup().data().asFloat();
      float[] shift = affine.shift().dup().data().asFloat();
      long[] shape = in.isMap() ? new long[] {1, channels, 1, 1} : new long[] {1, channels};
      String scaled =
          graph.node(
              "Mul",
              name + "/scaled",
              List.of(in.name(), graph.constant(name + "/scale", scale, shape)));
      return graph.node(
          "Add", name, List.of(scaled, graph.constant(name + "/shift", shift, shape)));
    } else if (operation instanceof Operation.Maximum maximum) {
      return graph.node(
          "MaxPool",
          name,
          List.of(in.name()),
          GraphWriter.ints("kernel_shape", maximum.size(), maximum.size()),
          GraphWriter.ints("strides", maximum.stride(), maximum.stride()),
          around(maximum.pad()));
    } else if (operation instanceof Operation.Padding padding) {
      long p = padding.pad();
      String pads = graph.constant(name + "/pads", 0, 0, p, p, 0, 0, p, p);
      return graph.node("Pad", name, List.of(in.name(), pads));
    } else if (operation instanceof Operation.GlobalPooling pooling) {
      return pooled(in, pooling.maximum(), name);
    }
    throw new IllegalStateException("an operation without a translation: " + operation);
  }

  private static AttributeProto around(long pad) {
    return GraphWriter.ints("pads", pad, pad, pad, pad);
  }

  private String convolution(Operation.Convolution convolution, Value in, long[] out, String name) {
    long kernel = convolution.weights().size(2);
    int stride = convolution.stride();
    AttributeProto pads = around(convolution.pad());
    if (convolution.same()) {
      // As TensorFlow: the odd row or column of zeros comes below and to the right.
      long[] before = new long[2];
      long[] after = new long[2];
      for (int i = 0; i < 2; i++) {
        long all = Math.max(0, (out[i] - 1) * stride + kernel - in.shape()[i]);
        before[i] = all / 2;
        after[i] = all - before[i];
      }
      pads = GraphWriter.ints("pads", before[0], before[1], after[0], after[1]);
    }
    return graph.node(
        "Conv",
        name,
        List.of(
            in.name(),
            graph.weights(name + "/kernel", convolution.weights()),
            graph.weights(name + "/bias", convolution.bias())),
        GraphWriter.ints("kernel_shape", kernel, kernel),
        GraphWriter.ints("strides", stride, stride),
        pads);
  }

  private String dense(Operation.Dense dense, Value in, String name) {
    boolean bare = dense.activation() == Activation.IDENTITY;
    boolean softmax = dense.activation() == Activation.SOFTMAX;
    String linear =
        graph.node(
            "Gemm",
            bare ? name : softmax && logits != null ? logits : name + LINEAR,
            List.of(
                row(in, name + "/row"),
                graph.readInPlace(name + "/kernel", dense.weights().transpose()),
                graph.weights(name + "/bias", dense.bias())),
            GraphWriter.integer("transB", 1));
    if (bare || softmax && logits != null) {
      return linear;
    }
    return softmax
        ? graph.node("Softmax", name, List.of(linear), GraphWriter.integer("axis", 1))
        : graph.node("Relu", name, List.of(linear));
  }

  /**
   * All values of a picture in the order height, width, channel.
   *
   * @param in maps, or a row
   * @param name of the node, where one is needed
   * @return what gives {@code [n, d]}
   */
  public String row(Value in, String name) {
    if (!in.isMap()) {
      return in.name();
    }
    String turned = channelsLast(in.name(), name + "/channels_last");
    return graph.node("Flatten", name, List.of(turned), GraphWriter.integer("axis", 1));
  }

  /**
   * What a layer gives, as the course has it.
   *
   * @param in maps, or a row
   * @param name of the node, where one is needed
   * @return what gives {@code [n, h, w, c]} or {@code [n, d]}
   */
  public String shown(Value in, String name) {
    return in.isMap() ? channelsLast(in.name(), name) : in.name();
  }

  private String channelsLast(String maps, String name) {
    return graph.node("Transpose", name, List.of(maps), GraphWriter.ints("perm", TO_CHANNELS_LAST));
  }

  /**
   * Mean or maximum of each map.
   *
   * @param in maps
   * @param maximum whether the maximum
   * @param name of the node
   * @return what gives {@code [n, c]}
   */
  public String pooled(Value in, boolean maximum, String name) {
    String maps =
        graph.node(
            maximum ? "GlobalMaxPool" : "GlobalAveragePool", name + "/maps", List.of(in.name()));
    return graph.node("Flatten", name, List.of(maps), GraphWriter.integer("axis", 1));
  }
}
