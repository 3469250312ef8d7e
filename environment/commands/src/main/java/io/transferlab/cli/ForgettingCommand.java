package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.data.Splits;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.study.Forgetting;
import io.transferlab.train.TrainingPlan;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code environment/lab forgetting SOURCE TARGET}. */
@Command(
    name = "forgetting",
    mixinStandardHelpOptions = true,
    description =
        "Measures what a network forgets of its source when it learns a target, and "
            + "what is saved by batches of source and target in turn: accuracy on the "
            + "source before, after fine-tuning alone, after learning in turn.")
final class ForgettingCommand implements Callable<Integer> {
  private static final int VALIDATION_PER_CLASS = 10;

  @Spec private CommandSpec spec;

  @Mixin private SourceAndTarget on;

  @Option(
      names = "--source-pictures",
      paramLabel = "SET",
      description =
          "pictures of the classes of SOURCE: a fetched set or a folder; default: drawn, where"
              + " SOURCE is a drawn one")
  private String sourcePictures;

  @Option(names = "--seeds", description = "how many runs (default: ${DEFAULT-VALUE})")
  private int seeds = 3;

  @Option(names = "--epochs", description = "passes over the target (default: ${DEFAULT-VALUE})")
  private int epochs = 10;

  @Option(
      names = "--per-class",
      description = "training pictures of each class of the target (default: ${DEFAULT-VALUE})")
  private int perClass = 20;

  @Option(
      names = "--source-per-class",
      description = "pictures of each class of the source (default: ${DEFAULT-VALUE})")
  private int sourcePerClass = 20;

  @Option(
      names = "--test-per-class",
      description = "test pictures of each class at most, of both (default: ${DEFAULT-VALUE})")
  private int testPerClass = 50;

  @Option(names = "--out", paramLabel = "FILE.md", description = "write the table as Markdown")
  private Path out;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return Interrupts.told(spec, this::work);
  }

  private int work() {
    if (Math.min(perClass, Math.min(sourcePerClass, testPerClass)) < 1) {
      throw LabException.of(
          "at least 1 picture of each class", "fewer", "leave the numbers of pictures out");
    }
    OutputPlace.file("--out", out);
    Lab.start();
    Backbone network =
        on.trainable(
            "a measurement of what training makes it forget",
            "it forgets nothing: `environment/lab fine-tune` trains a head behind it, l2norm and"
                + " fne an SVM");
    Splits pictures = some(on.open(perClass, 1));
    List<String> unread = Unread.in(pictures);
    if (!json) {
      System.out.println(pictures);
      Unread.print(unread);
    }
    Forgetting found =
        Forgetting.measure(
            network,
            seed -> some(SourceAndTarget.open(own(), sourcePerClass, seed)),
            seed -> some(on.open(perClass, seed)),
            TrainingPlan.FINE_TUNING.withEpochs(epochs),
            seeds,
            soFar -> {
              if (!json) {
                System.out.println(soFar.runs().get(soFar.runs().size() - 1));
              }
            });
    if (json) {
      System.out.println(
          Json.text(
              new Result(
                  found.source(),
                  found.target(),
                  epochs,
                  found.runs(),
                  unread,
                  pictures.remarks(),
                  network.provenance().facts())));
    } else {
      System.out.println("\n" + markdown(found));
    }
    if (out != null) {
      AtomicFiles.writeText(out, markdown(found));
    }
    if (found.runs().size() < seeds) {
      throw new CancellationException(
          "Stopped after %d of %d runs: the table above is of these. Next: type the same again for all of them."
              .formatted(found.runs().size(), seeds));
    }
    return 0;
  }

  /** Where pictures of the source's own classes are: new drawings that no network has seen. */
  private String own() {
    if (sourcePictures != null) {
      return sourcePictures;
    }
    String named = on.source().id();
    return Arrays.stream(SketchSet.values())
        .map(SketchSet::id)
        .filter(named::startsWith)
        .findFirst()
        .orElseThrow(
            () ->
                LabException.of(
                    "pictures of the classes of " + named,
                    "none: they cannot be drawn",
                    "name a fetched set or a folder with --source-pictures"));
  }

  private Splits some(Splits splits) {
    return splits.withFewerHeldBack(VALIDATION_PER_CLASS, testPerClass);
  }

  private String markdown(Forgetting found) {
    return ("Mean per-class accuracy on test pictures in per cent, %d run%s, %d epochs; the source"
            + " is measured with its own output layer. Made on %s by `environment/lab"
            + " forgetting %s %s`, Java %s.%n%n%s")
        .formatted(
            found.runs().size(),
            found.runs().size() == 1 ? "" : "s (mean ± standard deviation)",
            epochs,
            LocalDate.now(),
            on.source().id(),
            on.target(),
            System.getProperty("java.version"),
            found);
  }

  /** What {@code --json} prints. */
  private record Result(
      String source,
      String target,
      int epochs,
      List<Forgetting.Run> runs,
      List<String> problems,
      List<String> remarks,
      Map<String, String> provenance) {}
}
