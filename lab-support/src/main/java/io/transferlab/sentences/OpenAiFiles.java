package io.transferlab.sentences;

import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.words.text.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tokenizer of byte pairs as OpenAI's first ones came, in two files: pieces with their numbers,
 * and merges. What they leave out belongs to CLIP if pieces end in {@code </w>}, else to GPT-2.
 */
final class OpenAiFiles {
  private static final String WORD_END = "</w>";
  private static final String START = "<|startoftext|>";
  private static final String END = "<|endoftext|>";
  private static final Map<String, ?> BYTES = Map.of("type", "ByteLevel");
  private static final Map<String, ?> CLEANING =
      Map.of(
          "type",
          "Sequence",
          "normalizers",
          List.of(
              Map.of("type", "NFC"),
              Map.of("type", "Replace", "pattern", Map.of("Regex", "\\s+"), "content", " "),
              Map.of("type", "Lowercase")));
  private static final String WORDS =
      "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
  private static final Map<String, ?> CUTTING =
      Map.of(
          "type",
          "Sequence",
          "pretokenizers",
          List.of(
              Map.of(
                  "type",
                  "Split",
                  "pattern",
                  Map.of("Regex", WORDS),
                  "behavior",
                  "Removed",
                  "invert",
                  true),
              BYTES));

  private OpenAiFiles() {}

  /** Whether a file is the one with the pieces. */
  static boolean isVocabulary(Path file) {
    return String.valueOf(file.getFileName()).endsWith("vocab.json");
  }

  /**
   * Reads both.
   *
   * @param vocabulary {@code vocab.json}; the merges lie beside it in {@code merges.txt}
   * @return as if they were one {@code tokenizer.json}
   * @throws LabException if one cannot be read
   */
  static TokenizerFile read(Path vocabulary) {
    String name = String.valueOf(vocabulary.getFileName());
    Path merges = vocabulary.resolveSibling(name.replace("vocab.json", "merges.txt"));
    if (!Files.exists(merges)) {
      throw LabException.of(
          merges.getFileName() + " beside " + vocabulary,
          "none",
          "fetch it too, or take a tokenizer.json");
    }
    try {
      Map<?, ?> pieces = Json.read(TextFile.read(vocabulary), Map.class);
      return TokenizerFile.of(
          vocabulary.toString(),
          tree(pieces == null ? Map.of() : pieces, TextFile.read(merges).lines().toList()));
    } catch (JsonException e) {
      throw LabException.of(
          "pieces with their numbers in " + vocabulary,
          "no JSON: " + e.getMessage(),
          "fetch it anew",
          e);
    }
  }

  /**
   * The same as one {@code tokenizer.json} would say it.
   *
   * @param vocabulary piece to number, as read from JSON
   * @param merges the lines of the other file; one that says the version is passed over
   * @return its root
   */
  static Map<String, ?> tree(Map<?, ?> vocabulary, List<String> merges) {
    List<String> pairs =
        merges.stream().filter(l -> !l.isBlank() && !l.startsWith("#version")).toList();
    List<Map<String, ?>> added = new ArrayList<>();
    for (String token : List.of(START, END)) {
      if (vocabulary.get(token) instanceof Number id) {
        added.add(Map.of("content", token, "id", id));
      }
    }
    boolean clip = vocabulary.keySet().stream().anyMatch(t -> String.valueOf(t).endsWith(WORD_END));
    Map<String, ?> model = Map.of("type", "BPE", "vocab", vocabulary, "merges", pairs);
    if (!clip || added.size() < 2) {
      return Map.of("model", model, "added_tokens", added, "pre_tokenizer", BYTES);
    }
    Map<String, Object> clips = new HashMap<>(model);
    clips.put("end_of_word_suffix", WORD_END);
    clips.put("unk_token", END);
    return Map.of(
        "model",
        clips,
        "added_tokens",
        added,
        "normalizer",
        CLEANING,
        "pre_tokenizer",
        CUTTING,
        "post_processor",
        Map.of(
            "type",
            "RobertaProcessing",
            "cls",
            List.of(START, vocabulary.get(START)),
            "sep",
            List.of(END, vocabulary.get(END))));
  }
}
