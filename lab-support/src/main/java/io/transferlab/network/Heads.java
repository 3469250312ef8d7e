package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Puts new heads on networks, freezes what lies below, and makes weights random again. */
public final class Heads {
  /** The name of the output layer. */
  public static final String OUTPUT = "predictions";

  private Heads() {}

  /**
   * A copy of a network with a new, random output layer: {@link Head#LINEAR}.
   *
   * @param source the network; not changed
   * @param classes names of the new outputs, at least two
   * @param frozenUpTo name of the last layer to freeze, with all before it; null: none
   * @param seed decides the new layer's weights
   * @return the copy
   * @throws LabException as {@link #replace(Backbone, Head, List, String, long)}
   */
  public static Backbone replace(
      Backbone source, List<String> classes, @Nullable String frozenUpTo, long seed) {
    return replace(source, Head.LINEAR, classes, frozenUpTo, seed);
  }

  /**
   * A copy of a network with a new, random head in place of its output layer; on a network without
   * top, behind its last layer.
   *
   * @param source the network; not changed
   * @param head layers before the output
   * @param classes names of the new outputs, at least two
   * @param frozenUpTo name of the last layer to freeze, with all before it; null: none, also where
   *     the source has frozen layers
   * @param seed decides the new layers' weights
   * @return the copy; the layers that stayed have the source's weights bit for bit
   * @throws LabException for an unknown layer (the nearest is offered), one that is no longer
   *     there, or fewer than two classes
   */
  public static Backbone replace(
      Backbone source, Head head, List<String> classes, @Nullable String frozenUpTo, long seed) {
    ComputationGraphConfiguration old = source.graph().getConfiguration();
    boolean hasTop = old.getVertices().containsKey(OUTPUT);
    String last = hasTop ? belowTop(old) : old.getNetworkOutputs().get(0);
    return replaceBehind(source, last, head, classes, frozenUpTo, seed);
  }

  /** The layer that the output layer reads, of a network with top. */
  static String belowTop(ComputationGraphConfiguration network) {
    return Objects.requireNonNull(network.getVertexInputs().get(OUTPUT)).get(0);
  }

  /**
   * A copy of a network without all that comes behind a layer, and with a new, random head there:
   * behind {@code block5_pool} of VGG16, for instance, {@code fc1} and {@code fc2} go too.
   *
   * @param source the network; not changed
   * @param last name of the layer that the head reads
   * @param head layers before the output
   * @param classes names of the new outputs, at least two
   * @param frozenUpTo name of the last layer to freeze, with all before it; null: none
   * @param seed decides the new layers' weights
   * @return the copy; the layers that stayed have the source's weights bit for bit
   * @throws LabException as {@link #replace(Backbone, Head, List, String, long)}
   */
  public static Backbone replaceBehind(
      Backbone source,
      String last,
      Head head,
      List<String> classes,
      @Nullable String frozenUpTo,
      long seed) {
    if (classes.size() < 2) {
      throw LabException.of(
          "at least two classes", classes.toString(), "add pictures of another class");
    }
    if (source.requireLayer(last).equals(OUTPUT)) {
      throw LabException.of(
          "a layer that gives features",
          OUTPUT + ", which gives probabilities",
          "name the layer before it, " + source.layerNames().get(source.layerNames().size() - 2));
    }
    GraphSurgery surgery = GraphSurgery.on(source.graph()).cutBehind(last);
    if (frozenUpTo != null && !surgery.has(source.requireLayer(frozenUpTo))) {
      throw LabException.of(
          "to freeze a layer that stays",
          frozenUpTo + ", which the new head replaces",
          "freeze up to " + last + " at most");
    }
    surgery.freezeUpTo(frozenUpTo);
    ComputationGraph graph =
        append(surgery, source.inputType(), last, head, classes.size(), seed)
            .build(source.inputType(), seed);
    return source.with(graph, classes, source.provenance());
  }

