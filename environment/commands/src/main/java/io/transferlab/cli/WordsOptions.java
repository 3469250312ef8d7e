package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.words.NamedVectors;
import io.transferlab.words.Neighbour;
import io.transferlab.words.WordVectors;
import java.util.List;
import java.util.Locale;
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

  /**
   * Where figures come from.
   *
   * @param vectors as typed
   * @param report what was found in the file
   */
  record Source(String vectors, String report) {}

  Source source(WordVectors opened) {
    return new Source(vectors, opened.report().toString());
  }

  /** Prints the lines for people, or the result for programs. */
  void print(Object result, Runnable table) {
    if (json) {
      System.out.println(Json.text(result));
    } else {
      table.run();
    }
  }

  static void print(List<Neighbour> neighbours) {
    int width = neighbours.stream().mapToInt(n -> n.word().length()).max().orElse(1);
    for (Neighbour neighbour : neighbours) {
      System.out.printf(
          Locale.ROOT, "  %-" + width + "s  %7.4f%n", neighbour.word(), neighbour.similarity());
    }
  }
}
