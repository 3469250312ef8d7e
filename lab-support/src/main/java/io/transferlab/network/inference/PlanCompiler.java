package io.transferlab.network.inference;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Turns a network into the steps of its forward pass, or says which layer it cannot translate:
 * those that it knows are layers as the course's builders make them. A graph of one's own may have
 * others (another activation, channels first), which would be got wrong.
 */
final class PlanCompiler {
  private final ComputationGraph graph;
  private final Set<String> wanted;
  private final Map<String, InputType> types;
  private final Map<String, List<String>> consumers = new HashMap<>();
  private final List<PlanStep> steps = new ArrayList<>();

  /** Layers whose work another step does: their readers read what is named here. */
  private final Map<String, String> standsFor = new HashMap<>();

  private final Map<String, Integer> pads = new HashMap<>();
  private final Set<String> done = new HashSet<>();

  private PlanCompiler(ComputationGraph graph, InputType input, Set<String> wanted) {
    this.graph = graph;
    this.wanted = wanted;
    this.types = graph.getConfiguration().getLayerActivationTypes(input);
  }

  static List<PlanStep> compile(ComputationGraph network, InputType input, Set<String> wanted)
      throws NotPlannedException {
    if (network.getConfiguration().getNetworkInputs().size() != 1) {
      throw new NotPlannedException("input", "more than one");
    }
    PlanCompiler compiler = new PlanCompiler(network, input, wanted);
    List<String> needed = compiler.needed();
    for (String layer : needed) {
      for (String read : compiler.inputs(layer)) {
        compiler.consumers.computeIfAbsent(read, i -> new ArrayList<>()).add(layer);
      }
    }
    for (String layer : needed) {
      compiler.compile(layer);
    }
    return List.copyOf(compiler.steps);
  }

  private String input() {
    return graph.getConfiguration().getNetworkInputs().get(0);
  }

  private List<String> inputs(String layer) {
    return Objects.requireNonNull(graph.getConfiguration().getVertexInputs().get(layer));
  }

