package io.transferlab.network;

import io.transferlab.core.LabException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's configuration with a pooling vertex behind each layer that is asked for. The pooling
 * happens inside the forward pass, where the room of every map is free again as soon as its last
 * reader is done.
 *
 * @param configuration the network with its pooling
 * @param taps layer to the vertex that gives its descriptor, in the order asked for
 * @param widths layer to the number of its values, in the same order
 * @param uses the layers that have a part in the result
 */
record TrunkGraph(
    ComputationGraphConfiguration configuration,
    Map<String, String> taps,
    Map<String, Integer> widths,
    Set<String> uses) {

  static TrunkGraph of(
      ComputationGraphConfiguration network,
      InputType input,
      List<String> layers,
      Pooling pooling,
      boolean beforeRelu) {
    ComputationGraphConfiguration changed = network.clone();
    changed.setTopologicalOrder(null);
    changed.setTopologicalOrderStr(null);
    if (beforeRelu) {
      layers.forEach(layer -> splitRelu(changed, layer));
    }
    Map<String, InputType> types = changed.getLayerActivationTypes(true, false, input);
    Map<String, String> taps = new LinkedHashMap<>();
    Map<String, Integer> widths = new LinkedHashMap<>();
    for (String layer : layers) {
      InputType type = Objects.requireNonNull(types.get(layer));
      if (type instanceof InputType.InputTypeConvolutional map) {
        boolean pooled = pooling != Pooling.NONE;
        taps.put(layer, pooled ? pool(changed, layer, map, pooling) : layer);
        long values = pooled ? map.getChannels() : map.arrayElementsPerExample();
        widths.put(layer, Math.toIntExact(values));
      } else {
        taps.put(layer, layer);
        widths.put(layer, Math.toIntExact(type.arrayElementsPerExample()));
      }
    }
    Set<String> uses = ancestors(changed, taps.values());
    // DL4J leaves workspaces open if a pass ends before the last vertex.
    changed.getVertices().keySet().retainAll(uses);
    changed.getVertexInputs().keySet().retainAll(uses);
    changed.setNetworkOutputs(List.copyOf(taps.values()));
    return new TrunkGraph(changed, taps, widths, uses);
  }

  /** The layers whose activation is a ReLU, or that are one: in the order of the network. */
  static List<String> reluLayers(ComputationGraphConfiguration network) {
    List<String> names = new ArrayList<>();
    for (String name : network.getTopologicalOrderStr()) {
      if (network.getVertices().get(name) instanceof LayerVertex vertex
          && rectifies(settings(vertex))) {
        names.add(name);
      }
    }
    return names;
  }

  private static org.deeplearning4j.nn.conf.layers.Layer settings(LayerVertex vertex) {
    org.deeplearning4j.nn.conf.layers.Layer layer = vertex.getLayerConf().getLayer();
    return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
  }

  private static boolean rectifies(org.deeplearning4j.nn.conf.layers.Layer layer) {
    // A normalisation has the field too, inherited from the network's defaults, but no ReLU.
    boolean own = layer instanceof ConvolutionLayer || layer instanceof DenseLayer;
    return own && ((BaseLayer) layer).getActivationFn() instanceof ActivationReLU
        || layer instanceof ActivationLayer activation
            && activation.getActivationFn() instanceof ActivationReLU;
  }

  /** Moves a layer's ReLU into a vertex of its own, which its readers then read. */
  private static void splitRelu(ComputationGraphConfiguration network, String layer) {
    if (!(network.getVertices().get(layer) instanceof LayerVertex vertex
        && settings(vertex) instanceof BaseLayer base
        && rectifies(base))) {
      throw LabException.of(
          "a convolution or a fully connected layer with a ReLU",
          layer + ", which has none of its own",
          "ask for block1_conv1 or fc1, or take the activations as they are");
    }
    base.setActivationFn(new ActivationIdentity());
    String relu = layer + "/relu";
    for (List<String> inputs : network.getVertexInputs().values()) {
      inputs.replaceAll(input -> input.equals(layer) ? relu : input);
    }
    add(network, relu, new ActivationLayer(Activation.RELU), layer);
  }

  private static String pool(
      ComputationGraphConfiguration network,
      String layer,
      InputType.InputTypeConvolutional map,
      Pooling pooling) {
    String name = layer + "/pooled";
    int side = Math.toIntExact(map.getHeight());
    // A window as large as the map finds the same maximum as the general reduction, sooner.
    add(
        network,
        name,
        pooling == Pooling.MAX ? Architecture.maximum(side, side) : Architecture.global(pooling),
        layer);
    return name;
  }

  private static void add(
      ComputationGraphConfiguration network,
      String name,
      org.deeplearning4j.nn.conf.layers.Layer layer,
      String from) {
    NeuralNetConfiguration conf = network.getDefaultConfiguration().clone();
    layer.setLayerName(name);
    conf.setLayer(layer);
    conf.setVariables(new ArrayList<>());
    Map<String, GraphVertex> vertices = new LinkedHashMap<>(network.getVertices());
    vertices.put(name, new LayerVertex(conf, null));
    network.setVertices(vertices);
    Map<String, List<String>> inputs = new LinkedHashMap<>(network.getVertexInputs());
    inputs.put(name, new ArrayList<>(List.of(from)));
    network.setVertexInputs(inputs);
  }

  private static Set<String> ancestors(
      ComputationGraphConfiguration network, Collection<String> layers) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(layers);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (found.add(name)) {
        open.addAll(network.getVertexInputs().getOrDefault(name, List.of()));
      }
    }
    return found;
  }

  /** The network itself, computing with the weights of another graph of the same layers. */
  ComputationGraph sharing(ComputationGraph owner) {
    long parameters = layers(owner).stream().mapToLong(Layer::numParams).sum();
    ComputationGraph graph = new ComputationGraph(configuration);
    // DL4J wants room for weights of its own; it is never written to, and freed again below.
    try (INDArray room = Nd4j.createUninitialized(DataType.FLOAT, 1, parameters)) {
      graph.init(room, false);
      for (Layer layer : layers(owner)) {
        if (layer.numParams() > 0) {
          graph.getLayer(name(layer)).setParamTable(layer.paramTable());
        }
      }
    }
    return graph;
  }

  private List<Layer> layers(ComputationGraph owner) {
    return Arrays.stream(owner.getLayers()).filter(l -> uses.contains(name(l))).toList();
  }

  private static String name(Layer layer) {
    return layer.conf().getLayer().getLayerName();
  }
}
