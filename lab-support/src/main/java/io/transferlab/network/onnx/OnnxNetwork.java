package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Provenance;
import io.transferlab.core.Sha256;
import io.transferlab.data.Framing;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.LogitPass;
import io.transferlab.network.NetworkSummary;
import io.transferlab.network.Pooling;
import io.transferlab.network.Trunk;
import io.transferlab.network.inference.ForwardPass;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/**
 * A network in a file of ONNX, of whatever kind and maker, together with the card that says how
 * pictures are prepared for it. Its layers are the outputs of the graph's nodes, under the names
 * that the file gives them; any of them can be asked for. It is computed by ONNX Runtime.
 *
 * <pre>{@code
 * FrozenNetwork network = Pretrained.onnx(Path.of("mobilenetv2.onnx"));
 * Features features = FeatureExtractor.of(network).extract(pictures);
 * }</pre>
 *
 * Weights stay in the file until a session is opened, and then outside of the heap.
 */
public final class OnnxNetwork implements FrozenNetwork {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final String EXTENSION = ".onnx";

  private final OnnxModel model;
  private final NetworkCard card;
  private final String name;
  private final OnnxPasses passes;
  private final List<String> descriptors;
  private final String origin;
  private @Nullable String hash;
  private @Nullable String fileHash;

  private OnnxNetwork(OnnxModel model, NetworkCard card) {
    this.model = model;
    this.card = card;
    this.name = card.name().orElse(plainName(model.file().path()));
    InputForm form = InputForm.of(model, card);
    GraphFacts.of(model).requireClasses(card, model.name());
    AtomicReference<OnnxPasses.@Nullable Idle> idle = new AtomicReference<>();
    this.passes = new OnnxPasses(model, form, card, idle);
    CLEANER.register(passes, () -> OnnxPasses.Idle.close(idle));
    card.layers().forEach(this::requireLayer);
    card.embedding().ifPresent(this::requireLayer);
    DescriptorLayers found = new DescriptorLayers(model, card);
    this.descriptors = found.all();
    this.origin = found.origin();
  }

  /**
   * Opens a file with the card beside it.
   *
   * @param file {@code X.onnx}; its card is {@code X.card.json}
   * @return the network
   * @throws LabException if the file is no network for pictures, or damaged; if there is no card,
   *     or one that contradicts the graph
   */
  public static OnnxNetwork of(Path file) {
    OnnxModel model = OnnxModel.read(file);
    Path card = NetworkCard.beside(file);
    if (Files.notExists(card)) {
      throw CardDraft.none(model);
    }
    return new OnnxNetwork(model, NetworkCard.read(card));
  }

  /**
   * Opens a file with a card from elsewhere.
   *
   * @param file of ONNX
   * @param card how pictures are prepared for it
   * @return the network
   * @throws LabException if the file is no network for pictures, or damaged, or the card
   *     contradicts the graph
   */
  public static OnnxNetwork of(Path file, NetworkCard card) {
    return new OnnxNetwork(OnnxModel.read(file), card);
  }

