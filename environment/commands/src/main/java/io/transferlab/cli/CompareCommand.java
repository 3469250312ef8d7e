package io.transferlab.cli;

import io.transferlab.advise.Candidate;
import io.transferlab.advise.Compared;
import io.transferlab.advise.Comparison;
import io.transferlab.advise.NetworkCost;
import io.transferlab.advise.PairedDifference;
import io.transferlab.advise.Trial;
import io.transferlab.advise.Way;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Csv;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.data.Splits;
import io.transferlab.data.Targets;
import io.transferlab.evaluate.Spread;
import io.transferlab.features.FeatureCache;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Pretrained;
import io.transferlab.network.Sources;
import io.transferlab.plot.ComparisonFigure;
import io.transferlab.plot.Figure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab compare TARGET}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "What is each network worth on your pictures, and what does it cost? The "
            + "linear probe, the Full-Network Embedding and a trained head on every network "
            + "at hand, with 1, 5, 20 and all training pictures of each class; milliseconds "
            + "a picture, size, and the differences from the best. All learn from the same "
            + "draws and are judged by the same test pictures; random weights are the "
            + "control. It shows and does not choose: environment/lab advise does that.")
final class CompareCommand implements Callable<Integer> {
  private static final int QUICK_DRAWS = 2;
  private static final int QUICK_TEST = 20;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description =
          "a folder with one subfolder of pictures a class, sketch-animals or another drawn set,"
              + " or a fetched set")
  private String target;

  @Option(
      names = "--sources",
      split = ",",
      paramLabel = "SOURCE",
      description =
          "networks to compare: names or files, as all commands take them; default: every one that"
              + " is here")
  private List<String> sources;

  @Option(
      names = "--shots",
      split = ",",
      paramLabel = "K",
      description = "training pictures of each class to try, besides all (default: 1,5,20)")
  private int[] shots = {1, 5, 20};

  @Option(
      names = "--draws",
      description =
          "how often the training pictures are drawn, for the spread (default: 5; quick: 2)")
  private Integer draws;

  @Option(
      names = "--ways",
      split = ",",
      paramLabel = "WAY",
      description = "of probe, fne and head (default: all three)")
  private List<String> ways = List.of();

  @Option(
      names = "--quick",
      description = "2 draws, and at most 20 test pictures of each class: a first look")
  private boolean quick;

  @Option(
      names = "--minutes",
      description =
          "stop then: the quickest networks come first, what is not tried is named (default: no"
              + " limit)")
  private Double minutes;

  /** Its name before it was that of advise. */
  @Option(names = "--budget", hidden = true)
  void budget(double given) {
    minutes = given;
  }

  @Mixin private TrialOptions options;

  @Option(
      names = "--csv",
      paramLabel = "FILE.csv",
      description = "write every measurement: a line for each network, way, shots and draw")
  private Path csv;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png",
      description = "draw accuracy against milliseconds a picture")
  private Path figure;

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    if (minutes != null && !(minutes > 0)) {
      throw LabException.of(
          "minutes above 0", "--minutes " + minutes, "leave it out for as long as it takes");
    }
    options.check();
    OutputPlace.file("--figure", figure);
    OutputPlace.file("--csv", csv);
    List<Way> tried = ways.stream().map(Way::named).distinct().toList();
    List<String> from = sources();
    options.say("Reading the pictures of " + target + " and the networks ...");
    Lab.start();
    Splits splits = Targets.open(target, options.target());
    if (quick) {
      splits = splits.withFewerHeldBack(QUICK_TEST, QUICK_TEST);
    }
    options.say(splits.toString());
    List<FrozenNetwork> networks = from.stream().map(Pretrained::frozen).toList();
    options.say(
        "Networks: " + String.join(", ", networks.stream().map(FrozenNetwork::name).toList()));
    Comparison comparison = Comparison.of(networks).withShots(shots).withSeed(options.seed);
    comparison =
        draws == null && !quick
            ? comparison
            : comparison.withDraws(draws == null ? QUICK_DRAWS : draws);
    comparison = tried.isEmpty() ? comparison : comparison.withWays(tried.toArray(Way[]::new));
    comparison = minutes == null ? comparison : comparison.withSeconds(60 * minutes);
    comparison = options.cache ? comparison : comparison.withCache(FeatureCache.NONE);
    ProgressLines lines = options.progress();
    Compared compared = comparison.run(splits, lines::accept);
    tell(compared, splits);
    if (compared.isStopped()) {
      throw new CancellationException(
          compared.trials().isEmpty()
              ? "Stopped before anything was measured. Next: type the same again."
              : "Stopped; above is what was measured. Next: type the same again; features that are"
                  + " finished are kept.");
    }
    return 0;
  }

  private List<String> sources() {
    return sources == null ? Sources.here() : sources.stream().distinct().toList();
  }

  private void tell(Compared compared, Splits splits) {
    if (options.json) {
      System.out.println(Json.text(Result.of(compared, target, splits)));
    } else {
      print(compared);
    }
    if (compared.trials().isEmpty()) {
      return;
    }
    if (csv != null) {
      AtomicFiles.write(csv, out -> out.write(csv(compared).getBytes(StandardCharsets.UTF_8)));
    }
    if (figure != null) {
      Figure chart = ComparisonFigure.of(compared);
      chart.save(figure);
      options.say("\n" + chart.alternative());
    }
  }

  private void print(Compared compared) {
    Unread.print(compared.setting().problems());
    if (!compared.trials().isEmpty()) {
      System.out.printf(
          "%nMean per-class accuracy in per cent by training pictures a class: mean ± standard"
              + " deviation over%n%d draws. Guessing: %.1f. Judged by the same %d test"
              + " pictures.%n%n%s%n",
          compared.setting().draws(),
          100 * compared.setting().chance(),
          compared.setting().judges(),
          new TextTable(compared.table()));
      System.out.printf(
          "%nms: of the forward pass of a picture, in batches of 32 with %d thread%s. Accuracy and"
              + " difference%nfrom the best of all: with all training pictures, in points; ± holds"
              + " the true one in 19 of 20 cases.%n%n%s%n%n",
          compared.setting().threads(),
          compared.setting().threads() == 1 ? "" : "s",
          new TextTable(compared.networks()));
    }
    compared.leftOut().forEach(line -> System.out.println("Not measured: " + line + "."));
    System.out.println(compared.sentence());
  }

  private static String csv(Compared compared) {
    StringBuilder out =
        new StringBuilder(
            "network,way,picturesPerClass,draw,meanPerClassAccuracy,accuracy,year,"
                + "millisecondsPerPicture,weightBytes\r\n");
    for (NetworkCost cost : compared.costs()) {
      for (Trial t : compared.trials()) {
        if (t.source().equals(cost.network())) {
          out.append(
              String.join(
                      ",",
                      Csv.field(t.source()),
                      t.way().id(),
                      String.valueOf(t.perClass()),
                      String.valueOf(t.draw()),
                      String.valueOf(t.accuracy()),
                      String.valueOf(t.judged().evaluation().accuracy()),
                      cost.year() == null ? "" : String.valueOf(cost.year()),
                      String.valueOf(cost.milliseconds()),
                      String.valueOf(cost.weightBytes()))
                  + "\r\n");
        }
      }
    }
    return out.toString();
  }

  /** What {@code --json} prints. */
  private record Result(
      String target,
      double chance,
      int testPictures,
      int threads,
      String summary,
      List<NetworkCost> networks,
      List<Row> results,
      List<String> leftOut,
      List<String> problems,
      List<String> remarks,
      boolean stopped,
      Map<String, String> provenance) {
    static Result of(Compared compared, String target, Splits splits) {
      return new Result(
          target,
          compared.setting().chance(),
          compared.setting().judges(),
          compared.setting().threads(),
          compared.sentence(),
          compared.costs(),
          compared.candidates().stream().flatMap(c -> Row.of(compared, c)).toList(),
          compared.leftOut(),
          compared.setting().problems(),
          splits.remarks(),
          compared.isStopped(),
          compared.setting().provenance().facts());
    }
  }

  private record Row(
      String network,
      String way,
      int picturesPerClass,
      double meanPerClassAccuracy,
      Double deviation,
      double fromTheBest,
      double uncertainty,
      List<Run> runs) {
    static Stream<Row> of(Compared compared, Candidate candidate) {
      List<Row> rows = new ArrayList<>();
      for (int shots : compared.setting().shots()) {
        Spread spread = compared.spread(candidate, shots);
        if (spread.runs() > 0) {
          PairedDifference behind = compared.behind(candidate, shots);
          rows.add(
              new Row(
                  candidate.source(),
                  candidate.way().id(),
                  shots,
                  spread.mean(),
                  spread.runs() < 2 ? null : spread.deviation(),
                  behind.difference(),
                  behind.uncertainty(),
                  compared.trials(candidate, shots).stream().map(Run::of).toList()));
        }
      }
      return rows.stream();
    }
  }

  private record Run(long draw, double meanPerClassAccuracy, double accuracy) {
    static Run of(Trial trial) {
      return new Run(trial.draw(), trial.accuracy(), trial.judged().evaluation().accuracy());
    }
  }
}