  /** The wanted layers and all before them, input first. */
  private List<String> needed() {
    List<String> order = graph.getConfiguration().getTopologicalOrderStr();
    Set<String> all = new HashSet<>(wanted);
    List<String> out = new ArrayList<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      if (all.contains(order.get(i)) && !order.get(i).equals(input())) {
        out.add(0, order.get(i));
        all.addAll(inputs(order.get(i)));
      }
    }
    return out;
  }

  /** Null for a vertex that is no layer. */
  private @Nullable Layer layer(String name) {
    GraphVertex vertex = graph.getConfiguration().getVertices().get(name);
    if (!(vertex instanceof LayerVertex v)) {
      return null;
    }
    Layer layer = v.getLayerConf().getLayer();
    return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
  }

  private boolean isAddition(String name) {
    GraphVertex vertex = graph.getConfiguration().getVertices().get(name);
    if (vertex instanceof FrozenVertex frozen) {
      vertex = frozen.getUnderlying();
    }
    return vertex instanceof ElementWiseVertex e && e.getOp() == ElementWiseVertex.Op.Add;
  }

  /** The only layer that reads a layer which nobody wants to see; else null. */
  private @Nullable String onlyReader(String name) {
    List<String> readers = consumers.getOrDefault(name, List.of());
    return readers.size() == 1 && !wanted.contains(name) ? readers.get(0) : null;
  }

  private void compile(String name) throws NotPlannedException {
    if (!done.add(name)) {
      return;
    }
    Layer layer = layer(name);
    requireKnownReshaping(name, layer);
    if (layer instanceof ConvolutionLayer convolution && layer instanceof PlannedLayer) {
      convolution(name, convolution);
    } else if (layer instanceof BatchNormalization normalization && layer instanceof PlannedLayer) {
      step(name, affine(name, normalization));
    } else if (layer instanceof ActivationLayer activation
        && isRelu(activation.getActivationFn())) {
      step(name, new Operation.Relu());
    } else if (layer instanceof ZeroPaddingLayer padding
        && padding.getDataFormat() == CNN2DFormat.NHWC
        && isSquare(padding.getPadding())) {
      padding(name, padding.getPadding()[0]);
    } else if (layer instanceof SubsamplingLayer pool && isMaximum(pool)) {
      step(
          name,
          new Operation.Maximum(pool.getKernelSize()[0], pool.getStride()[0], padBefore(name)));
    } else if (layer instanceof GlobalPoolingLayer pool && isOverMaps(pool)) {
      step(name, new Operation.GlobalPooling(pool.getPoolingType() == PoolingType.MAX));
    } else if (layer instanceof OutputLayer output && output.hasBias()) {
      dense(name, output);
    } else if (layer instanceof DenseLayer dense && dense.hasBias() && !dense.hasLayerNorm()) {
      dense(name, dense);
    } else if (isAddition(name) && inputs(name).size() == 2) {
      step(name, new Operation.Addition());
    } else {
      throw unknown(name);
    }
  }

  private NotPlannedException unknown(String name) {
    Layer layer = layer(name);
    return NotPlannedException.ofKind(
        name, layer == null ? graph.getConfiguration().getVertices().get(name) : layer);
  }

  /** Maps become rows in the order height, width, channel, and nothing else happens in between. */
  private void requireKnownReshaping(String name, @Nullable Layer layer)
      throws NotPlannedException {
    if (graph.getConfiguration().getVertices().get(name) instanceof LayerVertex vertex
        && vertex.getPreProcessor() != null
        && !(layer instanceof FeedForwardLayer
            && vertex.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flat
            && flat.getFormat() == CNN2DFormat.NHWC)) {
      throw unknown(name);
    }
  }

  private static boolean isMaximum(SubsamplingLayer pool) {
    return pool.getPoolingType() == org.deeplearning4j.nn.conf.layers.PoolingType.MAX
        && pool.getCnn2dDataFormat() == CNN2DFormat.NHWC
        && pool.getConvolutionMode() == ConvolutionMode.Truncate
        && isSquare(pool.getKernelSize())
        && isSquare(pool.getStride())
        && Arrays.equals(pool.getPadding(), new int[2]);
  }

  private static boolean isOverMaps(GlobalPoolingLayer pool) {
    boolean known =
        pool.getPoolingType() == PoolingType.AVG || pool.getPoolingType() == PoolingType.MAX;
    return known
        && Arrays.equals(pool.getPoolingDimensions(), new int[] {1, 2})
        && pool.isCollapseDimensions();
  }

  /** Without limit, threshold or slope. */
  private static boolean isRelu(IActivation activation) {
    return activation instanceof ActivationReLU relu
        && relu.getMax() == null
        && relu.getNegativeSlope() == null
        && (relu.getThreshold() == null || relu.getThreshold() == 0);
  }

  private static boolean isSquare(int[] sizes) {
    return Arrays.stream(sizes).allMatch(size -> size == sizes[0]);
  }

  /** A weight array; a ReLU behind it would turn what is no number into 0, and hide it. */
  private INDArray parameter(String layer, String name) {
    INDArray values = graph.getLayer(layer).getParam(name);
    if (!Double.isFinite(values.sumNumber().doubleValue())) {
      throw LabException.of(
          "weights that are numbers",
          "NaN or infinity in " + name + " of " + layer,
          "load them again, or train with lower rates");
    }
    return values;
  }

  /** gamma (x - mean) / s + beta, as a factor and a summand. */
  private Operation.Affine affine(String name, BatchNormalization layer) {
    INDArray scale =
        Transforms.sqrt(parameter(name, "var").add(layer.getEps())).rdivi(parameter(name, "gamma"));
    INDArray shift = parameter(name, "beta").sub(parameter(name, "mean").mul(scale));
    return new Operation.Affine(scale.reshape(scale.length()), shift.reshape(shift.length()));
  }

  private void convolution(String name, ConvolutionLayer layer) throws NotPlannedException {
    INDArray weights = parameter(name, "W");
    INDArray bias = parameter(name, "b");
    String last = name;
    String next = onlyReader(name);
    if (next != null
        && layer.getActivationFn() instanceof ActivationIdentity
        && layer(next) instanceof BatchNormalization normalization
        && normalization instanceof PlannedLayer) {
      // The scale goes into W, the shift into b.
      Operation.Affine after = affine(next, normalization);
      weights = weights.mul(after.scale().reshape(after.scale().length(), 1, 1, 1));
      bias = bias.reshape(bias.length()).mul(after.scale()).addi(after.shift());
      last = next;
      done.add(next);
    }
    boolean same = layer.getConvolutionMode() == ConvolutionMode.Same;
    int stride = layer.getStride()[0];
    int pad = same ? (layer.getKernelSize()[0] - 1) / 2 : padBefore(name);
    steps.add(
        new PlanStep(
            last,
            List.of(read(inputs(name).get(0))),
            shape(last),
            new Operation.Convolution(
                weights, bias.reshape(bias.length()), stride, pad, same, !last.equals(name))));
    if (!isRelu(layer.getActivationFn())
        && !(layer.getActivationFn() instanceof ActivationIdentity)) {
      throw unknown(name);
    }
    if (isRelu(layer.getActivationFn())) {
      steps.add(new PlanStep(last, List.of(last), shape(last), new Operation.Relu()));
    }
  }

  /** Left to the layer behind it where that can pad; zeros change no maximum of ReLU's outputs. */
  private void padding(String name, int pad) {
    String next = onlyReader(name);
    Layer before = layer(inputs(name).get(0));
    boolean convolves =
        next != null
            && layer(next) instanceof ConvolutionLayer c
            && c.getConvolutionMode() == ConvolutionMode.Truncate;
    boolean pools =
        next != null
            && layer(next) instanceof SubsamplingLayer
            && before instanceof ActivationLayer;
    if (convolves || pools) {
      standsFor.put(name, read(inputs(name).get(0)));
      pads.put(next, pad);
    } else {
      step(name, new Operation.Padding(pad));
    }
  }

  private int padBefore(String name) {
    return pads.getOrDefault(name, 0);
  }

  private void dense(String name, FeedForwardLayer layer) throws NotPlannedException {
    INDArray bias = parameter(name, "b");
    Activation activation;
    if (isRelu(layer.getActivationFn())) {
      activation = Activation.RELU;
    } else if (layer.getActivationFn() instanceof ActivationSoftmax) {
      activation = Activation.SOFTMAX;
    } else if (layer.getActivationFn() instanceof ActivationIdentity) {
      activation = Activation.IDENTITY;
    } else {
      throw unknown(name);
    }
    step(name, new Operation.Dense(parameter(name, "W"), bias.reshape(bias.length()), activation));
  }

  private void step(String name, Operation operation) {
    List<String> from = inputs(name).stream().map(this::read).toList();
    steps.add(new PlanStep(name, from, shape(name), operation));
  }

  private String read(String layer) {
    return standsFor.getOrDefault(layer, layer);
  }

  /** Of a picture. */
  private long[] shape(String layer) {
    InputType type = Objects.requireNonNull(types.get(layer));
    return type instanceof InputType.InputTypeConvolutional maps
        ? new long[] {maps.getHeight(), maps.getWidth(), maps.getChannels()}
        : new long[] {type.arrayElementsPerExample()};
  }
}
