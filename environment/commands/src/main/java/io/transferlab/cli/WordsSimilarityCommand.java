package io.transferlab.cli;

import io.transferlab.words.Measure;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab words similarity WORD WORD...}. */
@Command(
    name = "similarity",
    mixinStandardHelpOptions = true,
    description = "How alike words are: every word with every other.")
final class WordsSimilarityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WordsOptions options;

  @Parameters(paramLabel = "WORD", arity = "1..*", description = "two words or more")
  private List<String> typed;

  @Option(names = "--measure", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Measure measure = Measure.COSINE;

  private record Pair(String a, String b, double similarity) {}

  private record Result(
      String vectors, Measure measure, List<Pair> pairs, WordsOptions.Source provenance) {}

  @Override
  public Integer call() {
    WordVectors vectors = options.open();
    List<String> words = new TypedWords(vectors, spec).of(typed);
    if (words.size() < 2) {
      throw new ParameterException(
          spec.commandLine(), "Name two words or more, not only \"" + words.get(0) + "\".");
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      for (int j = i + 1; j < words.size(); j++) {
        String a = words.get(i);
        String b = words.get(j);
        pairs.add(new Pair(a, b, vectors.similarity(a, b, measure)));
      }
    }
    options.print(
        new Result(vectors.name(), measure, pairs, options.source(vectors)),
        () -> print(vectors, words, pairs));
    return 0;
  }

  private void print(WordVectors vectors, List<String> words, List<Pair> pairs) {
    if (words.size() == 2) {
      System.out.printf(
          Locale.ROOT,
          "%s of %s and %s in %s: %.4f%n",
          measure.title(),
          words.get(0),
          words.get(1),
          vectors.name(),
          pairs.get(0).similarity());
    } else {
      System.out.println(vectors.pairwise(words, measure).print(words.size()));
    }
  }
}
