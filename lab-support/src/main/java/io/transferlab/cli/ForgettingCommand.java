package io.transferlab.cli;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.Splits;
import io.transferlab.data.Targets;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Backbone;
import io.transferlab.network.Pretrained;
import io.transferlab.train.Forgetting;
import io.transferlab.train.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab forgetting SOURCE TARGET}. */
@Command(
    name = "forgetting",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what a network forgets of its source when it learns a target, and what is saved by",
      "batches of source and target in turn: accuracy on the source before, after fine-tuning alone,",
      "after learning in turn."
    })
final class ForgettingCommand implements Callable<Integer> {
  /** Drawings that no shipped network has seen. */
  private static final long FIXED_SEED = 2026;

  @Parameters(paramLabel = "SOURCE", description = "a pretrained network, such as Sketch_Objects")
  private String source;

  @Parameters(
      paramLabel = "TARGET",
      description = "sketch-animals or another target, or a folder of pictures")
  private String target;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "the weights of SOURCE from this file instead: .h5, .weights.h5 or .keras of Keras, or a"
              + " network saved here")
  private Path weights;

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
  public Integer call() {
    if (Math.min(perClass, Math.min(sourcePerClass, testPerClass)) < 1) {
      throw LabException.of(
          "at least 1 picture of each class", "fewer", "leave the numbers of pictures out");
    }
    Lab.start();
    Pretrained named = Pretrained.named(source);
    Backbone network = weights == null ? named.load() : named.load(weights);
    Forgetting found =
        Forgetting.measure(
            network,
            seed -> own(named, seed),
            seed -> some(Targets.open(target, perClass, seed)),
            Plan.FINE_TUNING.withEpochs(epochs),
            seeds,
            soFar -> {
              if (!json) {
                System.out.println(soFar.runs().get(soFar.runs().size() - 1));
              }
            });
    if (json) {
      System.out.println(Json.GSON.toJson(json(found, network)));
    } else {
      System.out.println("\n" + markdown(found));
    }
    if (out != null) {
      AtomicFiles.write(
          out, stream -> stream.write(markdown(found).getBytes(StandardCharsets.UTF_8)));
    }
    return 0;
  }

  private Splits own(Pretrained named, long seed) {
    if (sourcePictures != null) {
      return some(Targets.open(sourcePictures, sourcePerClass, seed));
    }
    Optional<SketchSet> drawn =
        Arrays.stream(SketchSet.values()).filter(s -> named.id().startsWith(s.id())).findFirst();
    SketchSet set =
        drawn.orElseThrow(
            () ->
                LabException.of(
                    "pictures of the classes of " + named.id(),
                    "none: they cannot be drawn",
                    "name a fetched set or a folder with --source-pictures"));
    return some(
        new Splits(
            ImageSet.drawn(set, Split.TRAIN, sourcePerClass, FIXED_SEED + seed),
            ImageSet.drawn(set, Split.VALIDATION, 1, FIXED_SEED),
            ImageSet.drawn(set, Split.TEST, testPerClass, FIXED_SEED)));
  }

  private Splits some(Splits splits) {
    return new Splits(splits.train(), splits.validation(), splits.test().take(testPerClass, 1));
  }

  private String markdown(Forgetting found) {
    return ("Mean per-class accuracy on test pictures in per cent, %d run%s, %d epochs; the source is"
            + " measured with its own output layer. Made on %s by `environment/lab forgetting %s %s`,"
            + " Java %s.%n%n%s")
        .formatted(
            found.runs().size(),
            found.runs().size() == 1 ? "" : "s (mean ± standard deviation)",
            epochs,
            LocalDate.now(),
            source,
            target,
            System.getProperty("java.version"),
            found);
  }

  private Map<String, Object> json(Forgetting found, Backbone network) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("source", found.source());
    all.put("target", found.target());
    all.put("epochs", epochs);
    all.put("runs", found.runs());
    all.put("provenance", network.provenance().facts());
    return all;
  }
}
