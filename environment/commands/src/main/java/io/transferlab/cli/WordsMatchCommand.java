package io.transferlab.cli;

import io.transferlab.words.WordVectors;
import io.transferlab.words.documents.Document;
import io.transferlab.words.documents.DocumentFolder;
import io.transferlab.words.documents.DocumentIndex;
import io.transferlab.words.documents.Matching;
import io.transferlab.words.documents.RankedDocument;
import io.transferlab.words.documents.RetrievalScores;
import io.transferlab.words.documents.SearchResult;
import io.transferlab.words.documents.TestCollection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab words match QUERY --in FOLDER}. */
@Command(
    name = "match",
    mixinStandardHelpOptions = true,
    description = {
      "The documents that fit a query best, by the vectors of their words.",
      "With --evaluate: how well each method answers the queries that come with the course."
    })
final class WordsMatchCommand implements Callable<Integer> {
  private static final int SHOWN = 60;

  @Spec private CommandSpec spec;

  @Mixin private WordsOptions options;

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "what to look for")
  private List<String> query = new ArrayList<>();

  @Option(
      names = "--in",
      paramLabel = "FOLDER",
      description = "a folder of .txt and .md files (default: the documents of the course)")
  private Path folder;

  @Option(
      names = "--method",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
      defaultValue = "mean")
  private Matching method;

  @Option(names = "-k", paramLabel = "K", description = "how many (default: ${DEFAULT-VALUE})")
  private int k = 10;

  @Option(names = "--evaluate", description = "MAP, nDCG@10, precision@5 of every method")
  private boolean evaluate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "of the course's documents (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public Integer call() {
    if (evaluate == !query.isEmpty() || evaluate && folder != null) {
      throw new ParameterException(
          spec.commandLine(), "Name a QUERY, or --evaluate without one and without --in.");
    }
    WordVectors vectors = options.open();
    if (evaluate) {
      evaluate(vectors);
    } else {
      match(vectors, String.join(" ", query));
    }
    return 0;
  }

  private void match(WordVectors vectors, String text) {
    List<String> problems = List.of();
    List<Document> documents;
    if (folder == null) {
      documents = TestCollection.embedded(seed).documents();
    } else {
      DocumentFolder read = DocumentFolder.read(folder);
      documents = read.documents();
      problems = read.problems();
    }
    SearchResult found = DocumentIndex.of(vectors, documents, method).search(text, k);
    List<Map<String, Object>> matches = new ArrayList<>();
    for (RankedDocument match : found.matches()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("rank", match.rank());
      line.put("document", match.document().id());
      line.put("score", match.score());
      matches.add(line);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("query", text);
    facts.put("method", method.toString());
    facts.put("matches", matches);
    facts.put("unknownWords", found.unknown());
    facts.put("documentsCompared", found.compared());
    facts.put("exactComparisons", found.exact());
    facts.put("documentsLeftOut", problems);
    List<String> leftOut = problems;
    options.print(vectors, facts, () -> print(text, documents.size(), found, leftOut));
  }

  private void print(String text, int documents, SearchResult found, List<String> problems) {
    System.out.printf(Locale.ROOT, "\"%s\" in %d documents, by %s:%n", text, documents, method);
    for (RankedDocument m : found.matches()) {
      String start = m.document().text().strip().replaceAll("\\s+", " ");
      System.out.printf(
          Locale.ROOT,
          "%3d. %7.3f  %-16s %s%n",
          m.rank(),
          m.score(),
          m.document().id(),
          start.length() > SHOWN ? start.substring(0, SHOWN - 1) + "…" : start);
    }
    if (!found.unknown().isEmpty()) {
      System.out.println("Words without a vector: " + String.join(", ", found.unknown()));
    }
    if (found.exact() < found.compared()) {
      System.out.printf(
          "Exact distance needed for %d of %d documents.%n", found.exact(), found.compared());
    }
    problems.forEach(p -> System.out.println("Left out: " + p));
  }

  private void evaluate(WordVectors vectors) {
    TestCollection collection = TestCollection.embedded(seed);
    List<RetrievalScores> all = new ArrayList<>();
    for (Matching each : Matching.values()) {
      all.add(
          RetrievalScores.of(
              DocumentIndex.of(vectors, collection.documents(), each), collection.queries()));
    }
    List<Map<String, Object>> methods = new ArrayList<>();
    for (RetrievalScores scores : all) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("method", scores.method().toString());
      line.put("meanAveragePrecision", scores.meanAveragePrecision());
      line.put("ndcgAt10", scores.ndcg());
      line.put("precisionAt5", scores.precision());
      line.put("exactShare", scores.exactShare());
      methods.add(line);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("documents", collection.documents().size());
    facts.put("queries", collection.queries().size());
    facts.put("seed", seed);
    facts.put("methods", methods);
    options.print(vectors, facts, () -> all.forEach(System.out::println));
  }
}
