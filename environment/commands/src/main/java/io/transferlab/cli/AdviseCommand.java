package io.transferlab.cli;

import io.transferlab.advise.Advice;
import io.transferlab.advise.Advisor;
import io.transferlab.advise.Candidate;
import io.transferlab.advise.MorePictures;
import io.transferlab.advise.Trial;
import io.transferlab.advise.Way;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.data.Splits;
import io.transferlab.data.Targets;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.features.FeatureCache;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import io.transferlab.network.Sources;
import io.transferlab.notebook.TableView;
import io.transferlab.plot.AdviceFigure;
import io.transferlab.plot.Curves;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab advise TARGET}. */
@Command(
    name = "advise",
    mixinStandardHelpOptions = true,
    description =
        "Which way suits your pictures? Tries the linear probe, the Full-Network "
            + "Embedding, a trained head, fine-tuning and training from scratch on every "
            + "source at hand, with 1, 5, 20 and all training pictures of each class, and "
            + "says in one sentence what to do, why, and what to type. The choice is made "
            + "on pictures held back from training; the test pictures are looked at once.")
final class AdviseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description =
          "a folder with one subfolder of pictures a class, sketch-catsdogs or another drawn set,"
              + " or a fetched set")
  private String target;

  @Option(
      names = "--sources",
      split = ",",
      paramLabel = "NAME",
      description =
          "networks to start from, by name or file.onnx; default: those of the course, and those"
              + " that were fetched")
  private List<String> sources;

  @Option(
      names = "--minutes",
      description =
          "stop training networks then; what is not tried is named (default: ${DEFAULT-VALUE})")
  private double minutes = 2;

  @Option(names = "--quick", description = "features alone, no network is trained: some seconds")
  private boolean quick;

  @Option(
      names = "--shots",
      split = ",",
      paramLabel = "K",
      description = "training pictures of each class to try, besides all (default: 1,5,20)")
  private int[] shots = {1, 5, 20};

  /** Its name before compare had the same. */
  @Option(names = "--sizes", split = ",", hidden = true)
  void sizes(int[] given) {
    shots = given;
  }

  @Option(
      names = "--draws",
      description =
          "how often the training pictures are drawn, for the spread (default: ${DEFAULT-VALUE};"
              + " networks are trained with 3 at most)")
  private int draws = 5;

  @Mixin private TrialOptions options;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png",
      description = "draw accuracy over the number of pictures, a line for each way")
  private Path figure;

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    if (!(minutes > 0)) {
      throw LabException.of(
          "minutes above 0", "--minutes " + minutes, "--quick leaves out what takes long");
    }
    options.check();
    OutputPlace.file("--figure", figure);
    List<String> from = sources();
    options.say("Reading the pictures of " + target + " and the networks ...");
    Lab.start();
    Splits splits = Targets.open(target, options.target());
    options.say(splits.toString());
    options.say("Sources: " + String.join(", ", from));
    List<FrozenNetwork> networks = from.stream().map(Pretrained::frozen).toList();
    Map<String, String> typed = new HashMap<>();
    IntStream.range(0, from.size()).forEach(i -> typed.put(networks.get(i).name(), from.get(i)));
    Advisor advisor =
        Advisor.of(networks)
            .withTypedSources(typed)
            .withShots(shots)
            .withDraws(draws)
            .withSeed(options.seed)
            .withSeconds(60 * minutes)
            .withTarget(target, options.words());
    if (options.groups.isOn()) {
      advisor = advisor.withFixedJudges();
    }
    if (quick) {
      advisor = advisor.withWays(Way.PROBE, Way.FNE);
    }
    if (!options.cache) {
      advisor = advisor.withCache(FeatureCache.NONE);
    }
    ProgressLines lines = options.progress();
    Advice advice = advisor.run(splits, lines::accept);
    if (options.json) {
      System.out.println(Json.text(Result.of(advice, splits)));
    } else {
      print(advice);
    }
    if (figure != null && !advice.trials().isEmpty()) {
      Curves chart = AdviceFigure.of(advice);
      chart.figure().save(figure);
      options.say(chart.alternative());
    }
    if (advice.isStopped()) {
      throw new CancellationException(
          advice.trials().isEmpty()
              ? "Stopped before anything was measured. Next: type the same again."
              : "Stopped; above is what was measured, without a test. Next: type the same again.");
    }
    return 0;
  }

  private List<String> sources() {
    List<String> chosen =
        sources == null
            ? Sources.here()
            : sources.stream().map(Sources::called).distinct().toList();
    if (chosen.isEmpty()) {
      throw LabException.of("at least one source", "none", "name one with --sources");
    }
    return chosen;
  }

  private void print(Advice advice) {
    Unread.print(advice.setting().problems());
    if (!advice.trials().isEmpty()) {
      System.out.printf(
          "%n%s: mean per-class accuracy in per cent by training pictures a class,%nmean ± standard"
              + " deviation over draws; judged by %s.%n",
          target, advice.setting().judgedBy());
      System.out.println(new TableView(advice.table(), advice.candidates().size()) + "\n");
    }
    advice.leftOut().forEach(line -> System.out.println("Not measured: " + line + "."));
    if (!advice.tested().isEmpty()) {
      System.out.println(advice.tested());
    }
    advice.morePictures().ifPresent(more -> System.out.println("More pictures? " + more));
    System.out.println("\n" + advice.sentence());
  }

  /**
   * What {@code --json} prints; the accuracies are those of the chosen one on the test pictures.
   */
  private record Result(
      String target,
      Double meanPerClassAccuracy,
      Double accuracy,
      Integer testPictures,
      Chosen choice,
      String advice,
      String command,
      MorePictures morePictures,
      String judgedBy,
      int judges,
      List<Row> ways,
      List<String> leftOut,
      List<String> problems,
      List<String> remarks,
      Map<String, String> provenance) {
    static Result of(Advice advice, Splits splits) {
      Evaluation test = advice.test();
      return new Result(
          advice.setting().target(),
          test == null ? null : test.meanPerClassAccuracy(),
          test == null ? null : test.accuracy(),
          test == null ? null : test.total(),
          advice.choice().map(c -> new Chosen(c.way().id(), c.source())).orElse(null),
          advice.sentence(),
          advice.command(),
          advice.morePictures().orElse(null),
          advice.setting().judgedBy(),
          advice.setting().judges(),
          advice.candidates().stream().flatMap(c -> Row.of(advice, c)).toList(),
          advice.leftOut(),
          advice.setting().problems(),
          splits.remarks(),
          advice.setting().provenance().facts());
    }
  }

  private record Chosen(String way, String source) {}

  private record Row(
      String way,
      String source,
      int perClass,
      double meanPerClassAccuracy,
      double deviation,
      double seconds,
      List<Run> runs) {
    static Stream<Row> of(Advice advice, Candidate candidate) {
      return advice.setting().shots().stream()
          .filter(size -> !advice.trials(candidate, size).isEmpty())
          .map(
              size ->
                  new Row(
                      candidate.way().id(),
                      candidate.source(),
                      size,
                      advice.spread(candidate, size).mean(),
                      advice.spread(candidate, size).deviation(),
                      advice.seconds(candidate, size),
                      advice.trials(candidate, size).stream().map(Run::of).toList()));
    }
  }

  private record Run(long draw, double meanPerClassAccuracy, double seconds) {
    static Run of(Trial trial) {
      return new Run(trial.draw(), trial.accuracy(), trial.seconds());
    }
  }
}
