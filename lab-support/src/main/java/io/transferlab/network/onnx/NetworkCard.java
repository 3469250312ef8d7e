package io.transferlab.network.onnx;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.Framing;
import io.transferlab.network.Pooling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file of ONNX does not say of its network: how a picture is framed and normalised for it,
 * which layers describe a picture, what its outputs are called, where it comes from. A card is a
 * JSON file beside the other: {@code X.card.json} beside {@code X.onnx}.
 *
 * <pre>{@code
 * {
 *   "framing": {"fit": "short side", "to": 256, "filter": "bilinear", "crop": 224},
 *   "normalisation": "imagenet",
 *   "classes": "imagenet_class_index.json"
 * }
 * }</pre>
 *
 * Framing and normalisation are never guessed: both are in every card. Immutable.
 */
public final class NetworkCard {
  /** What comes behind the name of the file. */
  private static final String ENDING = ".card.json";

  private static final String ONNX = ".onnx";
  private static final long LARGEST = 16 << 20;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  /** The order of the axes of the network's input. */
  public enum Layout {
    /** Channels before height and width: PyTorch's. */
    NCHW,
    /** Channels last: TensorFlow's. */
    NHWC
  }

  private final Framing framing;
  private final Normalisation normalisation;
  private @Nullable String name;
  private @Nullable Layout layout;
  private @Nullable String embedding;
  private List<String> layers = List.of();
  private @Nullable Pooling pooling;
  private int prefixTokens;
  private List<String> classes = List.of();
  private @Nullable String licence;
  private @Nullable String sha256;
  private @Nullable String source;
  private String origin = "given in Java";

  private NetworkCard(Framing framing, Normalisation normalisation) {
    this.framing = framing;
    this.normalisation = normalisation;
  }

  /**
   * A card that says what every card has to.
   *
   * @param framing how a picture becomes the square that the network takes
   * @param normalisation what is done to its pixels
   * @return the card
   */
  public static NetworkCard of(Framing framing, Normalisation normalisation) {
    return new NetworkCard(framing, normalisation);
  }

  /**
   * Where the card of a network lies.
   *
   * @param onnx the file of the network
   * @return the file beside it, {@code X.card.json}, whether it is there or not
   */
  public static Path beside(Path onnx) {
    String name = String.valueOf(onnx.getFileName());
    boolean ends = name.toLowerCase(Locale.ROOT).endsWith(ONNX);
    return onnx.resolveSibling(
        (ends ? name.substring(0, name.length() - ONNX.length()) : name) + ENDING);
  }

  /**
   * Reads a card.
   *
   * @param card the file, in UTF-8
   * @return what it says
   * @throws LabException if it cannot be read, is no JSON, has an unknown key (the nearest is
   *     offered), a value of another kind or range, or no framing or normalisation
   */
  public static NetworkCard read(Path card) {
    if (Files.isDirectory(card)) {
      throw LabException.of(
          "a card, a file of JSON, as " + card, "a folder", "move it away, or name another file");
    }
    try {
      long size = Files.size(card);
      if (size > LARGEST) {
        throw LabException.of(
            "a card, a small file of JSON, as " + card,
            (size >> 20) + " MiB",
            "name the card, not the network");
      }
      return parse(text(Files.readAllBytes(card)), card).withOrigin(Names.printable(card));
    } catch (CharacterCodingException e) {
      throw LabException.reading(card, e, "save it as UTF-8");
    } catch (IOException e) {
      throw LabException.reading(card, e);
    }
  }

