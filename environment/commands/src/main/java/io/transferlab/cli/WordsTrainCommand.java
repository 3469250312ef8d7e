package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.study.EmbeddedTraining;
import io.transferlab.words.corpus.SmallWorld;
import io.transferlab.words.train.Cooccurrence;
import io.transferlab.words.train.Corpus;
import io.transferlab.words.train.Glove;
import io.transferlab.words.train.GloveOptions;
import io.transferlab.words.train.TrainedVectors;
import io.transferlab.words.train.TrainingListener;
import io.transferlab.words.train.Word2VecOptions;
import io.transferlab.words.train.Word2VecTraining;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab words train CORPUS --out FILE}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Trains word vectors on a text and writes them in word2vec's text format. The "
            + "same seed gives the same vectors by glove; by skip-gram and cbow, with one "
            + "thread, very nearly the same.")
final class WordsTrainCommand implements Callable<Integer> {
  private static final String WORLD = "small-world";
  private static final int SENTENCES = 20_000;

  /** How to train. */
  enum Method {
    GLOVE,
    CBOW,
    SKIP_GRAM;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CORPUS",
      arity = "0..1",
      description =
          "a text file in UTF-8, a sentence or paragraph a line; or small-world[:SENTENCES], the"
              + " text that comes with the course")
  private String corpus;

  @Option(
      names = "--method",
      defaultValue = "glove",
      description = "glove, cbow or skip-gram (default: ${DEFAULT-VALUE})")
  private Method method;

  @Option(names = "--out", paramLabel = "FILE", description = "where to write the vectors")
  private Path out;

  @Option(
      names = "--embedded",
      description = "make the vectors that come with the course again; --out names a folder")
  private boolean embedded;

  @Option(names = "--dimension", defaultValue = "50", description = "default: ${DEFAULT-VALUE}")
  private int dimension;

  @Option(names = "--window", description = "default: 10 for glove, 5 for word2vec")
  private Integer window;

  @Option(
      names = "--min-count",
      defaultValue = "5",
      description = "leave out rarer words (default: ${DEFAULT-VALUE})")
  private int minCount;

  @Option(names = "--x-max", description = "glove's x_max (default: 10)")
  private Double xMax;

  @Option(names = "--epochs", description = "default: 25 for glove, 3 for word2vec")
  private Integer epochs;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description =
          "of word2vec; more are faster, but runs then differ (default: ${DEFAULT-VALUE})")
  private int threads;

  @Option(names = "--quiet", description = "no line for each epoch")
  private boolean quiet;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() {
    if (out == null || embedded == (corpus != null)) {
      throw new ParameterException(
          spec.commandLine(), "Name a CORPUS and --out FILE, or --embedded and --out FOLDER.");
    }
    TrainingListener listener = quiet || json ? TrainingListener.SILENT : TrainingListener.LINES;
    TrainedVectors trained;
    Path written;
    if (embedded) {
      trained = EmbeddedTraining.train(seed, listener);
      written = EmbeddedTraining.save(trained, out);
    } else {
      trained = train(text(), listener);
      trained.vectors().save(out);
      written = out;
    }
    if (json) {
      System.out.println(Json.text(Result.of(trained, written)));
    } else {
      System.out.println(trained);
      System.out.println("Written to " + written + " (" + trained.provenance() + ")");
    }
    return 0;
  }

  private Corpus text() {
    if (!corpus.equals(WORLD) && !corpus.startsWith(WORLD + ":")) {
      return Corpus.read(Path.of(corpus), minCount);
    }
    int sentences = SENTENCES;
    if (corpus.contains(":")) {
      try {
        sentences = Integer.parseInt(corpus.substring(WORLD.length() + 1));
      } catch (NumberFormatException e) {
        throw new ParameterException(spec.commandLine(), "Not a number of sentences: " + corpus, e);
      }
    }
    return Corpus.of(SmallWorld.load().paragraphs(sentences, seed), minCount);
  }

  private TrainedVectors train(Corpus text, TrainingListener listener) {
    if (!json) {
      System.out.println(text);
    }
    if (method == Method.GLOVE) {
      GloveOptions usual = GloveOptions.defaults();
      GloveOptions options =
          usual
              .withDimension(dimension)
              .withWindow(window == null ? usual.window() : window)
              .withMinCount(minCount)
              .withXMax(xMax == null ? usual.xMax() : xMax)
              .withEpochs(epochs == null ? usual.epochs() : epochs)
              .withSeed(seed);
      Cooccurrence cells = Cooccurrence.count(text, options.window());
      return Glove.train(cells, options, listener);
    }
    Word2VecOptions usual = Word2VecOptions.defaults();
    Word2VecOptions options =
        usual
            .withDimension(dimension)
            .withWindow(window == null ? usual.window() : window)
            .withMinCount(minCount)
            .withEpochs(epochs == null ? usual.epochs() : epochs)
            .withSeed(seed)
            .withThreads(threads);
    return Word2VecTraining.train(
        text,
        method == Method.CBOW ? Word2VecTraining.Method.CBOW : Word2VecTraining.Method.SKIP_GRAM,
        options,
        listener);
  }

  private record Result(
      String vectors,
      int words,
      int dimension,
      double[] losses,
      double seconds,
      boolean interrupted,
      String file,
      Object provenance) {
    static Result of(TrainedVectors trained, Path written) {
      return new Result(
          trained.vectors().name(),
          trained.vectors().size(),
          trained.vectors().dimension(),
          trained.losses(),
          trained.seconds(),
          trained.interrupted(),
          written.toString(),
          trained.provenance().facts());
    }
  }
}
