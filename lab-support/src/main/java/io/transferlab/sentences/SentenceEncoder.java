package io.transferlab.sentences;

import io.transferlab.core.LabException;
import io.transferlab.network.onnx.OnnxEngine;
import io.transferlab.network.onnx.OnnxSession;
import io.transferlab.words.text.TextEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * For any number of threads.
 */
public final class SentenceEncoder implements TextEncoder, AutoCloseable {
  /** What becomes one vector of those of all tokens. */
  public enum Pooling {
    /** The mean of all tokens, special ones included, without padding. */
    MEAN,
    /** The vector of the first token, which some networks are trained to sum the text up in. */
    CLS
  }

  private static final String FILE = "/all-minilm-l6-v2-q";
  private static final int BATCH = 32;

  /** Tokens of a batch, padding included: longer texts go in smaller batches. */
  private static final int BATCH_TOKENS = 4096;

  private final OnnxSession session;
  private final SubwordTokenizer tokenizer;
  private final String name;
  private final int dimension;
  private final int longest;
  private Pooling pooling;

  private SentenceEncoder(
      OnnxSession session,
      SubwordTokenizer tokenizer,
      String name,
      int dimension,
      int longest,
      Pooling pooling) {
    this.session = session;
    this.tokenizer = tokenizer;
    this.name = name;
    this.dimension = dimension;
    this.longest = longest;
    this.pooling = pooling;
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
          OnnxEngine.defaults().open(model.readAllBytes()),
          SubwordTokenizer.read(tokenizer, "MiniLM"),
          "MiniLM",
          384,
          256,
          Pooling.MEAN);
    } catch (IOException e) {
      throw LabException.reading("MiniLM on the class path", e);
    }
  }

  private static InputStream resource(String ending) {
    return Objects.requireNonNull(
        SentenceEncoder.class.getResourceAsStream(FILE + ending), FILE + ending);
  }

  private SentenceEncoder copy() {
    return new SentenceEncoder(session, tokenizer, name, dimension, longest, pooling);
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
   * @return at least 1
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
   * Encodes texts, those of like length together. An empty text has a vector too: that of nothing.
   * The network's weights are of 8 bits and its scales are chosen for each batch: the same text
   * among others has a slightly different vector.
   *
   * @param texts any texts
   * @return {@code [texts][dimension]} in the order given, each row of length 1 (L2)
   * @throws CancellationException if the thread is interrupted; the encoder stays usable
   */
  @Override
  public float[][] encode(List<String> texts) {
    List<SubwordTokenizer.Encoding> encodings = new ArrayList<>();
    for (String text : texts) {
      encodings.add(tokenizer.encode(text, longest));
    }
    List<Integer> order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -encodings.get(i).ids().length))
            .toList();
    float[][] rows = new float[texts.size()][];
    int from = 0;
    while (from < order.size()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while encoding texts");
      }
      int length = Math.max(1, encodings.get(order.get(from)).ids().length);
      int to = Math.min(order.size(), from + Math.max(1, Math.min(BATCH, BATCH_TOKENS / length)));
      encode(encodings, order.subList(from, to), rows);
      from = to;
    }
    return rows;
  }

  private void encode(
      List<SubwordTokenizer.Encoding> encodings, List<Integer> batch, float[][] rows) {
    int length = encodings.get(batch.get(0)).ids().length;
    long[][] ids = new long[batch.size()][length];
    long[][] mask = new long[batch.size()][length];
    long[][] types = new long[batch.size()][length];
    for (int i = 0; i < ids.length; i++) {
      SubwordTokenizer.Encoding encoding = encodings.get(batch.get(i));
      for (int k = 0; k < encoding.ids().length; k++) {
        ids[i][k] = encoding.ids()[k];
        types[i][k] = encoding.types()[k];
        mask[i][k] = 1;
      }
    }
    Map<String, long[][]> in = new LinkedHashMap<>();
    in.put("input_ids", ids);
    in.put("attention_mask", mask);
    in.put("token_type_ids", types);
    OnnxSession.Numbers out = session.run(in, session.outputs().get(0));
    for (int i = 0; i < ids.length; i++) {
      int tokens = encodings.get(batch.get(i)).ids().length;
      rows[batch.get(i)] = pooled(out.values(), i * length, pooling == Pooling.CLS ? 1 : tokens);
    }
  }

  private float[] pooled(float[] values, int first, int tokens) {
    double[] sum = new double[dimension];
    for (int k = 0; k < tokens; k++) {
      for (int d = 0; d < dimension; d++) {
        sum[d] += values[(first + k) * dimension + d];
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
    session.close();
  }
}
