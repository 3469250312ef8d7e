package io.transferlab.cli;

import io.transferlab.core.Names;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.network.Pretrained;
import java.util.Arrays;
import picocli.CommandLine.Command;

/** {@code environment/lab sketch ...}: the drawn world, its networks and figures, made again. */
@Command(
    name = "sketch",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SketchTrainCommand.class,
      SketchEvaluateCommand.class,
      TableCommand.class,
      SketchSheetsCommand.class
    },
    description = "The drawn world and the small networks trained on it.")
final class SketchCommand {
  private SketchCommand() {}

  /** What a network of the course is trained on. */
  static SketchSet drawings(Pretrained network) {
    return Arrays.stream(SketchSet.values())
        .filter(s -> network.id().startsWith(s.id()))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "a network that comes with the course",
                    network.id(),
                    Arrays.stream(Pretrained.values())
                        .filter(p -> !p.isFetched())
                        .map(Pretrained::id)
                        .toList()));
  }
}
