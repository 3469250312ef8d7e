package io.transferlab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code environment/lab words ...}: each question is a command of its own. */
@Command(
    name = "words",
    mixinStandardHelpOptions = true,
    description =
        "Word vectors: how alike words are, neighbours, analogies, groups, maps, training,"
            + " documents, a reverse dictionary.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WordsSimilarityCommand.class,
      WordsNearestCommand.class,
      WordsAnalogyCommand.class,
      WordsClusterCommand.class,
      WordsMapCommand.class,
      WordsEvaluateCommand.class,
      WordsTrainCommand.class,
      WordsMatchCommand.class,
      WordsReverseCommand.class,
    })
final class WordsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Name a command of words.");
  }
}
