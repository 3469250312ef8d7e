package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.core.TimeLeft;
import io.transferlab.data.Splits;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pretrained;
import io.transferlab.plot.Curves;
import io.transferlab.plot.TransferFigure;
import io.transferlab.transfer.LayerTransfer;
import io.transferlab.transfer.TransferArm;
import io.transferlab.transfer.TransferCell;
import io.transferlab.transfer.TransferCurve;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code environment/lab transfer SOURCE TARGET}. */
@Command(
    name = "transfer",
    mixinStandardHelpOptions = true,
    description =
        "How transferable are the layers? Copies the first n layers of a network "
            + "under random ones and trains on a target, with the copied layers frozen and "
            + "with all trained, and the same for the control, whose layers come from a "
            + "network that has learned the target itself (Yosinski et al. 2014, arXiv "
            + "1411.1792): the shipped one where the target is a drawn source, else one "
            + "trained on the target's few pictures. Every finished network is kept: the "
            + "command goes on where it was stopped.")
final class TransferCommand implements Callable<Integer> {
  private static final int VALIDATION_PER_CLASS = 5;

  @Spec private CommandSpec spec;

  @Mixin private SourceAndTarget on;

  @Option(
      names = "--layers",
      split = ",",
      description =
          "the last copied layers by name, or how many layers with weights are copied; default: the"
              + " end of each block and each fully connected layer")
  private List<String> layers;

  @Option(
      names = "--arms",
      split = ",",
      description = "some of ${COMPLETION-CANDIDATES} (default: the first three)")
  private TransferArm[] arms = {
    TransferArm.FROZEN, TransferArm.FINE_TUNED, TransferArm.CONTROL_FROZEN
  };

  @Option(
      names = "--coarse",
      description = "every second point, one run, fewer epochs: a look within minutes")
  private boolean coarse;

  @Option(names = "--seeds", description = "how many runs (default: 3; coarse: 1)")
  private Integer seeds;

  @Option(names = "--epochs", description = "of every network (default: 12; coarse: 8)")
  private Integer epochs;

  @Option(names = "--rate", description = "learning rate of all layers (default: 5e-4)")
  private Double rate;

  @Option(
      names = "--per-class",
      description = "training pictures of each class (default: ${DEFAULT-VALUE})")
  private int perClass = 10;

