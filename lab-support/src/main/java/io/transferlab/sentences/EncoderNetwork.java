package io.transferlab.sentences;

import io.transferlab.core.LabException;
import io.transferlab.network.onnx.OnnxEngine;
import io.transferlab.network.onnx.OnnxSession;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that reads numbers of tokens, and gives a vector for each. For any number of threads.
 */
final class EncoderNetwork implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final List<String> KNOWN = List.of(IDS, MASK, TYPES);

  /** Some matrices have rows to spare, up to a number that suits a processor. */
  private static final int SPARE = 128;

  private final OnnxSession session;
  private final String name;
  private final String output;

  private EncoderNetwork(OnnxSession session, String name, String output) {
    this.session = session;
    this.name = name;
    this.output = output;
  }

  /**
   * Takes a session over.
   *
   * @param session closed if it does not serve
   * @param name in messages
   * @param output that is wanted; null for the first
   */
  static EncoderNetwork of(OnnxSession session, String name, @Nullable String output) {
    boolean serves = false;
    try {
      List<String> others =
          session.inputs().stream().filter(input -> !KNOWN.contains(input)).toList();
      if (!session.inputs().contains(IDS) || !others.isEmpty()) {
        throw LabException.of(
            "an encoder of texts in " + name + ", with inputs " + String.join(", ", KNOWN),
            "inputs " + String.join(", ", session.inputs()),
            "export the network for feature extraction, without a decoder; a network for pictures"
                + " is opened as a SOURCE");
      }
      if (output != null && !session.outputs().contains(output)) {
        throw LabException.of(
            "an output " + output + " of " + name,
            String.join(", ", session.outputs()),
            "name one of these as \"output\" in the card");
      }
      serves = true;
      return new EncoderNetwork(session, name, output == null ? session.outputs().get(0) : output);
    } finally {
      if (!serves) {
        session.close();
      }
    }
  }

  /** The vectors of a batch: {@code [n, t, dimension]}, t of the longest. */
  OnnxSession.Numbers run(List<SubwordTokenizer.Encoding> batch) {
    int length = batch.stream().mapToInt(e -> e.ids().length).max().orElse(0);
    long[][] ids = new long[batch.size()][Math.max(1, length)];
    long[][] mask = new long[batch.size()][Math.max(1, length)];
    long[][] types = new long[batch.size()][Math.max(1, length)];
    for (int i = 0; i < ids.length; i++) {
      int[] from = batch.get(i).ids();
      for (int k = 0; k < from.length; k++) {
        ids[i][k] = from[k];
        types[i][k] = batch.get(i).types()[k];
      }
      Arrays.fill(mask[i], 0, Math.max(1, from.length), 1);
    }
    Map<String, long[][]> in = new LinkedHashMap<>();
    in.put(IDS, ids);
    in.put(MASK, mask);
    in.put(TYPES, types);
    in.keySet().retainAll(session.inputs());
    return session.run(in, output);
  }

  /**
   * Asks the network whether the tokenizer's numbers are its own, and a text may be so long.
   *
   * @return the length of a vector
   * @throws LabException if not
   */
  int dimensionWith(SubwordTokenizer tokenizer, int longest, OnnxEngine engine) {
    OnnxSession.Numbers out = known(tokenizer);
    if (out.shape().length != 3 || out.shape()[1] != 2) {
      throw LabException.of(
          "a vector for each token as " + output + " of " + name + ", [texts, tokens, numbers]",
          Arrays.toString(out.shape()) + " for one text of two tokens",
          "name the output with the tokens' vectors (of "
              + String.join(", ", session.outputs())
              + ") as \"output\" in the card");
    }
    // On a GPU a number too large reads something else, and nobody is told.
    if (engine.device() == OnnxEngine.Device.CPU) {
      requireNoMore(tokenizer);
    }
    try {
      run(List.of(repeated(0, longest)));
    } catch (LabException e) {
      throw LabException.of(
          "a network that reads " + longest + " tokens, as the card of " + name + " says",
          String.valueOf(e.getMessage()),
          "put a smaller number as \"longest\" there",
          e);
    }
    return Math.toIntExact(out.shape()[2]);
  }

  private OnnxSession.Numbers known(SubwordTokenizer tokenizer) {
    try {
      run(List.of(repeated(0, 2))); // what fails here has other reasons
      return run(List.of(repeated(tokenizer.size() - 1, 2)));
    } catch (LabException e) {
      if (String.valueOf(e.getMessage()).matches("(?s).*(out of|bounds|range).*")) {
        throw foreign(tokenizer, "fewer", e);
      }
      throw e;
    }
  }

  private void requireNoMore(SubwordTokenizer tokenizer) {
    int behind = (tokenizer.size() + SPARE - 1) / SPARE * SPARE;
    try {
      run(List.of(repeated(behind, 2)));
    } catch (LabException e) {
      return;
    }
    throw foreign(tokenizer, "more", null);
  }

  private LabException foreign(
      SubwordTokenizer tokenizer, String words, @Nullable Throwable cause) {
    return LabException.of(
        "the tokenizer of the network " + name,
        "one of %,d pieces, and the network knows %s".formatted(tokenizer.size(), words),
        "fetch tokenizer.json from where the network comes from, and name it in the card",
        cause);
  }

  private static SubwordTokenizer.Encoding repeated(int id, int times) {
    int[] ids = new int[times];
    Arrays.fill(ids, id);
    return new SubwordTokenizer.Encoding(ids, new int[times], false);
  }

  @Override
  public void close() {
    session.close();
  }
}
