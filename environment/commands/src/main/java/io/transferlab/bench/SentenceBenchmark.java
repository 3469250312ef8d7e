package io.transferlab.bench;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.network.onnx.OnnxEngine;
import io.transferlab.sentences.SentenceEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * The encoder of the course: texts a second, and the same network and texts in Python.
 *
 * @param encoder its name
 * @param threads that compute
 * @param openSeconds to open it, the first time
 * @param tokenizerShare of the time of {@code encode} at 32 tokens, 0 to 1
 * @param lines one for each length
 * @param peer versions of Python, onnxruntime and tokenizers, or what is missing
 */
record SentenceBenchmark(
    String encoder,
    int threads,
    double openSeconds,
    double tokenizerShare,
    List<Line> lines,
    String peer) {
  private static final int[] TOKENS = {16, 32, 128};
  private static final int USUAL = 32;
  private static final String MODEL = "/all-minilm-l6-v2-q";
  private static final List<String> WORDS =
      List.of("cat", "river", "stone", "green", "house", "music", "winter", "road", "old", "paper");

  /**
   * Texts of one length, each figure the median of the rounds.
   *
   * @param tokens of each text, special ones included
   * @param textsPerSecond all given at once
   * @param slowest of the rounds
   * @param fastest of the rounds
   * @param aloneTextsPerSecond given one by one
   * @param peerTextsPerSecond onnxruntime of Python in batches of 32 of one length; null without it
   */
  record Line(
      int tokens,
      double textsPerSecond,
      double slowest,
      double fastest,
      double aloneTextsPerSecond,
      Double peerTextsPerSecond) {}

  /** The network of the usual size, on one core: minutes. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** What the script prints. */
  private record Peer(String versions, double[] textsPerSecond) {}

  static SentenceBenchmark run(int rounds, int texts, String python) {
    if (rounds < 1 || texts < USUAL) {
      throw LabException.of(
          "at least 1 round of " + USUAL + " texts",
          rounds + " of " + texts,
          "leave the options out");
    }
    long start = System.nanoTime();
    try (SentenceEncoder encoder = SentenceEncoder.embedded()) {
      double open = seconds(start);
      int threads = OnnxEngine.defaults().threads();
      double[][] all = new double[TOKENS.length][rounds];
      double[][] alone = new double[TOKENS.length][rounds];
      encoder.encode(texts(USUAL, USUAL)); // warm
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < TOKENS.length; i++) {
          List<String> some = texts(TOKENS[i], Math.max(USUAL, texts * USUAL / TOKENS[i]));
          start = System.nanoTime();
          encoder.encode(some);
          all[i][round] = some.size() / seconds(start);
          List<String> few = some.subList(0, some.size() / 8);
          start = System.nanoTime();
          few.forEach(text -> encoder.encode(List.of(text)));
          alone[i][round] = few.size() / seconds(start);
        }
      }
      Peer peer = peer(python, threads, texts, rounds);
      double[] rates = peer.textsPerSecond();
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < TOKENS.length; i++) {
        lines.add(
            new Line(
                TOKENS[i],
                median(all[i]),
                Arrays.stream(all[i]).min().orElseThrow(),
                Arrays.stream(all[i]).max().orElseThrow(),
                median(alone[i]),
                rates == null ? null : rates[i]));
      }
      return new SentenceBenchmark(
          encoder.name(),
          threads,
          open,
          tokenizer(encoder) * lines.get(1).textsPerSecond(),
          lines,
          peer.versions());
    }
  }

  /** Seconds for the tokens of a text of 32, without the network. */
  private static double tokenizer(SentenceEncoder encoder) {
    List<String> some = texts(USUAL, 2000);
    some.forEach(encoder::isCut);
    long start = System.nanoTime();
    some.forEach(encoder::isCut);
    return seconds(start) / some.size();
  }

  /** Of so many tokens each: every word is one. */
  static List<String> texts(int tokens, int count) {
    Random random = new Random(tokens);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < tokens - 2; k++) {
        text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Versions and rates; or what is missing, and no rates. */
  private static Peer peer(String interpreter, int threads, int texts, int rounds) {
    if (interpreter.isEmpty()) {
      return new Peer("none asked for", null);
    }
    try (TemporaryFolder folder = TemporaryFolder.of("bench-sentences")) {
      copyModel(folder.path());
      return PythonScript.of(interpreter, "sentences-peer.py")
          .withPatience(PATIENCE)
          .read(
              Peer.class,
              folder.path().toString(),
              String.valueOf(threads),
              String.valueOf(texts),
              String.valueOf(rounds),
              String.join(" ", WORDS));
    } catch (IOException e) {
      return new Peer(LabException.reason(e), null);
    }
  }

  /** The encoder that is in the jar, as files {@code model.onnx} and its tokenizer. */
  static void copyModel(Path folder) throws IOException {
    for (String ending : List.of(".onnx", "-tokenizer.json")) {
      Path copy = folder.resolve("model" + ending);
      if (!Files.exists(copy)) {
        try (InputStream in = SentenceEncoder.class.getResourceAsStream(MODEL + ending)) {
          Files.copy(Objects.requireNonNull(in), copy);
        }
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%s on %d threads, opened in %.1f s; its tokenizer takes %s of the time%n",
            encoder,
            threads,
            openSeconds,
            Sizes.percent(tokenizerShare)));
    out.append(
        String.format(
            "%6s %12s %17s %12s %12s%n", "tokens", "texts/s", "", "one by one", "Python"));
    for (Line line : lines) {
      out.append(
          String.format(
              Locale.ROOT,
              "%6d %12.1f %17s %12.1f %12s%n",
              line.tokens(),
              line.textsPerSecond(),
              String.format(Locale.ROOT, "(%.1f to %.1f)", line.slowest(), line.fastest()),
              line.aloneTextsPerSecond(),
              line.peerTextsPerSecond() == null
                  ? "-"
                  : String.format(Locale.ROOT, "%.1f", line.peerTextsPerSecond())));
    }
    return out + "Python: " + peer;
  }
}
