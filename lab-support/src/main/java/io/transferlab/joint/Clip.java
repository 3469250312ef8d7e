package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Names;
import io.transferlab.core.Progress;
import io.transferlab.core.Sha256;
import io.transferlab.data.ImageSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.Features;
import io.transferlab.network.onnx.OnnxEngine;
import io.transferlab.network.onnx.OnnxNetwork;
import io.transferlab.network.onnx.OnnxSession;
import io.transferlab.sentences.SubwordTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * CLIP: a network for pictures and one for texts, trained together on hundreds of millions of
 * pictures with what people wrote beside them. A. Radford et al.: Learning transferable visual
 * models from natural language supervision, ICML 2021, arXiv:2103.00020.
 *
 * <p>Two files of ONNX, a tokenizer and a card in one folder. Each network is opened when it is
 * first needed; features of pictures are kept ({@link FeatureCache}).
 */
final class Clip implements PictureTextModel {
  private static final int BATCH = 64;

  /** Tokens of a batch, padding included. */
  private static final int BATCH_TOKENS = 2048;

  private final ClipCard card;
  private final Path folder;
  private final OnnxNetwork network;
  private final SubwordTokenizer tokenizer;
  private final int end;
  private FeatureCache cache = FeatureCache.defaults();
  private @Nullable OnnxSession session;

  private Clip(Path folder, ClipCard card) {
    this.card = card;
    this.folder = folder;
    this.network = OnnxNetwork.of(file(card.pictureFile()), card.pictures());
    this.tokenizer = SubwordTokenizer.read(file(card.texts().tokenizer()));
    file(card.texts().file());
    int[] frame = tokenizer.wrap(new int[0], false).ids();
    if (frame.length == 0) {
      throw LabException.of(
          "a tokenizer that ends a text by a token of its own, as CLIP's",
          card.texts().tokenizer() + " of " + card.name() + ", which does not",
          "take the tokenizer.json that comes with the network");
    }
    this.end = frame[frame.length - 1];
  }

  /**
   * Opens a folder with its card in it.
   *
   * @param folder with {@code clip.card.json} and the files that it names
   * @return the model, to be closed
   * @throws LabException if there is no card, it contradicts the files, or one of them is missing
   */
  static Clip open(Path folder) {
    Path card = folder.resolve(ClipCard.FILE);
    if (!Files.exists(card)) {
      throw LabException.of(
          ClipCard.FILE + " in " + Names.printable(folder),
          Files.isDirectory(folder) ? "none" : "no folder",
          "name a folder with two networks, tokenizer.json and their card, or run"
              + " `environment/lab data fetch clip-vit-b32`");
    }
    return new Clip(folder, ClipCard.read(card));
  }