  private static String plainName(Path file) {
    String name = Names.printable(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
        ? name.substring(0, name.length() - EXTENSION.length())
        : name;
  }

  /**
   * The files that it is in.
   *
   * @return the file of ONNX, then those of its external data, which lie beside it
   */
  public Collection<Path> files() {
    return model.files();
  }

  /**
   * What the file does not say.
   *
   * @return how pictures are prepared for it, and the rest
   */
  public NetworkCard card() {
    return card;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> classes() {
    return card.classes();
  }

  /** The file, its hash and the card; the hash is computed the first time it is asked for. */
  @Override
  public Provenance provenance() {
    weightsHash();
    Provenance facts =
        Provenance.none()
            .with("file", model.name())
            .with("file SHA-256", String.valueOf(fileHash))
            .with("card", card.origin());
    if (card.source().isPresent()) {
      facts = facts.with("source", card.source().get());
    }
    if (card.licence().isPresent()) {
      facts = facts.with("licence", card.licence().get());
    }
    return facts.with("engine", "ONNX Runtime");
  }

  @Override
  public int side() {
    return card.framing().side();
  }

  @Override
  public Framing framing() {
    return card.framing();
  }

  @Override
  public Normalisation preprocessing() {
    return card.normalisation();
  }

  @Override
  public List<String> layerNames() {
    return List.copyOf(model.layers().keySet());
  }

  /** Networks of today have hundreds of layers: the nearest one is named, not all. */
  @Override
  public String requireLayer(String layer) {
    if (!model.layers().containsKey(layer)) {
      throw LabException.of(
          "one of the %d layers of %s".formatted(model.layers().size(), name),
          "\"" + layer + "\"",
          "did you mean \"%s\"? summary() lists all"
              .formatted(Names.nearest(layer, model.layers().keySet())));
    }
    return layer;
  }

  /**
   * Those that the card names; else of a convolutional network the outputs of its activations, of a
   * transformer the stream after each of its blocks, input first; last the one that the card calls
   * its embedding.
   */
  @Override
  public List<String> descriptorLayers() {
    return descriptors;
  }

  @Override
  public Pooling usualPooling() {
    return card.pooling().orElse(Pooling.AVERAGE);
  }

  /** Of the file, and of those beside it that hold weights. */
  @Override
  public long weightBytes() {
    long bytes = 0;
    for (Path file : model.files()) {
      try {
        bytes += Files.size(file);
      } catch (IOException e) {
        throw LabException.reading(file, e);
      }
    }
    return bytes;
  }

  /** Shapes are found by computing one blank picture, the first time. */
  @Override
  public NetworkSummary summary() {
    Map<String, LayerForm> forms = passes.forms(layerNames());
    Map<String, Long> parameters = model.parameters();
    List<NetworkSummary.Row> rows = new ArrayList<>();
    String input = model.input().getName();
    rows.add(row(input, "Input", List.of((long) side(), (long) side(), 3L), 0, List.of()));
    for (Map.Entry<String, NodeProto> layer : model.layers().entrySet()) {
      String output = layer.getKey();
      LayerForm form = forms.get(output);
      List<String> inputs =
          OnnxModel.reads(layer.getValue()).stream()
              .filter(value -> model.layers().containsKey(value) || value.equals(input))
              .distinct()
              .toList();
      rows.add(
          row(
              output,
              layer.getValue().getOpType(),
              form == null ? List.of() : passes.shape(output, form),
              parameters.getOrDefault(output, 0L),
              inputs));
    }
    return new NetworkSummary(name, rows);
  }

  private static NetworkSummary.Row row(
      String layer, String kind, List<Long> shape, long parameters, List<String> inputs) {
    return new NetworkSummary.Row(layer, kind, shape, parameters, 0, inputs, true);
  }

  /**
   * Maps come with the channels last, {@code [n, h, w, c]}, whatever the file has; tokens as {@code
   * [n, t, d]}.
   */
  @Override
  public ForwardPass forward(Collection<String> layers) {
    List<String> wanted = List.copyOf(layers);
    Trunk.requireLayers(this, wanted);
    return passes.open(wanted, null);
  }

  @Override
  public Trunk trunk(List<String> layers, Pooling pooling) {
    Trunk.requireLayers(this, layers);
    return new OnnxTrunk(this, passes, List.copyOf(layers), pooling);
  }

  @Override
  public LogitPass logits() {
    return new OnnxLogits(this, model);
  }

  /**
   * The layer whose softmax gives the probabilities of the classes.
   *
   * @return its name
   * @throws LabException if no output depends on the picture
   */
  public String scoresLayer() {
    return OnnxLogits.scores(model);
  }

  /**
   * Begins a model that has this network in it: its operators, without a graph and metadata.
   *
   * @return to be completed
   */
  public ModelProto.Builder model() {
    return model.file().model().toBuilder().clearGraph().clearMetadataProps();
  }

  /**
   * The version of ONNX's own operators that its nodes are of.
   *
   * @return 1 or more
   */
  public long operatorSet() {
    return model.operatorSet();
  }

  /**
   * Writes the part of it that gives some layers into a graph.
   *
   * @param graph takes it in; of as many pictures at a time as the network takes
   * @param front adds what comes before, and names what gives prepared pictures {@code [n, side,
   *     side, 3]}
   * @param layers names of layers
   * @param usual what becomes of maps and tokens
   * @return what is given there for each layer, {@code [n, width]}
   */
  public List<String> writeTo(
      GraphWriter graph, Supplier<String> front, List<String> layers, Pooling usual) {
    Trunk.requireLayers(this, layers);
    passes.write(
        new OnnxPasses.Key(List.copyOf(layers), usual),
        graph,
        () -> graph.node("Identity", TappedGraph.INPUT, List.of(front.get())));
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      rows.add(
          graph.node(
              "Flatten",
              "transferlab/row/" + i,
              List.of(OnnxPasses.output(i)),
              GraphWriter.integer("axis", 1)));
    }
    return rows;
  }

  /** Of the file and what lies beside it, and of what the card says of preparation and tokens. */
  synchronized String weightsHash() {
    model.file().requireUnchanged();
    if (hash == null) {
      Sha256 all = new Sha256();
      for (Path file : model.files()) {
        try {
          String found = Sha256.of(file);
          requireHash(file, found);
          all.add(found);
          fileHash = fileHash == null ? found : fileHash; // the first is the file itself
        } catch (IOException e) {
          throw LabException.reading(file, e);
        }
      }
      all.add(card.framing() + " " + card.normalisation() + " " + card.prefixTokens());
      hash = all.hex();
    }
    return hash;
  }

  private void requireHash(Path file, String found) {
    String expected = card.sha256().orElse(found);
    if (file.equals(model.file().path()) && !expected.equals(found)) {
      throw LabException.of(
          "the file that the card of %s is of, SHA-256 %s".formatted(name, expected),
          found,
          "fetch the file anew, or take the line out of the card if you exported it anew");
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d x %d RGB pictures in, %d classes out, %,d parameters, by ONNX Runtime;"
            + " %d layers describe a picture (%s)",
        name,
        side(),
        side(),
        classes().size(),
        model.parameters().values().stream().mapToLong(Long::longValue).sum(),
        descriptors.size(),
        origin);
  }
}
