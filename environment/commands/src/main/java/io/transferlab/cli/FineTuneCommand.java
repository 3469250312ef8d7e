package io.transferlab.cli;

import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.core.Terminal;
import io.transferlab.data.Splits;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Interval;
import io.transferlab.network.Backbone;
import io.transferlab.network.Classified;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Head;
import io.transferlab.plot.Curves;
import io.transferlab.plot.TrainingCurves;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.FineTuner;
import io.transferlab.train.History;
import io.transferlab.train.TrainingPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code environment/lab fine-tune SOURCE TARGET}. */
@Command(
    name = "fine-tune",
    mixinStandardHelpOptions = true,
    description =
        "Fine-tunes a pretrained network on a target and measures it on test "
            + "pictures. Of a network of ONNX, which is never changed, a head behind it "
            + "learns. The best epoch is chosen on validation pictures; the test pictures "
            + "are used once.")
final class FineTuneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SourceAndTarget on;

  @Option(
      names = "--freeze-to",
      paramLabel = "LAYER",
      description =
          "keep this layer and all before it as they are: its name, for instance block5_pool, or"
              + " its number")
  private String freezeTo;

  @Option(
      names = "--head",
      paramLabel = "UNITS",
      description = "fully connected layers of the new head, for instance 128,64 (default: none)")
  private String head;

  @Option(
      names = "--head-behind",
      paramLabel = "LAYER",
      description = "put the head behind this layer and leave out all that followed")
  private String headBehind;

  @Option(names = "--dropout", description = "of the head, 0 to below 1 (default: 0)")
  private double dropout;

  @Mixin private PlanOptions planOptions;

  @Mixin private RunFiles files;

  @Mixin private SaveOptions save;

  @Option(names = "--scratch", description = "start from random weights instead")
  private boolean scratch;

  @Option(names = "--compare", description = "fine-tune, then train from scratch as well")
  private boolean compare;

  @Option(names = "--per-class", description = "training pictures of each class at most")
  private int perClass;

  @Option(names = "--seeds", description = "how many runs, with seeds 1, 2, ... (default: 1)")
  private int seeds = 1;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png",
      description = "draw the accuracy curves, mean and spread over the seeds")
  private Path figure;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "write the history of each run into this folder, as JSON")
  private Path results;

  @Option(names = "--quiet", description = "no line for each epoch")
  private boolean quiet;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  /** Of the first method. */
  private BestRun best;

  private int runsBegun;

  /** How the target was read: the same with every seed. */
  private List<String> remarks = List.of();

  /** What {@code --json} prints; the accuracies are those of the first method. */
  private record Result(
      String source,
      String target,
      double meanPerClassAccuracy,
      double accuracy,
      List<Runs.Summary> methods,
      List<String> remarks,
      String network,
      Map<String, String> provenance) {}

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    if (seeds < 1) {
      throw LabException.of("at least 1 run", "--seeds " + seeds, "leave the option out for one");
    }
    if (scratch && !compare && freezeTo != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--freeze-to has no meaning with --scratch: random layers must learn");
    }
    OutputPlace.file("--figure", figure);
    OutputPlace.folder("--results", results);
    files.check();
    save.check();
    say("Reading " + on.called() + " and the pictures of " + on.target() + " ...");
    Lab.start();
    FrozenNetwork network =
        scratch || compare
            ? on.trainable("training it from scratch", "leave out --scratch and --compare")
            : on.frozen();
    best = new BestRun(on.target());
    List<Runs> methods = new ArrayList<>();
    if (compare || !scratch) {
      methods.add(run(network, false));
    }
    if (compare || scratch) {
      methods.add(run(network, true));
    }
    SaveOptions.Kept kept = save.isOn() ? keep(network) : null;
    if (json) {
      List<Runs.Summary> all = methods.stream().map(Runs::summary).toList();
      System.out.println(
          Json.text(
              new Result(
                  network.name(),
                  on.target(),
                  all.get(0).meanPerClassAccuracy(),
                  all.get(0).accuracy(),
                  all,
                  remarks,
                  kept == null || kept.file() == null ? null : kept.file().toString(),
                  network.provenance().facts())));
    } else {
      print(network, methods);
    }
    if (figure != null) {
      draw(methods);
    }
    if (kept != null) {
      kept.lines().forEach(this::say);
    }
    files.done();
    return 0;
  }

  private Runs run(FrozenNetwork network, boolean random) {
    Runs runs = new Runs(random ? "from scratch" : method(network));
    for (int seed = 1; seed <= seeds; seed++) {
      Splits splits = on.open(perClass, seed);
      if (seed == 1) {
        say(splits.toString());
      }
      runsBegun++;
      FineTuned tuned = fit(tuner(network, splits, seed, random), runs.name(), splits, seed);
      Classified test = test(tuned, splits);
      remarks = splits.remarks();
      runs.add(tuned, test);
      if (random == (scratch && !compare)) {
        best.add(tuned, splits, test, seed);
      }
      if (results != null) {
        String name = RunFiles.slug(network.name() + " " + on.target() + " " + runs.name());
        tuned.history().save(results.resolve(name + "-" + seed + ".json"));
      }
      say(tuned + "\n  on test pictures: " + told(test.evaluation()));
      Stream<String> unread = Stream.concat(tuned.problems().stream(), test.problems().stream());
      Unread.lines(unread.toList()).forEach(this::say);
    }
    return runs;
  }

  private String method(FrozenNetwork network) {
    if (!(network instanceof Backbone)) {
      return "frozen, trained head";
    }
    return freezeTo == null ? "fine-tuned" : "fine-tuned, frozen to " + freezeTo;
  }

  private SaveOptions.Kept keep(FrozenNetwork network) {
    String method = scratch && !compare ? "scratch" : "";
    try {
      return best.keep(save, SaveOptions.name(network.name(), on.target(), method));
    } catch (CancellationException e) {
      throw stopped(best.tuned()); // hours of training may lie behind
    }
  }

  private FineTuned fit(FineTuner tuner, String name, Splits splits, long seed) {
    String run = name + ", seed " + seed;
    boolean bar = isBarShown();
    int all = seeds * (compare ? 2 : 1);
    TrainingBar progress =
        new TrainingBar(new PrintWriter(System.out, false), !quiet, System::nanoTime)
            .of(all > 1 ? "run " + runsBegun + " of " + all + ", " : "", picturesAfter(splits));
    EpochListener lines = quiet || json ? EpochListener.SILENT : EpochListener.LINES;
    try {
      FineTuned tuned = tuner.fit(run, splits.train(), splits.validation(), bar ? progress : lines);
      if (tuned.history().interrupted()) {
        throw stopped(tuned);
      }
      return tuned;
    } finally {
      if (bar) {
        progress.end();
      }
    }
  }

  /** What is saved is asked on the validation pictures how sure it is. */
  private int picturesAfter(Splits splits) {
    return splits.test().size() + (save.isOn() ? splits.validation().size() : 0);
  }

  private boolean isBarShown() {
    return !json && Terminal.isThere();
  }

  private Classified test(FineTuned tuned, Splits splits) {
    try {
      return tuned.classifier().classify(splits.test());
    } catch (CancellationException e) {
      throw stopped(tuned);
    }
  }

  private void say(String line) {
    if (!json) {
      System.out.println(line);
    }
  }

  /** With the interval in which the accuracy may lie: of a few pictures it is wide. */
  private static String told(Evaluation test) {
    Interval interval = test.interval();
    return test
        + "; with 95 % confidence "
        + interval
        + (interval.isWide() ? ": too few pictures to tell more" : "");
  }

  /** Keeps what there is, and says how to go on. */
  private CancellationException stopped(FineTuned tuned) {
    History run = tuned.history();
    String sameAgain = "type the same again to go on";
    if (run.bestEpoch() == 0) {
      return new CancellationException(
          "Stopped before the first epoch ended: there is nothing to keep. Next: "
              + (files.isKept() ? sameAgain : "with --resume a stopped command can go on")
              + ".");
    }
    Path folder = results != null ? results : Lab.home().resolve("stopped");
    Path file = folder.resolve(RunFiles.slug(on.target() + " " + run.name()) + ".zip");
    Thread.interrupted(); // which would end the writing
    tuned.save(file);
    return new CancellationException(
        "Stopped after epoch %d. The best network so far, of epoch %d with validation accuracy %s, is in %s. Next: %s."
            .formatted(
                run.epochs().size(),
                run.bestEpoch(),
                Sizes.percent(run.bestValidationAccuracy()),
                file,
                files.isKept()
                    ? sameAgain
                    : (tuned.classifier() instanceof Backbone
                            ? "--weights with that file starts from it; "
                            : "")
                        + "with --resume a stopped command can go on"));
  }

  private FineTuner tuner(FrozenNetwork network, Splits splits, long seed, boolean random) {
    List<String> classes = splits.train().classes();
    FineTuner tuner =
        random
            ? FineTuner.fromScratch((Backbone) network, classes)
            : FineTuner.of(network, classes);
    Head chosen = head == null ? Head.LINEAR : Head.of(PlanOptions.numbers("--head", head));
    chosen = chosen.withDropout(dropout);
    tuner = headBehind == null ? tuner.withHead(chosen) : tuner.withHeadBehind(headBehind, chosen);
    if (freezeTo != null && !random) {
      tuner = tuner.freezeUpTo(freezeTo);
    }
    TrainingPlan usual = random ? TrainingPlan.FROM_SCRATCH : TrainingPlan.FINE_TUNING;
    TrainingPlan plan = planOptions.apply(usual, random, splits.train().size(), seed);
    String settings =
        String.join(
            "|", plan.toString(), chosen.toString(), headBehind + "", freezeTo + "", perClass + "");
    String name = network.name() + " " + on.target() + (random ? " scratch" : "") + " seed " + seed;
    Path state = files.of(name, settings);
    return (state == null ? tuner : tuner.withCheckpoint(state)).withPlan(plan);
  }

  private void print(FrozenNetwork network, List<Runs> methods) {
    System.out.printf(
        "%n%s on %s: mean per-class accuracy on test pictures, %d run%s%n",
        network.name(), on.target(), seeds, seeds == 1 ? "" : "s (mean ± standard deviation)");
    for (Runs runs : methods) {
      System.out.printf(
          Locale.ROOT,
          "  %-32s %s   %s a run%n",
          runs.name(),
          runs.meanPerClassAccuracies(),
          Sizes.time(runs.meanSeconds()));
    }
  }

  private void draw(List<Runs> methods) {
    Curves curves =
        Curves.accuracy(
            on.target() + ": validation accuracy" + (seeds > 1 ? ", " + seeds + " seeds" : ""));
    for (Runs runs : methods) {
      curves.add(TrainingCurves.mean(runs.name(), runs.histories()));
    }
    int classes = methods.get(0).classes();
    curves.reference("guessing", 1.0 / classes).figure().save(figure);
    if (!json) {
      System.out.println(curves.alternative());
    }
  }
}
