package io.transferlab.cli;

import io.transferlab.words.AnalogyMethod;
import io.transferlab.words.AnalogyQuestions;
import io.transferlab.words.AnalogyScores;
import io.transferlab.words.WordPairs;
import io.transferlab.words.WordVectors;
import io.transferlab.words.corpus.SmallWorld;
import io.transferlab.words.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab words evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description =
        "Analogy questions like Google's questions-words.txt, or judged pairs like "
            + "WordSim-353. Questions and pairs with an unknown word are left out and "
            + "counted; case is ignored; answers are looked for among the first 300,000 "
            + "words. As gensim does it.")
final class WordsEvaluateCommand implements Callable<Integer> {
  private static final String SMALL = "the small world";
  private static final int NAMED = 5;
  private static final int LOOKED_AT = 50;

  /** None of them a number, as a judgement is. */
  private static final String FOUR_WORDS =
      "(?!.*\\s[+-]?[\\d.,]+(\\s|$))[^\\s,;]+(\\s+[^\\s,;]+){3}";

  @Mixin private WordsOptions options;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "a file with lines \": section\" and questions, or with pairs and judgements"
              + " (default: those of the small world that the course's vectors know)")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--method",
      description = "for analogies: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private AnalogyMethod method = AnalogyMethod.COS_ADD;

  private record SectionResult(
      String section, double accuracy, int correct, int asked, int leftOut) {}

  private record Analogies(
      String file,
      AnalogyMethod method,
      double accuracy,
      double coverage,
      List<SectionResult> sections,
      List<String> linesLeftOut) {}

  private record Pairs(
      String file,
      double spearman,
      double pearson,
      int used,
      int leftOut,
      List<String> linesLeftOut) {}

  private record Result(String vectors, List<Object> evaluations, WordsOptions.Source provenance) {}

  @Override
  public Integer call() {
    WordVectors vectors = options.open();
    List<Object> results = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    if (files.isEmpty()) {
      SmallWorld world = SmallWorld.load();
      ask(world.analogies(), SMALL, vectors, results, texts);
      compare(world.similarities(), SMALL, vectors, results, texts);
    }
    for (Path file : files) {
      if (isQuestions(TextFile.lines(file))) {
        ask(AnalogyQuestions.load(file), file.toString(), vectors, results, texts);
      } else {
        compare(WordPairs.load(file), file.toString(), vectors, results, texts);
      }
    }
    options.print(
        new Result(vectors.name(), results, options.source(vectors)),
        () -> texts.forEach(System.out::println));
    return 0;
  }

  private void ask(
      AnalogyQuestions questions,
      String name,
      WordVectors vectors,
      List<Object> results,
      List<String> texts) {
    AnalogyScores scores = questions.ask(vectors, method);
    results.add(
        new Analogies(
            name,
            scores.method(),
            scores.total().accuracy(),
            scores.total().coverage(),
            scores.sections().stream()
                .map(
                    s ->
                        new SectionResult(
                            s.name(), s.accuracy(), s.correct(), s.asked(), s.unknown()))
                .toList(),
            questions.leftOut()));
    texts.add(scores.table().print(100) + "\n" + scores.total() + left(name, questions.leftOut()));
  }

  private static void compare(
      WordPairs pairs, String name, WordVectors vectors, List<Object> results, List<String> texts) {
    WordPairs.Score score = pairs.compare(vectors);
    results.add(
        new Pairs(
            name,
            score.spearman(),
            score.pearson(),
            score.used(),
            score.unknown(),
            pairs.leftOut()));
    texts.add(
        "Pairs of " + name + " in " + vectors.name() + ": " + score + left(name, pairs.leftOut()));
  }

  private static String left(String name, List<String> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    String more = lines.size() > NAMED ? " and " + (lines.size() - NAMED) + " more" : "";
    List<String> first = lines.subList(0, Math.min(NAMED, lines.size()));
    return "\nLeft out of " + name + ": " + String.join("; ", first) + more;
  }

  /** A question has four words, a pair two and a number. */
  private static boolean isQuestions(List<String> lines) {
    List<String> some =
        lines.stream()
            .map(String::strip)
            .filter(l -> !l.isEmpty() && !l.startsWith("#") && !l.startsWith("//"))
            .limit(LOOKED_AT)
            .toList();
    long ofFour = some.stream().filter(l -> l.matches(FOUR_WORDS)).count();
    return some.stream().anyMatch(l -> l.startsWith(":")) || 2 * ofFour > some.size();
  }
}
