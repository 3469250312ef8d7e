package io.transferlab.sentences;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code tokenizer.json}: its parts, and complaints that name them. */
final class TokenizerFile {
  /** Ten times the largest known. */
  private static final int MOST = 3_000_000;

  private final String name;
  private final Map<?, ?> root;
  private final Map<?, ?> model;

  /**
   * A token that is looked for in the text itself.
   *
   * @param id its number
   * @param content what is looked for
   * @param normalized whether it is looked for in the normalised text
   * @param word whether it must not touch letters
   */
  record Added(int id, String content, boolean normalized, boolean word) {}

  /**
   * What stands around the pieces of a text.
   *
   * @param before numbers of tokens
   * @param after numbers of tokens
   */
  record Around(int[] before, int[] after) {
    SubwordTokenizer.Encoding wrap(int[] ids, boolean cut) {
      int[] all = Arrays.copyOf(before, before.length + ids.length + after.length);
      System.arraycopy(ids, 0, all, before.length, ids.length);
      System.arraycopy(after, 0, all, before.length + ids.length, after.length);
      return new SubwordTokenizer.Encoding(all, new int[all.length], cut);
    }

    int count() {
      return before.length + after.length;
    }
  }

  private TokenizerFile(String name, Map<?, ?> root, Map<?, ?> model) {
    this.name = name;
    this.root = root;
    this.model = model;
  }

  static TokenizerFile of(String name, Map<?, ?> root) {
    return new TokenizerFile(
        name, root, root.get("model") instanceof Map<?, ?> model ? model : Map.of());
  }

  static TokenizerFile read(InputStream in, String name) {
    try {
      Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
      Map<?, ?> root = Json.read(text, Map.class);
      if (root == null || !(root.get("model") instanceof Map<?, ?> model)) {
        throw LabException.of(
            "a tokenizer of Hugging Face (tokenizer.json) in " + name,
            "JSON without a \"model\"",
            "fetch tokenizer.json from where the network comes from");
      }
      return new TokenizerFile(name, root, model);
    } catch (JsonException e) {
      throw LabException.of(
          "a tokenizer of Hugging Face (tokenizer.json) in " + name,
          "no JSON: " + e.getMessage(),
          "fetch it anew",
          e);
    }
  }

  String name() {
    return name;
  }

  Map<?, ?> model() {
    return model;
  }

  /** A part, as {@code normalizer}; empty if it is null or not there. */
  Optional<Map<?, ?>> part(String key) {
    return root.get(key) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }

  /** Files of old have no type: those with merges are BPE. */
  String kind() {
    if (model().get("type") instanceof String type) {
      return type;
    }
    return model().containsKey("merges") ? "BPE" : "WordPiece";
  }

  /** Piece to number. */
  Map<String, Integer> vocabulary() {
    if (!(model().get("vocab") instanceof Map<?, ?> vocab) || vocab.isEmpty()) {
      throw wrong("model.vocab", "pieces with their numbers", "none");
    }
    Map<String, Integer> ids = new HashMap<>(vocab.size() * 2);
    vocab.forEach((piece, id) -> ids.put((String) piece, number(id, "model.vocab")));
    return ids;
  }

  /** What each number stands for: pieces, and added tokens behind or among them. */
  String[] pieces(Map<String, Integer> vocabulary) {
    Map<Integer, String> names = new HashMap<>();
    vocabulary.forEach((piece, id) -> names.put(id, piece));
    added().forEach(token -> names.put(token.id(), token.content()));
    int size = names.keySet().stream().mapToInt(i -> i + 1).max().orElse(0);
    if (size > MOST) {
      throw wrong("model.vocab", "at most " + MOST + " pieces", String.valueOf(size));
    }
    String[] pieces = new String[size];
    Arrays.setAll(pieces, id -> names.getOrDefault(id, ""));
    return pieces;
  }

  List<Added> added() {
    List<Added> added = new ArrayList<>();
    if (root.get("added_tokens") instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof Map<?, ?> token && token.get("content") instanceof String content) {
          added.add(
              new Added(
                  number(token.get("id"), "added_tokens"),
                  content,
                  Boolean.TRUE.equals(token.get("normalized")),
                  Boolean.TRUE.equals(token.get("single_word"))));
        }
      }
    }
    added.removeIf(token -> token.content().isEmpty());
    return added;
  }

  /** What the post-processor puts around one text; nothing if there is none. */
  Around around() {
    Map<?, ?> post = part("post_processor").orElse(Map.of());
    Object type = post.get("type");
    if (type == null || type.equals("ByteLevel")) {
      return new Around(new int[0], new int[0]);
    }
    if (type.equals("BertProcessing") || type.equals("RobertaProcessing")) {
      return new Around(pair(post.get("cls")), pair(post.get("sep")));
    }
    if (!type.equals("TemplateProcessing")
        || !(post.get("single") instanceof List<?> single)
        || !(post.get("special_tokens") instanceof Map<?, ?> tokens)) {
      throw wrong("post_processor", "TemplateProcessing or BertProcessing", String.valueOf(type));
    }
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    boolean behind = false;
    for (Object one : single) {
      Map<?, ?> step = (Map<?, ?>) one;
      if (step.get("Sequence") != null) {
        behind = true;
      } else if (step.get("SpecialToken") instanceof Map<?, ?> special
          && tokens.get(special.get("id")) instanceof Map<?, ?> token
          && token.get("ids") instanceof List<?> ids) {
        for (Object id : ids) {
          (behind ? after : before).add(number(id, "post_processor"));
        }
      } else {
        throw wrong("post_processor.single", "special tokens and a sequence", String.valueOf(one));
      }
    }
    return new Around(ints(before), ints(after));
  }

  private int[] pair(@Nullable Object value) {
    if (value instanceof List<?> list && list.size() == 2) {
      return new int[] {number(list.get(1), "post_processor")};
    }
    throw wrong("post_processor", "a token and its number", String.valueOf(value));
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }

  int number(@Nullable Object value, String key) {
    if (value instanceof Double d && d >= 0 && d <= Integer.MAX_VALUE - 1 && d == Math.rint(d)) {
      return d.intValue();
    }
    throw wrong(key, "a whole number from 0", String.valueOf(value));
  }

  LabException wrong(String key, String expected, String found) {
    return LabException.of(
        expected + " as " + key + " of the tokenizer " + name,
        found,
        "take an encoder whose tokenizer.json has that, such as one of the BERT family");
  }
}
