package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.words.AnalogyMethod;
import io.transferlab.words.AnalogyQuestions;
import io.transferlab.words.AnalogyScores;
import io.transferlab.words.WordPairs;
import io.transferlab.words.WordVectors;
import io.transferlab.words.corpus.SmallWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab words evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Analogy questions like Google's questions-words.txt, or judged pairs like WordSim-353.",
      "Questions and pairs with an unknown word are left out and counted; case is ignored;",
      "answers are looked for among the first 300,000 words. As gensim does it."
    })
final class WordsEvaluateCommand implements Callable<Integer> {
  private static final String SMALL = "the small world";

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

  @Override
  public Integer call() {
    WordVectors vectors = options.open();
    List<Map<String, Object>> results = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    if (files.isEmpty()) {
      SmallWorld world = SmallWorld.load();
      ask(world.analogies(), SMALL, vectors, results, texts);
      compare(world.similarities(), SMALL, vectors, results, texts);
    }
    for (Path file : files) {
      if (isQuestions(file)) {
        ask(AnalogyQuestions.load(file), file.toString(), vectors, results, texts);
      } else {
        compare(WordPairs.load(file), file.toString(), vectors, results, texts);
      }
    }
    options.print(
        vectors, Map.of("evaluations", results), () -> texts.forEach(System.out::println));
    return 0;
  }

  private void ask(
      AnalogyQuestions questions,
      String name,
      WordVectors vectors,
      List<Map<String, Object>> results,
      List<String> texts) {
    AnalogyScores scores = questions.ask(vectors, method);
    results.add(facts(name, scores));
    texts.add(scores.table().print(100) + "\n" + scores.total());
  }

  private static void compare(
      WordPairs pairs,
      String name,
      WordVectors vectors,
      List<Map<String, Object>> results,
      List<String> texts) {
    WordPairs.Score score = pairs.compare(vectors);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", name);
    facts.put("spearman", score.spearman());
    facts.put("pearson", score.pearson());
    facts.put("used", score.used());
    facts.put("leftOut", score.unknown());
    results.add(facts);
    texts.add("Pairs of " + name + " in " + vectors.name() + ": " + score);
  }

  /** A question has four words, a pair two and a number. */
  private static boolean isQuestions(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .limit(50)
          .anyMatch(
              l ->
                  l.startsWith(":")
                      || !l.matches(".*[\t,].*") && l.strip().split(" +").length == 4);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw LabException.of("to read " + file, e.toString(), "check the path", e);
    }
  }

  static Map<String, Object> facts(String name, AnalogyScores scores) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", name);
    facts.put("method", scores.method());
    facts.put("accuracy", scores.total().accuracy());
    facts.put("coverage", scores.total().coverage());
    List<Map<String, Object>> sections = new ArrayList<>();
    for (AnalogyScores.Section section : scores.sections()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("section", section.name());
      row.put("accuracy", section.accuracy());
      row.put("correct", section.correct());
      row.put("asked", section.asked());
      row.put("leftOut", section.unknown());
      sections.add(row);
    }
    facts.put("sections", sections);
    return facts;
  }
}
