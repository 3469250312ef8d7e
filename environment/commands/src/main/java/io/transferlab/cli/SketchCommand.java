package io.transferlab.cli;

import picocli.CommandLine.Command;

/** {@code environment/lab sketch ...}: the drawn world, its networks and figures, made again. */
@Command(
    name = "sketch",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SketchTrainCommand.class,
      SketchEvaluateCommand.class,
      SketchCaptionsCommand.class,
      TableCommand.class,
      SketchSheetsCommand.class
    },
    description = "The drawn world and the small networks trained on it.")
final class SketchCommand {
  private SketchCommand() {}
}
