package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.words.Measure;
import io.transferlab.words.WordVectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab words similarity WORD WORD...}. */
@Command(
    name = "similarity",
    mixinStandardHelpOptions = true,
    description = "How alike words are: every word with every other.")
final class WordsSimilarityCommand implements Callable<Integer> {
  @Mixin private WordsOptions options;

  @Parameters(paramLabel = "WORD", arity = "2..*", description = "two words or more")
  private List<String> typed;

  @Option(names = "--measure", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Measure measure = Measure.COSINE;

  @Override
  public Integer call() {
    List<String> words = WordsOptions.words(typed);
    if (words.size() < 2) {
      throw LabException.of("at least two words", words.toString(), "name another");
    }
    WordVectors vectors = options.open();
    List<Map<String, Object>> pairs = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      for (int j = i + 1; j < words.size(); j++) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("a", words.get(i));
        pair.put("b", words.get(j));
        pair.put("similarity", vectors.similarity(words.get(i), words.get(j), measure));
        pairs.add(pair);
      }
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("measure", measure);
    facts.put("pairs", pairs);
    options.print(vectors, facts, () -> print(vectors, words, pairs));
    return 0;
  }

  private void print(WordVectors vectors, List<String> words, List<Map<String, Object>> pairs) {
    if (words.size() == 2) {
      System.out.printf(
          java.util.Locale.ROOT,
          "%s of %s and %s in %s: %.4f%n",
          measure.title(),
          words.get(0),
          words.get(1),
          vectors.name(),
          pairs.get(0).get("similarity"));
    } else {
      System.out.println(vectors.pairwise(words, measure).print(words.size()));
    }
  }
}
