package io.transferlab.joint;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.network.onnx.NetworkCard;
import io.transferlab.words.text.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a CLIP do not say, in {@code clip.card.json} beside them. {@code pictures} is a
 * {@link NetworkCard} with the name of its file, whose {@code embedding} is the output that lies in
 * the space; {@code texts} names file, tokenizer and output, and says how many tokens are read and
 * how shorter texts are filled up.
 *
 * <pre>{@code
 * {
 *   "name": "CLIP_ViT_B32",
 *   "pictures": {"file": "vision_model.onnx", "framing": {...}, "normalisation": {...},
 *     "embedding": "image_embeds"},
 *   "texts": {"file": "text_model.onnx", "tokenizer": "tokenizer.json", "output": "text_embeds",
 *     "longest": 77, "padding": "end", "padTo": "batch"},
 *   "dimension": 512, "logitScale": 100
 * }
 * }</pre>
 *
 * @param name what to call it
 * @param pictures the card of the pictures' network
 * @param pictureFile its file
 * @param texts of the texts' network
 * @param dimension columns of the space
 * @param logitScale what cosines are multiplied by before a softmax
 */
record ClipCard(
    String name,
    NetworkCard pictures,
    String pictureFile,
    Texts texts,
    int dimension,
    double logitScale) {
  /** The card of a folder. */
  static final String FILE = "clip.card.json";

  private static final List<String> KEYS =
      List.of("name", "pictures", "texts", "dimension", "logitScale", "licence", "source");
  private static final List<String> TEXT_KEYS =
      List.of("file", "tokenizer", "output", "longest", "padding", "padTo", "sha256");
  private static final int LARGEST = 1 << 20;

  /**
   * The half that reads texts.
   *
   * @param file of its network
   * @param tokenizer the file of its tokenizer
   * @param output what lies in the space
   * @param longest how many tokens are read
   * @param zero whether shorter texts are filled up with 0, else with the end token
   * @param always whether they are filled up to the longest, else to the longest of those that are
   *     read together
   * @param sha256 of the file; null: not said
   */
  record Texts(
      String file,
      String tokenizer,
      String output,
      int longest,
      boolean zero,
      boolean always,
      @Nullable String sha256) {}

  static ClipCard read(Path card) {
    return parse(TextFile.read(card), card);
  }

  /**
   * The card of a CLIP that the catalogue has.
   *
   * @param id its name
   * @param folder where its files lie
   */
  static ClipCard ofCatalogue(String id, Path folder) {
    try (InputStream in = ClipCard.class.getResourceAsStream(id + ".card.json")) {
      if (in == null) {
        throw new IllegalArgumentException("no card of " + id);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), folder.resolve(FILE));
    } catch (IOException e) {
      throw LabException.reading("the card of " + id + " in the support jar", e);
    }
  }

  static ClipCard parse(String json, Path card) {
    Part all = new Part(tree(json, card), "the card " + Names.printable(card), KEYS);
    Map<String, Object> pictures = new HashMap<>();
    all.object("pictures").forEach((key, value) -> pictures.put(String.valueOf(key), value));
    Part file = new Part(pictures, all.where + ", pictures", null);
    String pictureFile = file.text("file");
    file.text("embedding");
    pictures.remove("file");
    pictures.putIfAbsent("name", all.text("name"));
    for (String key : List.of("licence", "source")) {
      if (all.values.containsKey(key)) {
        pictures.putIfAbsent(key, all.text(key));
      }
    }
    Part texts = new Part(all.object("texts"), all.where + ", texts", TEXT_KEYS);
    return new ClipCard(
        all.text("name"),
        NetworkCard.parse(Json.text(pictures), card),
        pictureFile,
        new Texts(
            texts.text("file"),
            texts.text("tokenizer"),
            texts.text("output"),
            (int) texts.number("longest", 3, LARGEST),
            texts.word("padding", "end", "zero").equals("zero"),
            texts.word("padTo", "longest", "batch").equals("longest"),
            texts.values.containsKey("sha256") ? texts.text("sha256") : null),
        (int) all.number("dimension", 1, LARGEST),
        all.number("logitScale", Double.MIN_NORMAL, LARGEST));
  }

  private static Map<?, ?> tree(String json, Path card) {
    try {
      Map<?, ?> tree = Json.read(json, Map.class);
      return tree == null ? Map.of() : tree;
    } catch (JsonException e) {
      throw LabException.of(
          "a JSON object in the card " + Names.printable(card), "" + e.getMessage(), "mend it", e);
    }
  }

  /** Keys and values, asked for in words. */
  private record Part(Map<?, ?> values, String where, @Nullable List<String> known) {
    Part {
      for (Object key : values.keySet()) {
        if (known != null && !known.contains(key)) {
          throw Names.unknown("a key of " + where, String.valueOf(key), known);
        }
      }
    }

    private LabException wrong(String key, String expected) {
      Object found = values.get(key);
      return LabException.of(
          expected + " as \"" + key + "\" of " + where,
          found == null ? "none" : found.toString(),
          "write it there");
    }

    Map<?, ?> object(String key) {
      if (values.get(key) instanceof Map<?, ?> map) {
        return map;
      }
      throw wrong(key, "an object {...}");
    }

    String text(String key) {
      if (values.get(key) instanceof String text && !text.isBlank()) {
        return text;
      }
      throw wrong(key, "a text");
    }

    String word(String key, String first, String second) {
      Object value = values.get(key);
      if (first.equals(value) || second.equals(value)) {
        return String.valueOf(value);
      }
      throw wrong(key, "\"" + first + "\" or \"" + second + "\"");
    }

    double number(String key, double least, double most) {
      if (values.get(key) instanceof Double d && d >= least && d <= most) {
        return d;
      }
      throw wrong(key, least < 1 ? "a number above 0" : "a whole number from " + (int) least);
    }
  }
}
