package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.words.NamedVectors;
import io.transferlab.words.Neighbour;
import io.transferlab.words.WordVectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command about words. */
final class WordsOptions {
  @Option(
      names = "--vectors",
      paramLabel = "FILE|NAME",
      description =
          "a file (GloVe, word2vec, fastText; .gz, FILE.zip!PART), or a name such as glove-6b:50"
              + " (default: the ones that come with the course)")
  private String vectors = "embedded";

  @Option(names = "--limit", paramLabel = "N", description = "use the first N words only")
  private Integer limit;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  WordVectors open() {
    WordVectors all = NamedVectors.open(vectors);
    return limit == null ? all : all.limit(limit);
  }

  /** Words as people type them: apart, or with commas between. */
  static List<String> words(List<String> typed) {
    return typed.stream()
        .flatMap(w -> java.util.Arrays.stream(w.split(",")))
        .filter(w -> !w.isBlank())
        .toList();
  }

  /** Prints the lines for people, or the facts for programs. */
  void print(WordVectors opened, Map<String, Object> facts, Runnable table) {
    if (!json) {
      table.run();
      return;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("vectors", opened.name());
    all.putAll(facts);
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("vectors", vectors);
    provenance.put("report", opened.report().toString());
    all.put("provenance", provenance);
    System.out.println(Json.text(all));
  }

  static void print(List<Neighbour> neighbours) {
    int width = neighbours.stream().mapToInt(n -> n.word().length()).max().orElse(1);
    for (Neighbour neighbour : neighbours) {
      System.out.printf(
          Locale.ROOT, "  %-" + width + "s  %7.4f%n", neighbour.word(), neighbour.similarity());
    }
  }
}
