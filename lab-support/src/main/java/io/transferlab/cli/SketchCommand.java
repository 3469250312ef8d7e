package io.transferlab.cli;

import io.transferlab.core.Names;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Pretrained;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuned;
import io.transferlab.train.SourceTraining;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code environment/lab sketch ...}: the networks that come with the course, made again. */
@Command(
    name = "sketch",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = TableCommand.class,
    description = "The drawn world and the small networks trained on it.")
final class SketchCommand {
  private SketchCommand() {}

  /** Trains a shipped network anew. */
  @Command(
      name = "train",
      mixinStandardHelpOptions = true,
      description = {
        "Trains a shipped network anew and writes its weights.",
        "15 to 25 minutes on two cores with the fast path."
      })
  int train(
      @Parameters(
              paramLabel = "NAME",
              description = "Sketch_Objects, Sketch_Scenes or Sketch_Objects_ResNet50")
          String name,
      @Option(
              names = "--out",
              paramLabel = "FOLDER",
              defaultValue = "build/networks",
              description = "where to write the weights (default: ${DEFAULT-VALUE})")
          Path out,
      @Option(
              names = "--seed",
              defaultValue = "1",
              description = "of weights, drawings and order (default: ${DEFAULT-VALUE})")
          long seed,
      @Option(names = "--epochs", description = "default: as shipped") Integer epochs,
      @Option(names = "--per-class", description = "drawings of a class; default: as shipped")
          Integer perClass) {
    Pretrained network = Pretrained.named(name);
    SketchSet set =
        Arrays.stream(SketchSet.values())
            .filter(s -> network.id().startsWith(s.id()))
            .findFirst()
            .orElseThrow(() -> Names.unknown("a drawn source", name, Pretrained.ids()));
    SourceTraining shipped = SourceTraining.shipped(set);
    SourceTraining training =
        new SourceTraining(
            perClass == null ? shipped.perClass() : perClass,
            shipped
                .plan()
                .withSeed(seed)
                .withEpochs(epochs == null ? shipped.plan().epochs() : epochs));
    FineTuned trained =
        training.train(network.id(), network.architecture(), set, null, EpochListener.LINES);
    System.out.println(trained);
    System.out.println(trained.network().provenance());
    System.out.println("Written to " + network.save(trained.network(), out));
    return 0;
  }
}
