package io.transferlab.network;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Provenance;
import io.transferlab.data.Augmentation;
import io.transferlab.data.Batch;
import io.transferlab.data.Batches;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Pixels;
import io.transferlab.data.Views;
import io.transferlab.evaluate.Evaluation;
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
public final class Backbone {
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

  /**
   * Its name, for instance {@code Sketch_Objects}.
   *
   * @return the name
   */
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

  /**
   * What it does to pixels first.
   *
   * @return the preprocessing of its weights
   */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /**
   * The names of its outputs.
   *
   * @return in output order; empty without top
   */
  public List<String> classes() {
    return classes.names();
  }

  /** Its outputs, and what would bring names that are missing. */
  ClassList classList() {
    return classes;
  }

  /**
   * Where its weights come from.
   *
   * @return seed, data, command and figures
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The side of the pictures it takes.
   *
   * @return pixels
   */
  public int side() {
    return architecture.side();
  }

  /** What goes in, in DL4J's words. */
  InputType inputType() {
    return Architecture.input(side());
  }

  // Pictures in.

  /**
   * A set's pixels at the size this network takes.
   *
   * @param set the pictures
   * @return the reader
   */
  public Pixels pixels(ImageSet set) {
    return Pixels.of(set, side());
  }

  /**
   * One pass over pictures, prepared for this network, in the set's order.
   *
   * @param pixels the pictures, read at {@link #side()}
   * @param batchSize pictures in a batch
   * @return the batches
   */
  public Batches batches(Pixels pixels, int batchSize) {
    return Batches.inOrder(checked(pixels), preprocessing, batchSize);
  }

  /**
   * One pass over several crops of each picture, prepared for this network, in the set's order.
   *
   * @param pixels the pictures, read somewhat larger than {@link #side()}
   * @param views which crops; the rows of a picture follow one another
   * @param pictures pictures in a batch
   * @return the batches
   */
  public Batches batches(Pixels pixels, Views views, int pictures) {
    return Batches.views(pixels, preprocessing, views, side(), pictures);
  }

  /**
   * One epoch of training: shuffled, augmented, prepared for this network.
   *
   * @param pixels the pictures, read at {@link #side()}
   * @param augmentation random changes
   * @param batchSize pictures in a batch
   * @param seed decides order and changes
   * @return the batches
   */
  public Batches epoch(Pixels pixels, Augmentation augmentation, int batchSize, long seed) {
    return Batches.shuffled(checked(pixels), preprocessing, augmentation, batchSize, seed);
  }

  private Pixels checked(Pixels pixels) {
    if (pixels.size() != side()) {
      throw new IllegalArgumentException(
          "Expected pictures of %d pixels a side, as %s takes; found %d"
              .formatted(side(), name, pixels.size()));
    }
    return pixels;
  }

  /**
   * What of a batch goes into the network.
   *
   * @param batch pictures prepared by this network, or by one with the same preprocessing
   * @return {@code [n, side, side, 3]}
   * @throws LabException if they were prepared for another network: it would answer, and wrongly
   */
  public INDArray input(Batch batch) {
    if (!preprocessing.equals(batch.transform())) {
      throw LabException.of(
          "pictures prepared for " + name + ": " + preprocessing,
          String.valueOf(batch.transform()),
          "make the batches by this network: its batches(pixels, size)");
    }
    return batch.input();
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
  public List<List<Prediction>> decodePredictions(INDArray probabilities, int most) {
    return Prediction.decode(probabilities, namedClasses(), most);
  }

  /**
   * The most probable classes of one picture.
   *
   * @param picture any size, stretched to the network's
   * @param most how many classes at most
   * @return best first
   * @throws LabException as {@link #decodePredictions}
   */
  public List<Prediction> predict(BufferedImage picture, int most) {
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
  public List<List<Prediction>> predict(List<BufferedImage> pictures, int most) {
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
  public List<Prediction> predict(Picture picture, int most) {
    return predict(ImageSet.of("picture", namedClasses(), List.of(picture)), most).get(0);
  }

  /**
   * The most probable classes of each picture of a set, whatever its classes.
   *
   * @param set the pictures
   * @param most how many classes at most
   * @return for each picture the best first, in the order of the set
   * @throws LabException as {@link #decodePredictions}
   */
  public List<List<Prediction>> predict(ImageSet set, int most) {
    namedClasses();
    List<List<Prediction>> found = new ArrayList<>();
    for (Batch batch : batches(pixels(set), PREDICT_BATCH)) {
      try (batch) {
        found.addAll(decodePredictions(probabilities(batch), most));
      }
    }
    return found;
  }

  /**
   * Classifies a set.
   *
   * @param set labelled pictures whose classes are this network's
   * @return what it got right
   */
  public Evaluation evaluate(ImageSet set) {
    return classify(set).evaluation();
  }

  /**
   * Classifies a set, with its loss and the pictures that could not be read.
   *
   * @param set labelled pictures whose classes are this network's
   * @return all of it
   */
  public Classified classify(ImageSet set) {
    return Classified.of(this, pixels(set), PREDICT_BATCH);
  }

  // What lies between.

  /**
   * The names of the layers, input first.
   *
   * @return names as used by {@link #requireLayer}
   */
  public List<String> layerNames() {
    return graph.getConfiguration().getTopologicalOrderStr().stream()
        .filter(n -> !graph.getConfiguration().getNetworkInputs().contains(n))
        .toList();
  }

  /**
   * Checks a layer's name.
   *
   * @param layer the name
   * @return the same name
   * @throws LabException if there is none of that name; offers the nearest
   */
  public String requireLayer(String layer) {
    if (!layerNames().contains(layer)) {
      throw Names.unknown("a layer of " + name, layer, layerNames());
    }
    return layer;
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

  /**
   * A table of the layers: name, kind, output shape, parameters, inputs; then the totals.
   *
   * @return the table; frozen layers are marked
   */
  public NetworkSummary summary() {
    return NetworkSummary.of(this);
  }

  /**
   * The way from pictures to the activations of some layers, for many batches.
   *
   * @param layers names of layers
   * @return the pass, of the weights as they are now; to be closed
   * @throws LabException for an unknown layer; offers the nearest
   */
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

  /**
   * The activations of several layers in one pass, as descriptors.
   *
   * @param layers names of layers, at least one
   * @param pooling what becomes of feature maps
   * @return the trunk that computes them, with the weights of this network
   * @throws LabException for no layer, an unknown one or the same one twice
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
   * The way from pictures to the logits, of which the softmax gives the probabilities.
   *
   * @return the pass, of the weights as they are now; to be closed
   * @throws LabException without a top
   */
  public LogitPass logits() {
    return LogitPass.of(this);
  }

  // On disk.

  /**
   * Writes the network with its preprocessing, class names and provenance.
   *
   * @param file where to, by custom {@code .zip}; replaced in one step
   * @throws LabException if it cannot be written
   */
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
