package io.transferlab.network;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.network.inference.BackwardPass;
import io.transferlab.network.inference.ForwardPass;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network together with what belongs to its weights: the preprocessing it was trained with, the
 * names of its classes, where it comes from. Pictures reach the network only through {@link
 * #batches}, so they cannot be prepared the wrong way.
 */
public final class Backbone implements FrozenNetwork, ClassifierNetwork {
  private static final int PREDICT_BATCH = 32;

  private final String name;
  private final ComputationGraph graph;
  private final Architecture architecture;
  private final Preprocessing preprocessing;
  private final ClassList classes;
  private final Provenance provenance;

  private Backbone(
      String name,
      ComputationGraph graph,
      Architecture architecture,
      Preprocessing preprocessing,
      ClassList classes,
      Provenance provenance) {
    this.name = name;
    this.graph = graph;
    this.architecture = architecture;
    this.preprocessing = preprocessing;
    this.classes = classes;
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
        ClassList.of(classes),
        Provenance.none().with("weights", "random").with("seed", seed));
  }

  /**
   * A network with what belongs to its weights.
   *
   * @param name what to call it
   * @param graph the network: input {@code [n, side, side, 3]}, one output
   * @param architecture its family and sizes
   * @param preprocessing what its weights were trained with
   * @param classes its outputs; empty without top
   * @param provenance where the weights come from
   * @return the backbone
   */
  static Backbone of(
      String name,
      ComputationGraph graph,
      Architecture architecture,
      Preprocessing preprocessing,
      ClassList classes,
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
    return new Backbone(
        name,
        changed,
        architecture,
        preprocessing,
        newClasses.equals(classes.names()) ? classes : ClassList.of(newClasses),
        newProvenance);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * DL4J's network, for everything this class does not do.
   *
   * @return the live graph, not a copy
   */
  public ComputationGraph graph() {
    return graph;
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
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  @Override
  public List<String> classes() {
    return classes.names();
  }

  /** Its outputs, and what would bring names that are missing. */
  ClassList classList() {
    return classes;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public int side() {
    return architecture.side();
  }

  /** What goes in, in DL4J's words. */
  InputType inputType() {
    return Architecture.input(side());
  }

  // Predictions out.

  /**
   * Refuses what needs a classifier.
   *
   * @throws LabException without a top
   */
  public void requireTop() {
    if (classes.names().isEmpty()) {
      throw LabException.of(
          "a network with a classifier",
          name + " without its top",
          "load it with its top, or put a head on it: FineTuner or Heads.replace");
    }
  }

  /**
   * The names of the outputs, where a person expects some.
   *
   * @return in output order, at least two
   * @throws LabException without a top, or if the list of classes of fetched weights is missing;
   *     says how to get it
   */
  public List<String> namedClasses() {
    requireTop();
    return classes.required(name);
  }

  /** The layer that gives the probabilities. */
  String outputLayer() {
    requireTop();
    return graph.getConfiguration().getNetworkOutputs().get(0);
  }

  /**
   * Class probabilities of one batch.
   *
   * @param batch pictures prepared by this network
   * @return {@code [n, classes]}, rows sum to 1
   * @throws LabException without a top, or if another network prepared the pictures
   */
  public INDArray probabilities(Batch batch) {
    requireTop();
    return graph.outputSingle(false, input(batch));
  }

  /**
   * The most probable classes of each picture of a batch, as Keras' {@code decode_predictions}.
   *
   * @param probabilities what {@link #probabilities} gave: {@code [n, classes]}
   * @param most how many classes at most
   * @return for each row the best first; equal probabilities in the order of the classes
   * @throws LabException if the list of classes of fetched weights is missing; says how to get it
   */
  public List<List<ClassProbability>> decodePredictions(INDArray probabilities, int most) {
    return ClassProbability.decode(probabilities, namedClasses(), most);
  }

  /**
   * The most probable classes of one picture.
   *
   * @param picture any size, stretched to the network's
   * @param most how many classes at most
   * @return best first
   * @throws LabException as {@link #decodePredictions}
   */
  public List<ClassProbability> predict(BufferedImage picture, int most) {
    return predict(List.of(picture), most).get(0);
  }

  /**
   * The most probable classes of each of several pictures.
   *
   * @param pictures any size, stretched to the network's
   * @param most how many classes at most
   * @return for each picture the best first, in the order of the pictures
   * @throws LabException as {@link #decodePredictions}
   */
  public List<List<ClassProbability>> predict(List<BufferedImage> pictures, int most) {
    List<Picture> all = new ArrayList<>();
    for (BufferedImage picture : pictures) {
      all.add(new Picture("picture " + (all.size() + 1), 0, size -> picture));
    }
    return predict(ImageSet.of("pictures", namedClasses(), all), most);
  }

  /**
   * The most probable classes of a labelled picture, whatever its label.
   *
   * @param picture of any set
   * @param most how many classes at most
   * @return best first
   * @throws LabException as {@link #decodePredictions}
   */
  public List<ClassProbability> predict(Picture picture, int most) {
    return predict(ImageSet.of("picture", namedClasses(), List.of(picture)), most).get(0);
  }

  @Override
  public List<List<ClassProbability>> predict(ImageSet set, int most) {
    namedClasses();
    List<List<ClassProbability>> found = new ArrayList<>();
    for (Batch batch : batches(pixels(set), PREDICT_BATCH)) {
      try (batch) {
        found.addAll(decodePredictions(probabilities(batch), most));
      }
    }
    return found;
  }

  @Override
  public Classified classify(ImageSet set) {
    return Classified.of(this, pixels(set), PREDICT_BATCH);
  }

  // What lies between.

  @Override
  public List<String> layerNames() {
    return graph.getConfiguration().getTopologicalOrderStr().stream()
        .filter(n -> !graph.getConfiguration().getNetworkInputs().contains(n))
        .toList();
  }

  /**
   * The layers that make descriptors: those with a ReLU of their own (of VGG16 the 13 convolutions,
   * {@code fc1} and {@code fc2}), or that are one behind a normalisation.
   *
   * @return names, input first
   */
  public List<String> reluLayers() {
    return TrunkGraph.reluLayers(graph.getConfiguration());
  }

  /** Those of {@link #reluLayers}. */
  @Override
  public List<String> descriptorLayers() {
    return reluLayers();
  }

  /**
   * The layers whose weights training leaves alone.
   *
   * @return names, input first; empty if all are trained
   */
  public List<String> frozenLayers() {
    return layerNames().stream().filter(n -> graph.getLayer(n) instanceof FrozenLayer).toList();
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
  public NetworkSummary summary() {
    return NetworkSummary.of(this);
  }

  @Override
  public ForwardPass forward(Collection<String> layers) {
    layers.forEach(this::requireLayer);
    return ForwardPass.of(graph, inputType(), layers);
  }

  /**
   * The way back from the score of a class, before the softmax, to the feature maps of a layer;
   * frozen layers are no obstacle.
   *
   * @param layer the name of a layer that gives feature maps
   * @return the pass, of the weights as they are now; to be closed
   * @throws LabException for an unknown layer (the nearest is offered), one that gives no maps, a
   *     network without top, or one with a layer of another kind than the course's on the way
   */
  public BackwardPass backward(String layer) {
    requireTop();
    return BackwardPass.of(graph, inputType(), requireLayer(layer));
  }

  /**
   * The activations of some layers for one batch. For many batches make one {@link #forward}.
   *
   * @param input prepared pictures {@code [n, side, side, 3]}: {@link Batch#input()}
   * @param layers names of layers
   * @return layer to {@code [n, h, w, c]} or {@code [n, c]}, in the order asked for; the caller's
   *     own
   * @throws LabException for an unknown layer; offers the nearest
   */
  public Map<String, INDArray> activations(INDArray input, Collection<String> layers) {
    Map<String, INDArray> out = new LinkedHashMap<>();
    try (ForwardPass pass = forward(layers)) {
      pass.run(input).forEach((layer, array) -> out.put(layer, array.dup('c')));
    }
    return out;
  }

  @Override
  public Trunk trunk(List<String> layers, Pooling pooling) {
    return BackboneTrunk.of(this, layers, pooling.ofMaps(name), false);
  }

  @Override
  public Trunk trunkBeforeRelu(List<String> layers, Pooling pooling) {
    return BackboneTrunk.of(this, layers, pooling.ofMaps(name), true);
  }

  @Override
  public LogitPass logits() {
    return BackboneLogits.of(this);
  }

  // On disk.

  /** Writes the network with its preprocessing, class names and provenance. */
  @Override
  public void save(Path file) {
    save(file, Map.of());
  }

  /**
   * Writes the network together with something else that {@link #load} passes over.
   *
   * @param file where to, by custom {@code .zip}; replaced in one step
   * @param more further entries of the ZIP, name to what writes it; in this order
   * @throws LabException if it cannot be written
   */
  public void save(Path file, Map<String, AtomicFiles.Writer> more) {
    SavedNetwork.write(this, file, more);
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
        classes.names().size(),
        graph.numParams());
  }
}