  /** Opens what the catalogue has, once it was fetched. */
  static Clip ofCatalogue(String id, Path folder) {
    Path beside = folder.resolve(ClipCard.FILE);
    return new Clip(
        folder, Files.exists(beside) ? ClipCard.read(beside) : ClipCard.ofCatalogue(id, folder));
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw LabException.of(
          "the file " + name + " of " + card.name() + " in " + Names.printable(folder),
          "none",
          "put it there, or correct its name in " + ClipCard.FILE);
    }
    return file;
  }

  /**
   * The same with features of pictures kept elsewhere, or not at all.
   *
   * @param value where
   * @return a changed copy, to be closed by itself
   */
  Clip withCache(FeatureCache value) {
    Clip copy = new Clip(folder, card);
    copy.cache = value;
    return copy;
  }

  @Override
  public String name() {
    return card.name();
  }

  @Override
  public int dimension() {
    return card.dimension();
  }

  @Override
  public double logitScale() {
    return card.logitScale();
  }

  @Override
  public Features pictures(ImageSet set) {
    Features features =
        FeatureExtractor.of(network)
            .withLayers(card.pictures().embedding().orElseThrow())
            .withCache(cache)
            .extract(set);
    requireDimension(features.dimension(), card.pictures().embedding().orElseThrow());
    return features.withMatrix(Matrices.unit(features.matrix()), name());
  }

  private void requireDimension(long found, String output) {
    if (found != card.dimension()) {
      throw LabException.of(
          "%d numbers, \"dimension\" of the card of %s".formatted(card.dimension(), name()),
          found + " as " + output,
          "correct the card, or name the output behind the projection");
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>What is longer than the network reads (77 tokens, about 50 words) is cut off at the end.
   *
   * @throws CancellationException if the thread is interrupted; the model stays usable
   */
  @Override
  public synchronized INDArray texts(List<String> texts) {
    if (texts.isEmpty()) {
      throw LabException.of("at least one text", "none", "give a sentence");
    }
    List<int[]> tokens = new ArrayList<>();
    for (String text : texts) {
      tokens.add(tokens(text));
    }
    List<Integer> order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> tokens.get(i).length))
            .toList();
    float[][] rows = new float[texts.size()][];
    try (Progress progress = Progress.of("Reading texts", "texts", texts.size())) {
      for (int from = 0; from < order.size(); ) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while reading texts");
        }
        int to = Math.min(order.size(), from + BATCH);
        while (to > from + 1 && (to - from) * tokens.get(order.get(to - 1)).length > BATCH_TOKENS) {
          to--;
        }
        read(tokens, order.subList(from, to), rows);
        from = to;
        progress.done(from);
      }
    }
    return Matrices.unit(Matrices.of(rows));
  }

  private int[] tokens(String text) {
    int[] pieces = tokenizer.pieces(text, card.texts().longest());
    if (pieces.length == 0) {
      throw LabException.of(
          "a text in which there is something to read",
          text.isEmpty() ? "an empty one" : "only blanks or control characters",
          "say what the picture shows, for instance: a red mug on a table");
    }
    return tokenizer.encode(text, card.texts().longest()).ids();
  }

  private void read(List<int[]> tokens, List<Integer> batch, float[][] rows) {
    int length =
        card.texts().always()
            ? card.texts().longest()
            : tokens.get(batch.get(batch.size() - 1)).length;
    long[][] ids = new long[batch.size()][length];
    long[][] mask = new long[batch.size()][length];
    for (int i = 0; i < ids.length; i++) {
      Arrays.fill(ids[i], card.texts().zero() ? 0 : end);
      int[] text = tokens.get(batch.get(i));
      for (int k = 0; k < text.length; k++) {
        ids[i][k] = text[k];
        mask[i][k] = 1;
      }
    }
    OnnxSession.Numbers out = run(ids, mask);
    int d = out.values().length / ids.length;
    requireDimension(d, card.texts().output());
    for (int i = 0; i < ids.length; i++) {
      rows[batch.get(i)] = Arrays.copyOfRange(out.values(), i * d, (i + 1) * d);
    }
  }

  private OnnxSession.Numbers run(long[][] ids, long[][] mask) {
    OnnxSession open = session();
    Map<String, long[][]> in = new LinkedHashMap<>();
    for (String input : open.inputs()) {
      in.put(input, input.equals("attention_mask") ? mask : ids);
    }
    if (!open.outputs().contains(card.texts().output())) {
      throw Names.unknown(
          "an output of " + card.texts().file(), card.texts().output(), open.outputs());
    }
    try {
      return open.run(in, card.texts().output());
    } catch (LabException e) {
      if (String.valueOf(e.getMessage()).contains("out of data bounds")) {
        throw LabException.of(
            "the tokenizer that " + name() + " was trained with",
            card.texts().tokenizer() + ", whose numbers its network does not have",
            "take the tokenizer.json that comes with the network",
            e);
      }
      throw e;
    }
  }

  private OnnxSession session() {
    OnnxSession open = session;
    if (open == null) {
      Path file = file(card.texts().file());
      String expected = card.texts().sha256();
      try {
        if (expected != null && !expected.equals(Sha256.of(file))) {
          throw LabException.of(
              "the file that the card of " + name() + " is of, SHA-256 " + expected,
              Sha256.of(file) + " of " + card.texts().file(),
              "fetch the file anew, or take the line out of the card if you exported it anew");
        }
      } catch (IOException e) {
        throw LabException.reading(file, e);
      }
      open = OnnxEngine.defaults().open(file);
      session = open;
    }
    return open;
  }

  /** Frees the network for texts; that for pictures goes with its last features. */
  @Override
  public synchronized void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  @Override
  public String toString() {
    return "%s: pictures and texts in one space of %d columns".formatted(name(), dimension());
  }
}
