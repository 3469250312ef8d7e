package io.transferlab.network;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.network.LogitPass.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A frozen network, a head that reads one of its layers, and the classes that the head tells apart.
 * The network is asked and never changed; the head is a small network of DL4J, which learns.
 */
public final class HeadedNetwork implements ClassifierNetwork {
  /** The name of the head's input. */
  static final String FEATURES = "features";

  private static final int BATCH = 32;

  private final FrozenNetwork network;
  private final String layer;
  private final Pooling pooling;
  private final Head shape;
  private final ComputationGraph head;
  private final List<String> classes;
  private final Provenance provenance;

  private HeadedNetwork(
      FrozenNetwork network,
      String layer,
      Pooling pooling,
      Head shape,
      ComputationGraph head,
      List<String> classes,
      Provenance provenance) {
    this.network = network;
    this.layer = layer;
    this.pooling = pooling;
    this.shape = shape;
    this.head = head;
    this.classes = List.copyOf(classes);
    this.provenance = provenance;
  }

  /**
   * A frozen network with a new, random head.
   *
   * @param network what is asked for features
   * @param layer the name of the layer that the head reads
   * @param pooling what becomes of the layer's maps or tokens before the head; that of the head is
   *     not asked
   * @param head fully connected layers, dropout
   * @param classes names of the outputs, at least two
   * @param seed decides the head's weights
   * @return both
   * @throws LabException for an unknown layer (the nearest is offered), a pooling that it cannot
   *     have, or fewer than two classes
   */
  public static HeadedNetwork of(
      FrozenNetwork network,
      String layer,
      Pooling pooling,
      Head head,
      List<String> classes,
      long seed) {
    if (classes.size() < 2) {
      throw LabException.of(
          "at least two classes", classes.toString(), "add pictures of another class");
    }
    int width;
    try (Trunk trunk = network.trunk(List.of(layer), pooling)) {
      width = trunk.dimension();
    }
    ComputationGraphConfiguration.GraphBuilder graph =
        Architecture.settings(seed)
            .updater(new Sgd())
            .graphBuilder()
            .addInputs(FEATURES)
            .setInputTypes(InputType.feedForward(width));
    List<BaseLayer> layers = Heads.layers(head, classes.size());
    String below = FEATURES;
    for (int i = 0; i < layers.size(); i++) {
      String name = i == layers.size() - 1 ? Heads.OUTPUT : Heads.dense(i + 1);
      graph.addLayer(name, layers.get(i), below);
      below = name;
    }
    ComputationGraph made = new ComputationGraph(graph.setOutputs(below).build());
    made.init();
    return new HeadedNetwork(network, layer, pooling, head, made, classes, network.provenance());
  }

  /**
   * A copy with a head of its own, that can go on learning.
   *
   * @return the copy, its weights bit for bit the same
   */
  public HeadedNetwork copy() {
    return new HeadedNetwork(network, layer, pooling, shape, head.clone(), classes, provenance);
  }

  /**
   * The same with facts about its training.
   *
   * @param value where the head comes from
   * @return a copy that shares network and head
   */
  public HeadedNetwork with(Provenance value) {
    return new HeadedNetwork(network, layer, pooling, shape, head, classes, value);
  }

  /**
   * The frozen network.
   *
   * @return what looks at the pictures
   */
  public FrozenNetwork network() {
    return network;
  }

  /**
   * The layer of the frozen network that the head reads.
   *
   * @return its name
   */
  public String layer() {
    return layer;
  }

  /**
   * What becomes of the layer's feature maps or tokens before the head.
   *
   * @return without effect where the layer gives vectors
   */
  public Pooling pooling() {
    return pooling;
  }

  /** What the head was made of. */
  Head shape() {
    return shape;
  }

  /**
   * The head, as DL4J's network: {@code [n, width]} in, probabilities out.
   *
   * @return the live graph, not a copy
   */
  public ComputationGraph head() {
    return head;
  }

  /**
   * The head's layers that have weights.
   *
   * @return their names, input first; the last is the output
   */
  public List<String> headLayers() {
    return head.getConfiguration().getTopologicalOrderStr().stream()
        .filter(name -> !name.equals(FEATURES))
        .toList();
  }

  @Override
  public String name() {
    return network.name();
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The features that the head reads, for many batches.
   *
   * @return the trunk, with one layer; to be closed
   */
  public Trunk trunk() {
    return network.trunk(List.of(layer), pooling);
  }

  /**
   * The way from pictures to the logits, of which the softmax gives the probabilities.
   *
   * @return the pass, of the head's weights as they are when it runs; to be closed
   */
  public LogitPass logits() {
    Trunk trunk = trunk();
    return new LogitPass() {
      @Override
      public Rows run(INDArray prepared) {
        int n = (int) prepared.size(0);
        int[] places = IntStream.range(0, n).toArray();
        return rows(trunk, new Batch(prepared, new int[n], places, network.preprocessing()));
      }

      @Override
      public void close() {
        trunk.close();
      }
    };
  }

  private Rows rows(Trunk trunk, Batch batch) {
    INDArray read = trunk.forward(batch).values().iterator().next().dup('c');
    List<String> layers = headLayers();
    for (String dense : layers.subList(0, layers.size() - 1)) {
      INDArray next = linear(dense, read);
      read.close();
      read = Transforms.relu(next, false);
    }
    return new Rows(linear(layers.get(layers.size() - 1), read), read);
  }

  private INDArray linear(String name, INDArray rows) {
    INDArray bias = head.getLayer(name).getParam("b");
    return rows.mmul(head.getLayer(name).getParam("W"))
        .addiRowVector(bias.reshape(1, bias.length()));
  }

  @Override
  public Classified classify(ImageSet set) {
    try (Trunk trunk = trunk()) {
      return Classified.of(
          network, network.pixels(set), BATCH, batch -> probabilities(trunk, batch));
    }
  }

  private INDArray probabilities(Trunk trunk, Batch batch) {
    Rows rows = rows(trunk, batch);
    rows.features().close();
    return Transforms.softmax(rows.logits(), false);
  }

  @Override
  public List<List<ClassProbability>> predict(ImageSet set, int most) {
    List<List<ClassProbability>> found = new ArrayList<>();
    try (Trunk trunk = trunk()) {
      for (Batch batch : network.batches(network.pixels(set), BATCH)) {
        try (batch;
            INDArray probabilities = probabilities(trunk, batch)) {
          found.addAll(ClassProbability.decode(probabilities, classes, most));
        }
      }
    }
    return found;
  }

  @Override
  public void save(Path file) {
    FrozenFile.write(network, this, file, Map.of());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, frozen, and behind its layer %s a head of %,d weights for %d classes",
        network.name(),
        layer,
        head.numParams(),
        classes.size());
  }
}
