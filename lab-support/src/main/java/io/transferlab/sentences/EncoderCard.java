package io.transferlab.sentences;

import io.transferlab.core.Json;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.network.onnx.CardFields;
import io.transferlab.network.onnx.NetworkCard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file of ONNX does not say of an encoder of sentences: a JSON file beside it, {@code
 * X.card.json} beside {@code X.onnx}.
 *
 * <pre>{@code
 * {"name": "bge-small-en-v1.5", "pooling": "cls", "longest": 512, "tokenizer": "tokenizer.json",
 *  "query": "Represent this sentence for searching relevant passages: "}
 * }</pre>
 *
 * Pooling and length are never guessed: a wrong one is not seen in any error, only in worse
 * results.
 */
final class EncoderCard {
  private static final long LARGEST = 1 << 20;
  private static final int LONGEST = 1 << 16;
  private static final int WIDEST = 1 << 16;
  private static final List<String> NEEDED = List.of("pooling", "longest");
  private static final List<String> KEYS =
      List.of(
          "name",
          "pooling",
          "longest",
          "tokenizer",
          "query",
          "document",
          "dimension",
          "output",
          "licence",
          "sha256",
          "source");

  private final CardFields fields;
  private final Path onnx;

  private EncoderCard(CardFields fields, Path onnx) {
    this.fields = fields;
    this.onnx = onnx;
  }

  /**
   * The card beside a file.
   *
   * @param onnx the file
   * @return what it says
   * @throws LabException if there is none, it is none, or does not say everything it has to: all in
   *     one message, with the card to complete
   */
  static EncoderCard beside(Path onnx) {
    Path card = NetworkCard.beside(onnx);
    if (!Files.exists(card)) {
      throw LabException.of(
          "the card of the encoder, "
              + Names.printable(card)
              + ": how its vectors are pooled is nothing to guess",
          "none",
          "write it" + toComplete(draft()));
    }
    try {
      long size = Files.size(card);
      if (size > LARGEST) {
        throw LabException.of(
            "a card, a small file of JSON, as " + Names.printable(card),
            (size >> 20) + " MiB",
            "move it away, and write one");
      }
      return parse(Files.readString(card), card, onnx);
    } catch (IOException e) {
      throw LabException.reading(card, e);
    }
  }

  /** The card of an encoder that the catalogue has. */
  static EncoderCard ofCatalogue(String id, Path onnx) {
    String name = id + ".card.json";
    try (InputStream in =
        Objects.requireNonNull(EncoderCard.class.getResourceAsStream(name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return parse(text, onnx.resolveSibling(name), onnx);
    } catch (IOException e) {
      throw LabException.reading("the card of " + id + " in the support jar", e);
    }
  }

  private static EncoderCard parse(String json, Path card, Path onnx) {
    CardFields fields =
        CardFields.of(json, Names.printable(card), KEYS, "write it anew" + toComplete(draft()));
    List<String> open = new ArrayList<>(NEEDED);
    open.removeIf(fields::has);
    if (!open.isEmpty()) {
      throw LabException.of(
          "how texts are encoded, in the card " + Names.printable(card),
          "no " + String.join(", ", open),
          "complete it" + toComplete(fields.completed(NEEDED)));
    }
    return new EncoderCard(fields, onnx);
  }

  private static Map<String, Object> draft() {
    Map<String, Object> values = new java.util.LinkedHashMap<>();
    NEEDED.forEach(key -> values.put(key, CardFields.OPEN));
    values.put("tokenizer", "tokenizer.json");
    values.put("query", "");
    values.put("document", "");
    return values;
  }

  private static String toComplete(Map<String, Object> values) {
    return """
    :
    %s
    pooling    "mean" of all tokens, or "cls", the first: 1_Pooling/config.json beside the network \
    says which
    longest    tokens that are read of a text: max_seq_length in sentence_bert_config.json
    tokenizer  its tokenizer.json, relative to the card
    query      what is put in front of a question, such as "query: "; document: in front of what \
    is found
    Whoever trained the network says so: its model card\
    """
        .formatted(Json.text(values));
  }

  String name() {
    return fields
        .text("name")
        .orElseGet(() -> String.valueOf(onnx.getFileName()).replaceFirst("(?i)\\.onnx$", ""));
  }

  SentenceEncoder.Pooling pooling() {
    return fields.word("pooling", SentenceEncoder.Pooling.class).orElseThrow();
  }

  int longest() {
    return fields.number("longest", 3, LONGEST).orElseThrow();
  }

  Path tokenizer() {
    return onnx.resolveSibling(fields.text("tokenizer").orElse("tokenizer.json"));
  }

  /** In front of a question. */
  String query() {
    return prefix("query");
  }

  /** In front of what is found. */
  String document() {
    return prefix("document");
  }

  private String prefix(String key) {
    Object value = fields.any(key).orElse("");
    if (value instanceof String text) {
      return text;
    }
    throw fields.wrong(key, "a text", value);
  }

  Optional<Integer> dimension() {
    return fields.number("dimension", 1, WIDEST);
  }

  @Nullable String output() {
    return fields.text("output").orElse(null);
  }

  Optional<String> sha256() {
    return fields.text("sha256").map(hash -> hash.strip().toLowerCase(Locale.ROOT));
  }
}
