package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Puts new heads on networks, freezes what lies below, and makes weights random again. */
public final class Heads {
  /** The name of the output layer. */
  public static final String OUTPUT = "predictions";

  private Heads() {}

  /**
   * A copy of a network with a new, random output layer.
   *
   * @param source the network; not changed
   * @param classes names of the new outputs
   * @param frozenUpTo name of the last layer to freeze, with all before it; null: none
   * @param seed decides the new layer's weights
   * @return the copy
   */
  public static Backbone replace(
      Backbone source, List<String> classes, String frozenUpTo, long seed) {
    return replace(source, List.of(), classes, frozenUpTo, seed);
  }

  /**
   * A copy of a network with a new, random head of several layers.
   *
   * @param source the network; not changed
   * @param hidden units of fully connected layers with ReLU before the output, called {@code
   *     dense_1}, {@code dense_2}, ...
   * @param classes names of the new outputs
   * @param frozenUpTo name of the last layer to freeze, with all before it; null: none
   * @param seed decides the new layers' weights
   * @return the copy
   */
  public static Backbone replace(
      Backbone source, List<Integer> hidden, List<String> classes, String frozenUpTo, long seed) {
    ComputationGraphConfiguration old = source.graph().getConfiguration();
    boolean hasTop = old.getVertices().containsKey(OUTPUT);
    String below =
        hasTop ? old.getVertexInputs().get(OUTPUT).get(0) : old.getNetworkOutputs().get(0);
    int inputs = units(source, below);
    TransferLearning.GraphBuilder builder =
        new TransferLearning.GraphBuilder(source.graph())
            .fineTuneConfiguration(new FineTuneConfiguration.Builder().seed(seed).build());
    if (frozenUpTo != null) {
      builder.setFeatureExtractor(source.requireLayer(frozenUpTo));
    }
    if (hasTop) {
      builder.removeVertexAndConnections(OUTPUT);
    }
    int number = 0;
    for (int units : hidden) {
      String name;
      do {
        name = "dense_" + ++number;
      } while (old.getVertices().containsKey(name)); // of an earlier head, kept as features
      DenseLayer layer =
          new DenseLayer.Builder()
              .nIn(inputs)
              .nOut(units)
              .activation(Activation.RELU)
              .weightInit(WeightInit.RELU)
              .build();
      builder.addLayer(name, layer, below);
      below = name;
      inputs = units;
    }
    ComputationGraph graph =
        builder
            .addLayer(OUTPUT, Architecture.output(inputs, classes.size()), below)
            .setOutputs(OUTPUT)
            .build();
    return source.with(graph, classes, source.provenance());
  }

  /** The length of a layer's output. */
  private static int units(Backbone source, String layer) {
    InputType type =
        source.graph().getConfiguration().getLayerActivationTypes(source.inputType()).get(layer);
    if (!(type instanceof InputType.InputTypeFeedForward flat)) {
      throw LabException.of(
          "a network whose features are one vector a picture",
          source.name() + " with feature maps",
          "load it with Pooling.AVERAGE or Pooling.MAX");
    }
    return (int) flat.getSize();
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
        source.name(), trunk, architecture, source.preprocessing(), List.of(), source.provenance());
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
