package io.transferlab.network;

import io.transferlab.core.Provenance;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;

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
    ComputationGraphConfiguration old = source.graph().getConfiguration();
    LayerVertex top = (LayerVertex) old.getVertices().get(OUTPUT);
    int inputs = (int) ((FeedForwardLayer) top.getLayerConf().getLayer()).getNIn();
    String below = old.getVertexInputs().get(OUTPUT).get(0);
    TransferLearning.GraphBuilder builder =
        new TransferLearning.GraphBuilder(source.graph())
            .fineTuneConfiguration(new FineTuneConfiguration.Builder().seed(seed).build());
    if (frozenUpTo != null) {
      builder.setFeatureExtractor(source.requireLayer(frozenUpTo));
    }
    ComputationGraph graph =
        builder
            .removeVertexAndConnections(OUTPUT)
            .addLayer(OUTPUT, Architecture.output(inputs, classes.size()), below)
            .setOutputs(OUTPUT)
            .build();
    return source.with(graph, classes, source.provenance());
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
