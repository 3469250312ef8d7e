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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab words nearest WORD...}. */
@Command(
    name = "nearest",
    mixinStandardHelpOptions = true,
    description =
        "The words nearest to a word, without itself. A word that looks like an "
            + "option goes behind --, as in: nearest -- -k")
final class WordsNearestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WordsOptions options;

  @Parameters(paramLabel = "WORD", arity = "1..*", description = "one word or more")
  private List<String> typed;

  @Option(names = "-k", paramLabel = "K", description = "how many (default: ${DEFAULT-VALUE})")
  private int k = 10;

  @Option(names = "--measure", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Measure measure = Measure.COSINE;

  private record Result(
      String vectors,
      Measure measure,
      Map<String, List<Neighbour>> nearest,
      WordsOptions.Source provenance) {}

  @Override
  public Integer call() {
    WordVectors vectors = options.open();
    Map<String, List<Neighbour>> nearest = new LinkedHashMap<>();
    for (String word : new TypedWords(vectors, spec).of(typed)) {
      nearest.put(word, vectors.nearest(word, k, measure));
    }
    options.print(
        new Result(vectors.name(), measure, nearest, options.source(vectors)),
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
