package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network together with what belongs to its weights: the preprocessing it was trained with, the
 * names of its classes, where it comes from. Pictures reach the network only through {@link
 * #batches}, so they cannot be prepared the wrong way.
 *
 * <p>Its parts: {@link PictureInput} (pictures in), {@link Classifier} (predictions out), {@link
 * LayeredNetwork} (what lies between).
 */
public final class Backbone implements Classifier, LayeredNetwork {
  private static final int PREDICT_BATCH = 32;

  private final String name;
  private final ComputationGraph graph;
  private final Architecture architecture;
  private final Preprocessing preprocessing;
  private final List<String> classes;
  private final Provenance provenance;

  private Backbone(
      String name,
      ComputationGraph graph,
      Architecture architecture,
      Preprocessing preprocessing,
      List<String> classes,
      Provenance provenance) {
    this.name = name;
    this.graph = graph;
    this.architecture = architecture;
    this.preprocessing = preprocessing;
    this.classes = List.copyOf(classes);
    this.provenance = provenance;
  }

  /**
   * A network with random weights, for training from scratch.
   *
   * @param name what to call it
   * @param architecture its family and sizes
   * @param preprocessing what it shall see
   * @param classes names of its outputs
   * @param seed decides the weights
   * @return the network
   */
  public static Backbone random(
      String name,
      Architecture architecture,
      Preprocessing preprocessing,
      List<String> classes,
      long seed) {
    return new Backbone(
        name,
        architecture.graph(Ending.top(classes.size()), seed),
        architecture,
        preprocessing,
        classes,
        Provenance.none().with("weights", "random").with("seed", seed));
  }

  /**
   * A network with what belongs to its weights.
   *
   * @param name what to call it
   * @param graph the network: input {@code [n, side, side, 3]}, one output
   * @param architecture its family and sizes
   * @param preprocessing what its weights were trained with
   * @param classes names of its outputs; empty without top
   * @param provenance where the weights come from
   * @return the backbone
   */
  static Backbone of(
      String name,
      ComputationGraph graph,
      Architecture architecture,
      Preprocessing preprocessing,
      List<String> classes,
      Provenance provenance) {
    return new Backbone(name, graph, architecture, preprocessing, classes, provenance);
  }

  /**
   * The same network with other weights or another head.
   *
   * @param changed the new graph: same input, one output a class
   * @param newClasses names of its outputs
   * @param newProvenance where it comes from
   * @return a new backbone; this one stays as it is
   */
  public Backbone with(
      ComputationGraph changed, List<String> newClasses, Provenance newProvenance) {
    return new Backbone(name, changed, architecture, preprocessing, newClasses, newProvenance);
  }

  @Override
  public INDArray probabilities(Batch batch) {
    ClassNames.requireTop(this);
    return graph.outputSingle(false, input(batch));
  }

  /**
   * The activations of some layers for one batch. For many batches make one {@link InferencePlan}.
   *
   * @param input prepared pictures {@code [n, side, side, 3]}: {@link Batch#input()}
   * @param layers names of layers
   * @return layer to {@code [n, h, w, c]} or {@code [n, c]}, in the order asked for; the caller's
   *     own
   * @throws LabException for an unknown layer; offers the nearest
   */
  public Map<String, INDArray> activations(INDArray input, Collection<String> layers) {
    Map<String, INDArray> out = new LinkedHashMap<>();
    try (ForwardPass pass = ForwardPass.of(this, layers)) {
      pass.run(input).forEach((layer, array) -> out.put(layer, array.dup('c')));
    }
    return out;
  }

  /** The layer that gives the probabilities. */
  String outputLayer() {
    ClassNames.requireTop(this);
    return graph.getConfiguration().getNetworkOutputs().get(0);
  }

  @Override
  public Classified classify(ImageSet set) {
    return Classified.of(this, pixels(set), PREDICT_BATCH);
  }

  /**
   * The activations of several layers in one pass, as descriptors.
   *
   * @param layers names of layers, at least one
   * @param pooling what becomes of feature maps
   * @return the trunk that computes them, with the weights of this network
   * @throws io.transferlab.core.LabException for no layer, an unknown one or the same one twice
   */
  public Trunk trunk(List<String> layers, Pooling pooling) {
    return Trunk.of(this, layers, pooling, false);
  }

  /**
   * The same before each layer's ReLU: for showing what that changes.
   *
   * @param layers names of layers with a ReLU, at least one
   * @param pooling what becomes of feature maps
   * @return the trunk
   */
  public Trunk trunkBeforeRelu(List<String> layers, Pooling pooling) {
    return Trunk.of(this, layers, pooling, true);
  }

  /**
   * The number of weights that training changes: not those of frozen layers, nor the running
   * statistics of batch normalization, which follow the data without a gradient.
   *
   * @return at most {@code graph().numParams()}
   */
  public long trainableParameters() {
    return summary().trainable();
  }

  @Override
  public ComputationGraph graph() {
    return graph;
  }

  @Override
  public int side() {
    return architecture.side();
  }

  /** What goes in, in DL4J's words. */
  InputType inputType() {
    return Architecture.input(side());
  }

  /**
   * Its family and sizes.
   *
   * @return the architecture, whatever its head is now
   */
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /**
   * A table of the layers: name, kind, output shape, parameters, inputs; then the totals.
   *
   * @return the table; frozen layers are marked
   */
  public NetworkSummary summary() {
    return NetworkSummary.of(this);
  }

  /**
   * Writes the network with its preprocessing, class names and provenance.
   *
   * @param file where to, by custom {@code .zip}; replaced in one step
   * @throws LabException if it cannot be written
   */
  public void save(Path file) {
    SavedNetwork.write(this, file);
  }

  /**
   * Reads a network that {@link #save} wrote.
   *
   * @param file the file
   * @return the network, its frozen layers still frozen
   * @throws LabException if the file is damaged or another's
   */
  public static Backbone load(Path file) {
    return SavedNetwork.read(file);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d x %d RGB pictures in, %d classes out, %,d parameters",
        name,
        side(),
        side(),
        classes.size(),
        graph.numParams());
  }
}
