package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Networks put together of layers of others. Every network made here shares no array with them. */
public final class Transplant {
  private Transplant() {}

  /**
   * The first layers of a network under layers of the same shape with random weights, as in
   * Yosinski et al. 2014 (arXiv 1411.1792, section 3).
   *
   * @param source the network; not changed
   * @param upTo name of the last layer to copy, with all before it; null: none, all is random
   * @param frozen whether the copied layers are kept as they are when the network is trained
   * @param classes names of the outputs of the new, random output layer, at least two
   * @param seed decides the random weights
   * @return the network; the copied layers have the source's weights bit for bit
   * @throws LabException for an unknown layer (the nearest is offered), the output layer, or fewer
   *     than two classes
   */
  public static Backbone firstLayers(
      Backbone source, @Nullable String upTo, boolean frozen, List<String> classes, long seed) {
    if (classes.size() < 2) {
      throw LabException.of(
          "at least two classes", classes.toString(), "add pictures of another class");
    }
    ComputationGraphConfiguration old = source.graph().getConfiguration();
    if (!old.getVertices().containsKey(Heads.OUTPUT)) {
      throw LabException.of(
          "a network with its top", source.name() + " without", "load it with its top");
    }
    String below = Heads.belowTop(old);
    if (upTo != null && source.requireLayer(upTo).equals(Heads.OUTPUT)) {
      throw LabException.of(
          "something left to train",
          "every layer copied, the output too",
          "copy up to " + below + " at most");
    }
    // Not the seed itself: see Heads.randomized.
    long independent = seed * 7919 + 17;
    ComputationGraph graph =
        GraphSurgery.on(source.graph())
            .cutBehind(below)
            .forgetAllBut(upTo)
            .append(Heads.OUTPUT, Architecture.output(0, classes.size()), below, independent)
            .freezeUpTo(frozen ? upTo : null)
            .build(source.inputType(), independent);
    return source.with(
        graph,
        classes,
        Provenance.none()
            .with("layers of", upTo == null ? "no other network" : source.name())
            .with("up to", upTo == null ? "none" : upTo)
            .with("seed", seed));
  }

  /**
   * A network with the output layer of another: what is left of an old task after its layers have
   * learned a new one.
   *
   * @param trunk gives all layers below the output; not changed
   * @param top gives the output layer and the classes; not changed
   * @return the network, nothing frozen
   * @throws LabException if the output layer does not fit the layer below it
   */
  public static Backbone withTopOf(Backbone trunk, Backbone top) {
    for (Backbone network : List.of(trunk, top)) {
      if (!network.layerNames().contains(Heads.OUTPUT)) {
        throw LabException.of(
            "a network with its top", network.name() + " without", "load it with its top");
      }
    }
    long reads = trunk.graph().getLayer(Heads.OUTPUT).getParam("W").size(0);
    long fits = top.graph().getLayer(Heads.OUTPUT).getParam("W").size(0);
    if (reads != fits) {
      throw LabException.of(
          "a layer of " + fits + " values below the output layer of " + top.name(),
          reads + " in " + trunk.name(),
          "take networks of the same shape, without layers between trunk and output");
    }
    Backbone joined = Heads.replace(trunk, top.classes(), null, 0);
    for (String kind : List.of("W", "b")) {
      joined
          .graph()
          .getLayer(Heads.OUTPUT)
          .getParam(kind)
          .assign(top.graph().getLayer(Heads.OUTPUT).getParam(kind));
    }
    return joined;
  }

  /**
   * The same network once more, for trying something out.
   *
   * @param network the network; not changed
   * @return the copy: weights, statistics and frozen layers as they are
   */
  public static Backbone copy(Backbone network) {
    long seed = network.graph().getConfiguration().getDefaultConfiguration().getSeed();
    return network.with(
        GraphSurgery.on(network.graph()).build(network.inputType(), seed),
        network.classes(),
        network.provenance());
  }
}
