package io.transferlab.cli;

import io.transferlab.sentences.SentenceEncoder;
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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
    description =
        "The documents that fit a query best, by the vectors of their words or of the "
            + "whole of each. With --evaluate: how well each method answers the queries "
            + "that come with the course.")
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

  @Option(
      names = "--encoder",
      paramLabel = "NAME|FILE",
      description =
          "for --method sentence: MiniLM (the one that comes with the course), minilm-fp32,"
              + " bge-small-en (fetched), or a file of ONNX with a card beside it")
  private String encoder;

  @Option(names = "-k", paramLabel = "K", description = "how many (default: ${DEFAULT-VALUE})")
  private int k = 10;

  @Option(
      names = "--evaluate",
      description =
          "MAP, nDCG@10, precision@5 of every way to compare words; with --method sentence of the"
              + " encoder too")
  private boolean evaluate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "of the course's documents (default: ${DEFAULT-VALUE})")
  private long seed;

  private record Match(int rank, String document, double score) {}

  private record Result(
      String vectors,
      String query,
      String method,
      List<Match> matches,
      List<String> unknownWords,
      int documentsCompared,
      int exactComparisons,
      List<String> documentsLeftOut,
      WordsOptions.Source provenance) {}

  private record MethodResult(
      String method,
      double meanAveragePrecision,
      double ndcgAt10,
      double precisionAt5,
      double exactShare) {
    static MethodResult of(RetrievalScores scores) {
      return new MethodResult(
          scores.method().toString(),
          scores.meanAveragePrecision(),
          scores.ndcg(),
          scores.precision(),
          scores.exactShare());
    }
  }

  private record Evaluated(
      String vectors,
      int documents,
      int queries,
      long seed,
      List<MethodResult> methods,
      WordsOptions.Source provenance) {}

  @Override
  public Integer call() {
    if (evaluate == !query.isEmpty() || evaluate && folder != null) {
      throw new ParameterException(
          spec.commandLine(), "Name a QUERY, or --evaluate without one and without --in.");
    }
    query.forEach(
        word -> {
          if (word.startsWith("--")) {
            TypedWords.requireNoOption(word, spec);
          }
        });
    String text = String.join(" ", query);
    if (!evaluate && text.isBlank()) {
      throw new ParameterException(spec.commandLine(), "Name a QUERY of one word or more.");
    }
    boolean sentence = method == Matching.SENTENCE || encoder != null;
    if (encoder != null && !spec.commandLine().getParseResult().hasMatchedOption("--method")) {
      method = Matching.SENTENCE;
    }
    if (sentence && method != Matching.SENTENCE) {
      throw new ParameterException(
          spec.commandLine(), "--encoder is for --method sentence; leave one of them out.");
    }
    if (evaluate) {
      evaluate(options.open(), sentence);
    } else if (sentence) {
      try (SentenceEncoder opened = SentenceEncoder.open(named())) {
        match(
            opened.name(),
            new WordsOptions.Source(named(), opened.dimension() + " numbers a text"),
            d -> DocumentIndex.of(opened, d),
            text);
      }
    } else {
      WordVectors vectors = options.open();
      match(
          vectors.name(), options.source(vectors), d -> DocumentIndex.of(vectors, d, method), text);
    }
    return 0;
  }

  private String named() {
    return encoder == null ? "MiniLM" : encoder;
  }

  private void match(
      String vectors,
      WordsOptions.Source source,
      Function<List<Document>, DocumentIndex> prepare,
      String text) {
    List<String> problems = List.of();
    List<Document> documents;
    if (folder == null) {
      documents = TestCollection.embedded(seed).documents();
    } else {
      DocumentFolder read = DocumentFolder.read(folder);
      documents = read.documents();
      problems = read.problems();
    }
    SearchResult found = prepare.apply(documents).search(text, k);
    List<String> leftOut = problems;
    options.print(
        new Result(
            vectors,
            text,
            method.toString(),
            found.matches().stream()
                .map(m -> new Match(m.rank(), m.document().id(), m.score()))
                .toList(),
            found.unknown(),
            found.compared(),
            found.exact(),
            leftOut,
            source),
        () -> print(text, documents.size(), found, leftOut));
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

  private void evaluate(WordVectors vectors, boolean sentence) {
    TestCollection collection = TestCollection.embedded(seed);
    List<RetrievalScores> all = new ArrayList<>(RetrievalScores.ofAll(vectors, collection));
    if (sentence) {
      try (SentenceEncoder opened = SentenceEncoder.open(named())) {
        DocumentIndex index = DocumentIndex.of(opened, collection.documents());
        all.add(RetrievalScores.of(index, collection.queries()));
      }
    }
    options.print(
        new Evaluated(
            vectors.name(),
            collection.documents().size(),
            collection.queries().size(),
            seed,
            all.stream().map(MethodResult::of).toList(),
            options.source(vectors)),
        () -> all.forEach(System.out::println));
  }
}