  @Option(
      names = "--test-per-class",
      description = "test pictures of each class at most (default: ${DEFAULT-VALUE})")
  private int testPerClass = 20;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "where finished networks are noted (default: build/transfer/SOURCE-TARGET)")
  private Path results;

  @Option(names = "--out", paramLabel = "FILE.md", description = "write the table as Markdown")
  private Path out;

  @Option(names = "--figure", paramLabel = "FILE.png", description = "draw the curves")
  private Path figure;

  @Option(
      names = "--save",
      paramLabel = "FILE.json",
      description = "write the curve for TransferCurve.load in a notebook")
  private Path save;

  @Option(names = "--quiet", description = "no line for each network")
  private boolean quiet;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    if (testPerClass < 1 || perClass < 1) {
      throw LabException.of(
          "at least 1 picture of each class",
          "fewer",
          "leave --per-class and --test-per-class out");
    }
    OutputPlace.folder("--results", results);
    OutputPlace.file("--out", out);
    OutputPlace.file("--figure", figure);
    OutputPlace.file("--save", save);
    Lab.start();
    Backbone network =
        on.trainable(
            "layers to copy and to train anew",
            "`environment/lab l2norm SOURCE TARGET --layers LAYER` tells what a layer of it is"
                + " worth");
    LayerTransfer experiment = experiment(network);
    int runs = seeds != null ? seeds : coarse ? 1 : 3;
    int all = experiment.networks(runs);
    Splits pictures = open(1);
    List<String> unread = Unread.in(pictures);
    if (!json) {
      System.out.println(pictures);
      Unread.print(unread);
    }
    TransferCurve curve =
        experiment.run(
            this::open, runs, results != null ? results : folder(network), new Lines(all));
    String text = markdown(curve, experiment.plan().epochs());
    if (json) {
      System.out.println(Json.text(Result.of(curve, unread, pictures.remarks())));
    } else {
      System.out.println("\n" + text);
    }
    if (out != null) {
      AtomicFiles.writeText(out, text);
    }
    if (figure != null) {
      Curves chart = TransferFigure.of(curve);
      chart.figure().save(figure);
      if (!json) {
        System.out.println(chart.alternative());
      }
    }
    if (save != null) {
      dated(curve).save(save);
    }
    if (curve.cells().size() < all) {
      throw new CancellationException(
          "Stopped after %d of %d networks, which are kept. Next: type the same again to go on."
              .formatted(curve.cells().size(), all));
    }
    return 0;
  }

  private static TransferCurve dated(TransferCurve curve) {
    return new TransferCurve(
        curve.source(),
        curve.target(),
        curve.classes(),
        curve.cuts(),
        curve.cells(),
        curve
            .provenance()
            .with("date", LocalDate.now())
            .with("java", System.getProperty("java.version")));
  }

  private Path folder(Backbone network) {
    String name = network.name() + "-" + on.target().replaceAll("[^A-Za-z0-9_-]+", "_");
    return Path.of("build", "transfer", coarse ? name + "-coarse" : name);
  }

  private LayerTransfer experiment(Backbone network) {
    LayerTransfer usual = LayerTransfer.of(network).withArms(arms);
    Optional<Pretrained> learned =
        Arrays.stream(Pretrained.values())
            .filter(p -> p.id().equalsIgnoreCase(on.target()) && p.isShipped())
            .filter(p -> p.architecture().equals(network.architecture()))
            .findFirst();
    if (learned.isPresent()) {
      usual = usual.withControl(learned.get().load());
    }
    if (coarse) {
      usual = usual.coarse();
    }
    if (layers != null) {
      usual = usual.withCuts(layers);
    }
    int length = epochs != null ? epochs : usual.plan().epochs();
    double learning = rate != null ? rate : usual.plan().headRate();
    return usual.withPlan(usual.plan().withEpochs(length).withRates(learning, learning));
  }

  private Splits open(long seed) {
    return on.open(perClass, seed).withFewerHeldBack(VALIDATION_PER_CLASS, testPerClass);
  }

  /** A line for each network, with the time left. */
  private final class Lines implements Consumer<TransferCurve> {
    private static final String NETWORKS = "networks";

    private final TimeLeft<String> time = new TimeLeft<>();
    private final int all;
    private boolean begun;

    Lines(int all) {
      this.all = all;
    }

    @Override
    public void accept(TransferCurve soFar) {
      int done = soFar.cells().size();
      if (!begun) { // the others were kept from an earlier call
        time.expect(NETWORKS, all - done + 1);
        begun = true;
      }
      time.done(NETWORKS, 1);
      if (quiet || json) {
        return;
      }
      TransferCell last = soFar.cells().get(done - 1);
      System.out.println(
          "%d of %d, seed %d: %s: %s, %s; %s"
              .formatted(
                  done,
                  all,
                  last.seed(),
                  last.arm() == null ? "base" : last.arm().label() + " up to " + last.layer(),
                  Sizes.percent(last.accuracy()),
                  Sizes.time(last.seconds()),
                  time));
    }
  }

  private String markdown(TransferCurve curve, int length) {
    return ("%s to %s: mean per-class accuracy on test pictures in per cent, %d run%s, %d epochs."
            + " Made on %s by `environment/lab transfer %s %s%s`, Java %s.%n%n%s")
        .formatted(
            curve.source(),
            curve.target(),
            curve.seeds(),
            curve.seeds() == 1 ? "" : "s (mean ± standard deviation)",
            length,
            LocalDate.now(),
            on.source().id(),
            on.target(),
            coarse ? " --coarse" : "",
            System.getProperty("java.version"),
            curve.markdown());
  }

  /** What {@code --json} prints. */
  private record Result(
      String source,
      String target,
      Map<String, Integer> copiedLayers,
      List<Network> networks,
      double seconds,
      List<String> problems,
      List<String> remarks,
      Map<String, String> provenance) {
    static Result of(TransferCurve curve, List<String> problems, List<String> remarks) {
      return new Result(
          curve.source(),
          curve.target(),
          curve.cuts(),
          curve.cells().stream().map(cell -> Network.of(cell, curve)).toList(),
          curve.seconds(),
          problems,
          remarks,
          curve.provenance().facts());
    }
  }

  private record Network(
      String arm,
      String layer,
      int copied,
      long seed,
      double meanPerClassAccuracy,
      double validationAccuracy,
      int epoch,
      double seconds) {
    static Network of(TransferCell cell, TransferCurve curve) {
      return new Network(
          cell.arm() == null ? "BASE" : cell.arm().name(),
          cell.layer(),
          curve.cuts().getOrDefault(cell.layer(), 0),
          cell.seed(),
          cell.accuracy(),
          cell.validationAccuracy(),
          cell.bestEpoch(),
          cell.seconds());
    }
  }
}