  /** Strictly UTF-8, but for the mark that some editors put in front. */
  static String text(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    if (text.indexOf('\0') >= 0) {
      throw new CharacterCodingException(); // UTF-16 without a mark
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /**
   * Reads a card from a text.
   *
   * @param json the text
   * @param card the file it would lie in: for messages, and where a list of classes is looked for
   * @return what it says
   * @throws LabException as {@link #read}
   */
  public static NetworkCard parse(String json, Path card) {
    return CardReader.read(json, card);
  }

  /**
   * The card of a network that the catalogue has.
   *
   * @param id its name, for instance {@code MobileNetV2_ImageNet}
   * @param onnx the file of the network; a list of classes is looked for beside it
   * @return what the card says
   * @throws LabException if the list of classes is missing
   * @throws IllegalArgumentException if the catalogue has no such card
   */
  public static NetworkCard ofCatalogue(String id, Path onnx) {
    try (InputStream in = NetworkCard.class.getResourceAsStream(id + ENDING)) {
      if (in == null) {
        throw new IllegalArgumentException("no card of " + id);
      }
      return parse(text(in.readAllBytes()), beside(onnx)).withOrigin("of the catalogue");
    } catch (IOException e) {
      throw LabException.reading("the card of " + id + " in the support jar", e);
    }
  }

  /**
   * The card as a text.
   *
   * @return JSON that {@link #parse} reads, the names of the classes in it
   */
  public String json() {
    return CardWriter.json(this);
  }

  private NetworkCard copy() {
    NetworkCard copy = new NetworkCard(framing, normalisation);
    copy.name = name;
    copy.layout = layout;
    copy.embedding = embedding;
    copy.layers = layers;
    copy.pooling = pooling;
    copy.prefixTokens = prefixTokens;
    copy.classes = classes;
    copy.licence = licence;
    copy.sha256 = sha256;
    copy.source = source;
    copy.origin = origin;
    return copy;
  }

  /**
   * How a picture becomes the square that the network takes.
   *
   * @return the framing; its side is the network's
   */
  public Framing framing() {
    return framing;
  }

  /**
   * What is done to the pixels of the square.
   *
   * @return the normalisation
   */
  public Normalisation normalisation() {
    return normalisation;
  }

  /**
   * What the network is called.
   *
   * @return empty: its file's name
   */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /**
   * A copy that says so.
   *
   * @param value a name, for instance {@code MobileNetV2_ImageNet}
   * @return the copy
   */
  public NetworkCard withName(String value) {
    NetworkCard copy = copy();
    copy.name = value;
    return copy;
  }

  /**
   * The order of the axes of the input, where the graph leaves it open.
   *
   * @return empty: the graph says it
   */
  public Optional<Layout> layout() {
    return Optional.ofNullable(layout);
  }

  /**
   * A copy that says so.
   *
   * @param value the order
   * @return the copy
   */
  public NetworkCard withLayout(Layout value) {
    NetworkCard copy = copy();
    copy.layout = value;
    return copy;
  }

  /**
   * The layer that is usually taken alone to describe a picture.
   *
   * @return empty: the last of those that describe one
   */
  public Optional<String> embedding() {
    return Optional.ofNullable(embedding);
  }

  /**
   * A copy that says so.
   *
   * @param value the name of a node's output
   * @return the copy
   */
  public NetworkCard withEmbedding(String value) {
    NetworkCard copy = copy();
    copy.embedding = value;
    return copy;
  }

  /**
   * The layers that describe a picture, together the Full-Network Embedding.
   *
   * @return names of nodes' outputs, input first; empty: chosen by the kind of network
   */
  public List<String> layers() {
    return layers;
  }

  /**
   * A copy that says so.
   *
   * @param value names of nodes' outputs, input first
   * @return the copy
   */
  public NetworkCard withLayers(List<String> value) {
    NetworkCard copy = copy();
    copy.layers = List.copyOf(value);
    return copy;
  }

  /**
   * What becomes of maps and tokens, unless asked otherwise.
   *
   * @return empty: the average
   */
  public Optional<Pooling> pooling() {
    return Optional.ofNullable(pooling);
  }

  /**
   * A copy that says so.
   *
   * @param value the pooling
   * @return the copy
   */
  public NetworkCard withPooling(Pooling value) {
    NetworkCard copy = copy();
    copy.pooling = value;
    return copy;
  }

  /**
   * How many tokens of a sequence stand before those of the picture's patches: CLS, registers.
   *
   * @return 0 or more
   */
  public int prefixTokens() {
    return prefixTokens;
  }

  /**
   * A copy that says so.
   *
   * @param value 0 or more
   * @return the copy
   */
  public NetworkCard withPrefixTokens(int value) {
    NetworkCard copy = copy();
    copy.prefixTokens = value;
    return copy;
  }

  /**
   * The names of the outputs.
   *
   * @return in output order; empty if the card names none
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * A copy that says so.
   *
   * @param value in output order
   * @return the copy
   */
  public NetworkCard withClasses(List<String> value) {
    NetworkCard copy = copy();
    copy.classes = List.copyOf(value);
    return copy;
  }

  /**
   * What the weights may be used for.
   *
   * @return for instance {@code Apache-2.0}; empty if the card does not say
   */
  public Optional<String> licence() {
    return Optional.ofNullable(licence);
  }

  /**
   * A copy that says so.
   *
   * @param value an SPDX name
   * @return the copy
   */
  public NetworkCard withLicence(String value) {
    NetworkCard copy = copy();
    copy.licence = value;
    return copy;
  }

  /**
   * The hash of the file that this is the card of.
   *
   * @return 64 hexadecimal digits, lower case; empty if the card does not say
   */
  public Optional<String> sha256() {
    return Optional.ofNullable(sha256);
  }

  /**
   * A copy that says so.
   *
   * @param value 64 hexadecimal digits
   * @return the copy
   */
  public NetworkCard withSha256(String value) {
    NetworkCard copy = copy();
    copy.sha256 = value;
    return copy;
  }

  /**
   * Where the file comes from.
   *
   * @return an address or a citation; empty if the card does not say
   */
  public Optional<String> source() {
    return Optional.ofNullable(source);
  }

  /**
   * A copy that says so.
   *
   * @param value an address or a citation
   * @return the copy
   */
  public NetworkCard withSource(String value) {
    NetworkCard copy = copy();
    copy.source = value;
    return copy;
  }

  /** Where the card itself was read: a file, or the catalogue. */
  String origin() {
    return origin;
  }

  private NetworkCard withOrigin(String value) {
    NetworkCard copy = copy();
    copy.origin = value;
    return copy;
  }
}
