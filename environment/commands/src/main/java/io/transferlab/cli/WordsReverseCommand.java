package io.transferlab.cli;

import io.transferlab.core.Lab;
import io.transferlab.sentences.SentenceEncoder;
import io.transferlab.words.WordVectors;
import io.transferlab.words.documents.MeanEncoder;
import io.transferlab.words.wordnet.Definitions;
import io.transferlab.words.wordnet.EncodedTexts;
import io.transferlab.words.wordnet.FoundWord;
import io.transferlab.words.wordnet.GraphScores;
import io.transferlab.words.wordnet.LookUpScores;
import io.transferlab.words.wordnet.ReverseDictionary;
import io.transferlab.words.wordnet.WordNet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab words reverse DESCRIPTION}. */
@Command(
    name = "reverse",
    mixinStandardHelpOptions = true,
    description =
        "The dictionary asked the other way round: a description in, words out. "
            + "Definitions are WordNet's where it is (environment/lab data fetch wordnet), "
            + "else those of the small world. What was encoded stays in LAB_DATA: the "
            + "second question takes no time. With --evaluate: how often descriptions "
            + "written for the course find their word.")
final class WordsReverseCommand implements Callable<Integer> {
  /** How descriptions and definitions are compared. */
  enum Method {
    SENTENCE,
    MEAN,
    TFIDF,
    KEYWORDS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int NEAREST = 10;

  @Spec private CommandSpec spec;
  @Mixin private WordsOptions options;

  @Parameters(paramLabel = "DESCRIPTION", arity = "0..*", description = "what the word means")
  private List<String> description = new ArrayList<>();

  @Option(
      names = "--method",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); mean and tfidf go by --vectors")
  private Method method = Method.SENTENCE;

  @Option(
      names = "--definitions",
      paramLabel = "N",
      split = ",",
      description =
          "how many of the most used meanings are looked at; several numbers with --evaluate"
              + " (default: 20000; WordNet 3.0 has 117659)")
  private List<Integer> sizes = List.of(20_000);

  @Option(
      names = "--wordnet",
      paramLabel = "FOLDER",
      description = "where WordNet's files lie (default: where they were fetched or installed)")
  private Path folder;

  @Option(
      names = "--definitions-only",
      description = "encode definitions alone, without their words before them")
  private boolean alone;

  @Option(
      names = "--graph",
      paramLabel = "EF",
      split = ",",
      description =
          "search by a graph (HNSW) that keeps EF candidates; several with --evaluate, where their"
              + " recall and time are compared with looking at all definitions")
  private List<Integer> efs = List.of();

  @Option(names = "-k", paramLabel = "K", description = "how many (default: ${DEFAULT-VALUE})")
  private int k = 10;

  @Option(names = "--evaluate", description = "recall@1, @10 and @100, and the median rank")
  private boolean evaluate;

  private record Word(int rank, List<String> words, String kind, String definition, double score) {}

  private record Result(
      String description, String method, List<Word> words, Map<String, String> provenance) {}

  private record Row(
      String method,
      int definitions,
      int descriptions,
      double recallAt1,
      double recallAt10,
      double recallAt100,
      double medianRank,
      String recallAt10Interval) {
    static Row of(LookUpScores s) {
      return new Row(
          s.method(),
          s.definitions(),
          s.ranks().size(),
          s.recallAt(1),
          s.recallAt(10),
          s.recallAt(100),
          s.medianRank(),
          s.intervalAt(10).toString());
    }
  }

  private record GraphRow(int definitions, int ef, double recall, double seconds) {}

  private record Evaluated(
      List<Row> methods, List<GraphRow> graphs, Map<String, String> provenance) {}

  @Override
  public Integer call() throws Exception {
    if (evaluate == !description.isEmpty() || !evaluate && (sizes.size() > 1 || efs.size() > 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "Name a DESCRIPTION, or --evaluate without one; only that takes several numbers.");
    }
    description.forEach(
        word -> {
          if (word.startsWith("--")) {
            TypedWords.requireNoOption(word, spec);
          }
        });
    return Interrupts.told(spec, this::answer);
  }

  private int answer() {
    Lab.start();
    int most = sizes.stream().mapToInt(n -> n).max().orElseThrow();
    Definitions all =
        folder == null ? Definitions.here(most) : Definitions.of(WordNet.open(folder), most);
    Definitions searched = alone ? all : all.withWords();
    if (method == Method.SENTENCE) {
      try (SentenceEncoder encoder = SentenceEncoder.embedded()) {
        run(searched, d -> ReverseDictionary.of(d, EncodedTexts.by(encoder)));
      }
    } else if (method == Method.KEYWORDS) {
      run(searched, ReverseDictionary::byKeywords);
    } else {
      WordVectors vectors = options.open();
      MeanEncoder mean = MeanEncoder.of(vectors);
      run(
          searched,
          d ->
              ReverseDictionary.of(
                  d,
                  EncodedTexts.by(method == Method.MEAN ? mean : mean.weighedBy(d.texts()))
                      .withoutKeeping()));
    }
    return 0;
  }

  private void run(Definitions all, Function<Definitions, ReverseDictionary> prepare) {
    if (evaluate) {
      evaluate(all, prepare);
      return;
    }
    String text = String.join(" ", description);
    ReverseDictionary exact = prepare.apply(all);
    ReverseDictionary dictionary = efs.isEmpty() ? exact : exact.withGraph(efs.get(0));
    List<FoundWord> found = dictionary.lookUp(text, k);
    options.print(
        new Result(
            text,
            dictionary.toString(),
            found.stream()
                .map(
                    w ->
                        new Word(
                            w.rank(),
                            w.definition().words(),
                            w.definition().kind(),
                            w.definition().text(),
                            w.score()))
                .toList(),
            provenance(all)),
        () -> {
          System.out.printf(Locale.ROOT, "\"%s\" in %s, by %s:%n", text, all, dictionary);
          found.forEach(System.out::println);
          if (found.isEmpty()) {
            System.out.println("  no definition shares a word with it");
          }
          if (WordNet.folder().isEmpty() && folder == null) {
            System.out.println("For 117,659 definitions: environment/lab data fetch wordnet");
          }
        });
  }

  private Map<String, String> provenance(Definitions all) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("definitions", all.toString());
    Path place = folder == null ? WordNet.folder().orElse(null) : folder;
    facts.put("folder", place == null ? "none: the small world" : place.toString());
    facts.put("method", method.toString());
    return facts;
  }

  private void evaluate(Definitions all, Function<Definitions, ReverseDictionary> prepare) {
    List<Row> rows = new ArrayList<>();
    List<GraphRow> graphs = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int size : sizes) {
      ReverseDictionary dictionary = prepare.apply(all.first(size));
      LookUpScores scores = dictionary.scores();
      rows.add(Row.of(scores));
      lines.add(scores + " (recall@10 between " + scores.intervalAt(NEAREST) + ")");
      if (!efs.isEmpty()) {
        int[] values = efs.stream().mapToInt(ef -> ef).toArray();
        for (GraphScores graph : dictionary.compareWithGraph(NEAREST, values)) {
          graphs.add(
              new GraphRow(
                  dictionary.definitions().size(), graph.ef(), graph.recall(), graph.seconds()));
          lines.add("  " + graph);
        }
      }
    }
    options.print(
        new Evaluated(rows, graphs, provenance(all)),
        () -> {
          System.out.printf(
              Locale.ROOT,
              "%d descriptions written for the course; the mean over them:%n",
              rows.get(0).descriptions());
          lines.forEach(System.out::println);
        });
  }
}
