package io.transferlab.sentences;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Progress;
import io.transferlab.core.Sha256;
import io.transferlab.core.Sizes;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import io.transferlab.network.onnx.NetworkCard;
import io.transferlab.network.onnx.OnnxEngine;
import io.transferlab.network.onnx.OnnxSession;
import io.transferlab.words.text.TextEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Makes one vector of a sentence by a network that reads all of its words in their context. N.
 * Reimers, I. Gurevych: Sentence-BERT, EMNLP 2019.
 *
 * <pre>{@code
 * try (SentenceEncoder encoder = SentenceEncoder.embedded()) {
 *   float[][] rows = encoder.encode(List.of("A cat sleeps.", "The kitten is asleep."));
 * }
 * }</pre>
 *
 * A text of more tokens than the network reads is cut: {@link #isCut} tells, and {@link
 * #encodeWindows} reads it to its end. An empty text has a vector too, that of nothing, as in
 * sentence-transformers. For any number of threads.
 */
public final class SentenceEncoder implements TextEncoder, AutoCloseable {
  /** What becomes one vector of those of all tokens. */
  public enum Pooling {
    /** The mean of all tokens, special ones included, without padding. */
    MEAN,
    /** The vector of the first token, which some networks are trained to sum the text up in. */
    CLS
  }

  private static final String EMBEDDED = "MiniLM";
  private static final String FILE = "/all-minilm-l6-v2-q";
  private static final int DIMENSION = 384;
  private static final int LONGEST = 256;

  /** What the catalogue has, by the names of its entries. */
  private static final List<String> FETCHED = List.of("minilm-fp32", "bge-small-en");

  private static final int BATCH = 32;

  /** Tokens of a batch, padding included: longer texts go in smaller batches. */
  private static final int BATCH_TOKENS = 2048;

  /** Neighbouring windows have a quarter of a window in common. */
  private static final int OVERLAP = 4;

  private final EncoderNetwork network;
  private final SubwordTokenizer tokenizer;
  private final String name;
  private final int dimension;
  private final int longest;
  private final String query;
  private final String document;
  private Pooling pooling;
  private int window;

  private SentenceEncoder(
      EncoderNetwork network,
      SubwordTokenizer tokenizer,
      String name,
      int dimension,
      int longest,
      String query,
      String document,
      Pooling pooling) {
    this.network = network;
    this.tokenizer = tokenizer;
    this.name = name;
    this.dimension = dimension;
    this.longest = longest;
    this.query = query;
    this.document = document;
    this.pooling = pooling;
    this.window = longest;
  }

  /**
   * The encoder that comes with the course: all-MiniLM-L6-v2 of sentence-transformers, six layers
   * of width 384 with weights of 8 bits (Apache-2.0). It reads English, 256 tokens at most.
   *
   * @return the encoder, to be closed
   * @throws LabException if there is no library for this system
   */
  public static SentenceEncoder embedded() {
    try (InputStream model = resource(".onnx");
        InputStream tokenizer = resource("-tokenizer.json")) {
      return new SentenceEncoder(
          EncoderNetwork.of(
              OnnxEngine.defaults().open(model.readAllBytes()), EMBEDDED, "last_hidden_state"),
          SubwordTokenizer.read(tokenizer, EMBEDDED),
          EMBEDDED,
          DIMENSION,
          LONGEST,
          "",
          "",
          Pooling.MEAN);
    } catch (IOException e) {
      throw LabException.reading("MiniLM on the class path", e);
    }
  }

  private static InputStream resource(String ending) {
    return Objects.requireNonNull(
        SentenceEncoder.class.getResourceAsStream(FILE + ending), FILE + ending);
  }

  /**
   * Opens an encoder by what a user types.
   *
   * @param typed {@code MiniLM}, a name of the catalogue ({@code minilm-fp32}, {@code
   *     bge-small-en}), or a file of ONNX with a card beside it
   * @return the encoder, to be closed
   * @throws LabException if there is none; offers the nearest, or the command that fetches it
   */
  public static SentenceEncoder open(String typed) {
    String word = typed.strip().toLowerCase(Locale.ROOT);
    if (word.equals(EMBEDDED.toLowerCase(Locale.ROOT)) || word.equals("embedded")) {
      return embedded();
    }
    if (FETCHED.contains(word)) {
      return fetched(word, Places.fromEnvironment());
    }
    if (!word.endsWith(".onnx")) {
      List<String> names = new ArrayList<>(List.of(EMBEDDED));
      names.addAll(FETCHED);
      throw Names.unknown("an encoder, or a file X.onnx with a card beside it", typed, names);
    }
    return of(Path.of(typed.strip()));
  }

  private static SentenceEncoder fetched(String id, Places places) {
    Entry entry = DownloadCatalogue.load().get(id);
    Path folder =
        places
            .find(entry)
            .orElseThrow(
                () ->
                    LabException.of(
                        "the encoder " + id + " on this machine",
                        "nothing in " + places.target(entry),
                        "run `%s` (%s; %s)"
                            .formatted(
                                entry.command(), Sizes.text(entry.bytes()), entry.licence())));
    Path onnx = folder.resolve(entry.files().get(0).name());
    boolean own = Files.exists(NetworkCard.beside(onnx));
    return of(onnx, own ? EncoderCard.beside(onnx) : EncoderCard.ofCatalogue(id, onnx));
  }

  /**
   * Opens an encoder in a file.
   *
   * @param onnx the file; beside it its card and {@code tokenizer.json}
   * @return the encoder, to be closed
   * @throws LabException if file, card or tokenizer is missing or damaged, or the tokenizer is not
   *     that of the network
   */
  public static SentenceEncoder of(Path onnx) {
    if (!Files.isRegularFile(onnx)) {
      throw LabException.of(
          "a file of ONNX",
          (Files.isDirectory(onnx) ? "a folder " : "nothing at ") + Names.printable(onnx),
          "name the file of the encoder");
    }
    return of(onnx, EncoderCard.beside(onnx));
  }

  private static SentenceEncoder of(Path onnx, EncoderCard card) {
    SubwordTokenizer tokenizer = SubwordTokenizer.read(card.tokenizer());
    card.sha256().ifPresent(hash -> requireHash(onnx, hash));
    OnnxEngine engine = OnnxEngine.defaults();
    EncoderNetwork network = EncoderNetwork.of(engine.open(onnx), card.name(), card.output());
    boolean serves = false;
    try {
      int dimension = network.dimensionWith(tokenizer, card.longest(), engine);
      int said = card.dimension().orElse(dimension);
      if (said != dimension) {
        throw LabException.of(
            "vectors of " + said + " numbers, as the card of " + card.name() + " says",
            dimension + " numbers",
            "mend \"dimension\" there, or name another \"output\"");
      }
      SentenceEncoder encoder =
          new SentenceEncoder(
              network,
              tokenizer,
              card.name(),
              dimension,
              card.longest(),
              card.query(),
              card.document(),
              card.pooling());
      serves = true;
      return encoder;
    } finally {
      if (!serves) {
        network.close();
      }
    }
  }

  private static void requireHash(Path onnx, String expected) {
    try {
      String found = Sha256.of(onnx);
      if (!found.equals(expected)) {
        throw LabException.of(
            "the file with the SHA-256 that its card says, " + expected,
            Names.printable(onnx) + " with " + found,
            "fetch it anew, or mend the card");
      }
    } catch (IOException e) {
      throw LabException.reading(onnx, e);
    }
  }

  private SentenceEncoder copy() {
    SentenceEncoder copy =
        new SentenceEncoder(network, tokenizer, name, dimension, longest, query, document, pooling);
    copy.window = window;
    return copy;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  /**
   * How many tokens of a text are read, the special ones included; what is behind them is cut off.
   *
   * @return at least 3
   */
  public int longest() {
    return longest;
  }

  /**
   * What becomes one vector of those of all tokens.
   *
   * @return the pooling
   */
  public Pooling pooling() {
    return pooling;
  }

  /**
   * An encoder that pools otherwise, with the same network: closing one closes both.
   *
   * @param value the pooling
   * @return the copy
   */
  public SentenceEncoder withPooling(Pooling value) {
    SentenceEncoder copy = copy();
    copy.pooling = value;
    return copy;
  }

  /**
   * How many tokens a window of {@link #encodeWindows} has, the special ones included.
   *
   * @return as many as the network reads, unless changed
   */
  public int window() {
    return window;
  }

  /**
   * An encoder that cuts long texts into other windows, with the same network: closing one closes
   * both.
   *
   * @param value tokens, the special ones included: from 16, or as many as the network reads if
   *     that is fewer
   * @return the copy
   * @throws LabException for fewer or more
   */
  public SentenceEncoder withWindow(int value) {
    int least = Math.min(16, longest);
    if (value < least || value > longest) {
      throw LabException.of(
          "a window of %d to %d tokens".formatted(least, longest),
          String.valueOf(value),
          "choose one in between");
    }
    SentenceEncoder copy = copy();
    copy.window = value;
    return copy;
  }

  /**
   * What the network reads of a text.
   *
   * @param text any text
   * @return pieces of words and special tokens, at most {@link #longest}
   */
  public List<String> tokens(String text) {
    return IntStream.of(tokenizer.encode(document + text, longest).ids())
        .mapToObj(tokenizer::piece)
        .toList();
  }

  /**
   * Whether the end of a text is not read.
   *
   * @param text any text
   * @return true if {@link #encode} cuts it
   */
  public boolean isCut(String text) {
    return tokenizer.encode(document + text, longest).cut();
  }

  /**
   * Encodes texts, those of like length together, and says how far it is if that takes long. An
   * int8 network chooses its scales for each batch: there the same text among others has a slightly
   * different vector (MiniLM: cosine 0.99).
   *
   * @param texts any texts
   * @return {@code [texts][dimension]} in the order given, each row of length 1 (L2)
   * @throws CancellationException if the thread is interrupted; the encoder stays usable
   */
  @Override
  public float[][] encode(List<String> texts) {
    return encode(texts, document);
  }

  @Override
  public float[][] encodeQueries(List<String> queries) {
    return encode(queries, query);
  }

  private float[][] encode(List<String> texts, String prefix) {
    List<SubwordTokenizer.Encoding> encodings = new ArrayList<>(texts.size());
    for (String text : texts) {
      stopIfInterrupted();
      encodings.add(tokenizer.encode(prefix + text, longest));
    }
    return rows(encodings);
  }

  /**
   * Encodes texts to their ends: those that are too long in windows, of which neighbours have a
   * quarter in common.
   *
   * @param texts any texts
   * @return for each text {@code [windows][dimension]}: at least one row, each of length 1 (L2)
   * @throws CancellationException if the thread is interrupted; the encoder stays usable
   */
  @Override
  public List<float[][]> encodeWindows(List<String> texts) {
    List<SubwordTokenizer.Encoding> all = new ArrayList<>();
    int[] first = new int[texts.size() + 1];
    for (int i = 0; i < texts.size(); i++) {
      stopIfInterrupted();
      all.addAll(windows(tokenizer.pieces(document + texts.get(i), Integer.MAX_VALUE)));
      first[i + 1] = all.size();
    }
    float[][] rows = rows(all);
    return IntStream.range(0, texts.size())
        .mapToObj(i -> Arrays.copyOfRange(rows, first[i], first[i + 1]))
        .toList();
  }

  private List<SubwordTokenizer.Encoding> windows(int[] pieces) {
    int room = window - tokenizer.specials();
    List<SubwordTokenizer.Encoding> windows = new ArrayList<>();
    int from = 0;
    while (true) {
      int to = Math.min(pieces.length, from + room);
      windows.add(tokenizer.wrap(Arrays.copyOfRange(pieces, from, to), false));
      if (to == pieces.length) {
        return windows;
      }
      int next = from + room - room / OVERLAP;
      // A window begins with a word, where there is one near.
      int word = next;
      while (word > from + room / 2 && !tokenizer.begins(pieces[word])) {
        word--;
      }
      from = tokenizer.begins(pieces[word]) ? word : next;
    }
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while encoding texts");
    }
  }

  /** Longest first: a batch is padded to its longest, and what does not fit fails at once. */
  private float[][] rows(List<SubwordTokenizer.Encoding> encodings) {
    List<Integer> order =
        IntStream.range(0, encodings.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -encodings.get(i).ids().length))
            .toList();
    float[][] rows = new float[encodings.size()][];
    double tokens = encodings.stream().mapToDouble(e -> e.ids().length).sum();
    try (Progress progress = Progress.of("sentences", "tokens", tokens)) {
      int from = 0;
      while (from < rows.length) {
        stopIfInterrupted();
        int length = Math.max(1, encodings.get(order.get(from)).ids().length);
        int size = Math.max(1, Math.min(BATCH, BATCH_TOKENS / length));
        List<Integer> batch = order.subList(from, Math.min(rows.length, from + size));
        List<SubwordTokenizer.Encoding> texts = batch.stream().map(encodings::get).toList();
        OnnxSession.Numbers out = network.run(texts);
        int width = Math.toIntExact(out.shape()[1]) * dimension;
        for (int i = 0; i < batch.size(); i++) {
          int count = pooling == Pooling.CLS ? 1 : Math.max(1, texts.get(i).ids().length);
          rows[batch.get(i)] = pooled(out.values(), i * width, count);
        }
        from += batch.size();
        progress.done(texts.stream().mapToDouble(e -> e.ids().length).sum());
      }
    }
    return rows;
  }

  private float[] pooled(float[] values, int first, int tokens) {
    double[] sum = new double[dimension];
    for (int k = 0; k < tokens; k++) {
      for (int d = 0; d < dimension; d++) {
        sum[d] += values[first + k * dimension + d];
      }
    }
    double squares = 0;
    for (double s : sum) {
      squares += s * s;
    }
    double length = squares > 0 ? Math.sqrt(squares) : 1;
    float[] row = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      row[d] = (float) (sum[d] / length);
    }
    return row;
  }

  /** Frees the network; encoders that share it are closed too. */
  @Override
  public void close() {
    network.close();
  }
}
