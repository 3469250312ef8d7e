package io.transferlab.cli;

import io.transferlab.bench.BenchCommand;
import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that {@code environment/lab} passes on to Java. */
@Command(
    name = "environment/lab",
    description = "Guided labs on transfer learning and embeddings, in Java.",
    mixinStandardHelpOptions = true,
    subcommands = {
      FineTuneCommand.class,
      TransferCommand.class,
      ForgettingCommand.class,
      SweepCommand.class,
      L2NormCommand.class,
      FneCommand.class,
      FeaturesCommand.class,
      SketchCommand.class,
      DataCommand.class,
      SearchCommand.class,
      WordsCommand.class,
      BenchCommand.class,
      NotebooksCommand.class,
      DoctorProbeCommand.class,
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private Main() {}

  /**
   * Runs one command and ends the process.
   *
   * @param args command and options
   */
  public static void main(String[] args) {
    int status;
    try {
      status = commandLine().execute(args);
    } catch (LinkageError | OutOfMemoryError e) { // a missing jar, ND4J that cannot start, memory
      System.err.println(Lab.startFailure(e).getMessage());
      status = 1;
    }
    System.exit(status);
  }

  /**
   * The commands, ready to be run.
   *
   * @return exit status 0: done; 1: it failed, with one line why; 2: wrong usage
   */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (thrown, line, parsed) -> {
              Throwable e = thrown;
              while (e instanceof ExecutionException && e.getCause() != null) {
                e = e.getCause();
              }
              if (e instanceof LinkageError || e instanceof OutOfMemoryError) {
                e = Lab.startFailure(e);
              }
              line.getErr()
                  .println(
                      e instanceof LabException
                          ? e.getMessage()
                          : "Unexpected: " + e + " at " + e.getStackTrace()[0]);
              return 1;
            });
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