  private static GraphSurgery append(
      GraphSurgery surgery, InputType input, String last, Head head, int classes, long seed) {
    String below = last;
    boolean maps = surgery.typeOf(below, input) instanceof InputType.InputTypeConvolutional;
    if (maps && head.pooling() != Pooling.NONE) {
      String name =
          head.pooling() == Pooling.MAX ? "global_max_pooling2d" : "global_average_pooling2d";
      surgery.append(name, Architecture.global(head.pooling()), below, seed);
      below = name;
    }
    int number = 0;
    List<BaseLayer> layers = layers(head, classes);
    for (BaseLayer layer : layers.subList(0, layers.size() - 1)) {
      String name;
      do {
        name = dense(++number);
      } while (surgery.has(name)); // of an earlier head, kept as features
      surgery.append(name, layer, below, seed);
      below = name;
    }
    return surgery.append(OUTPUT, layers.get(layers.size() - 1), below, seed);
  }

  /** The name of a fully connected layer of a head, 1 for the first. */
  static String dense(int number) {
    return "dense_" + number;
  }

  /** A head's layers, the output last, without names. */
  static List<BaseLayer> layers(Head head, int classes) {
    List<BaseLayer> layers = new ArrayList<>();
    double dropout = head.units().isEmpty() ? head.dropout() : 0; // of the features themselves
    for (int units : head.units()) {
      DenseLayer layer =
          new DenseLayer.Builder()
              .nOut(units)
              .activation(Activation.RELU)
              .weightInit(WeightInit.RELU)
              .build();
      layers.add(with(dropout, layer));
      dropout = head.dropout();
    }
    layers.add(with(dropout, Architecture.output(0, classes)));
    return layers;
  }

  /** DL4J drops inputs of a layer, and counts what it keeps. */
  private static BaseLayer with(double dropout, BaseLayer layer) {
    if (dropout > 0) {
      layer.setIDropout(new Dropout(1 - dropout));
    }
    return layer;
  }

  /**
   * A copy of a network with other frozen layers: any that are not named are trained again. (DL4J
   * itself can freeze but not thaw.)
   *
   * @param network the network, itself with or without frozen layers; not changed
   * @param layer name of the last layer to freeze, with all before it
   * @return the copy, its weights bit for bit the same
   * @throws LabException for an unknown layer (the nearest is offered), or if nothing would be left
   *     to train
   */
  public static Backbone freezeUpTo(Backbone network, String layer) {
    if (GraphSurgery.on(network.graph()).isWhole(network.requireLayer(layer))) {
      throw LabException.of(
          "something left to train",
          "every layer frozen",
          "freeze up to a layer before " + layer + ", or thaw all: Heads.thaw");
    }
    return refrozen(network, layer);
  }

  /**
   * A copy of a network without frozen layers.
   *
   * @param network the network; not changed
   * @return the copy, its weights bit for bit the same
   */
  public static Backbone thaw(Backbone network) {
    return refrozen(network, null);
  }

  private static Backbone refrozen(Backbone network, @Nullable String layer) {
    long seed = network.graph().getConfiguration().getDefaultConfiguration().getSeed();
    ComputationGraph graph =
        GraphSurgery.on(network.graph()).freezeUpTo(layer).build(network.inputType(), seed);
    return network.with(graph, network.classes(), network.provenance());
  }

  /**
   * A network without its top.
   *
   * @param source a network with or without top; not changed
   * @param pooling what comes instead of the top
   * @param side of the pictures it shall take, in pixels, at least 32
   * @return a copy of the trunk, nothing frozen
   */
  public static Backbone withoutTop(Backbone source, Pooling pooling, int side) {
    Architecture architecture = source.architecture().withSide(side);
    ComputationGraph trunk =
        new ComputationGraph(architecture.configuration(new Ending(0, pooling), 0));
    trunk.init();
    Map<String, INDArray> weights = source.graph().paramTable();
    trunk.paramTable().forEach((name, into) -> into.assign(weights.get(name)));
    return Backbone.of(
        source.name(),
        trunk,
        architecture,
        source.preprocessing(),
        ClassList.of(List.of()),
        source.provenance());
  }

  /**
   * The same architecture with new random weights.
   *
   * @param network the network; not changed
   * @param seed decides the weights
   * @return the copy
   */
  public static Backbone randomized(Backbone network, long seed) {
    ComputationGraphConfiguration configuration = network.graph().getConfiguration().clone();
    // Not the seed itself: seed 1 would repeat the weights that a source trained with seed 1 began
    // with, and "from scratch" would not be independent of it.
    configuration.getDefaultConfiguration().setSeed(seed * 7919 + 17);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return network.with(
        graph, network.classes(), Provenance.none().with("weights", "random").with("seed", seed));
  }
}
