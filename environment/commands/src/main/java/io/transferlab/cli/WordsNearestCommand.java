package io.transferlab.cli;

import io.transferlab.words.Measure;
import io.transferlab.words.Neighbour;
import io.transferlab.words.WordVectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab words nearest WORD...}. */
@Command(
    name = "nearest",
    mixinStandardHelpOptions = true,
    description = "The words nearest to a word, without itself.")
final class WordsNearestCommand implements Callable<Integer> {
  @Mixin private WordsOptions options;

  @Parameters(paramLabel = "WORD", arity = "1..*", description = "one word or more")
  private List<String> typed;

  @Option(names = "-k", paramLabel = "K", description = "how many (default: ${DEFAULT-VALUE})")
  private int k = 10;

  @Option(names = "--measure", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Measure measure = Measure.COSINE;

  @Override
  public Integer call() {
    WordVectors vectors = options.open();
    Map<String, List<Neighbour>> nearest = new LinkedHashMap<>();
    for (String word : WordsOptions.words(typed)) {
      nearest.put(word, vectors.nearest(word, k, measure));
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("measure", measure);
    facts.put("nearest", nearest);
    options.print(
        vectors,
        facts,
        () ->
            nearest.forEach(
                (word, neighbours) -> {
                  System.out.printf(
                      "Nearest to %s in %s, by %s:%n", word, vectors.name(), measure.title());
                  WordsOptions.print(neighbours);
                }));
    return 0;
  }
}
