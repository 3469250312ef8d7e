package io.transferlab.cli;

import io.transferlab.bench.BenchCommand;
import io.transferlab.core.LabException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The commands that {@code environment/lab} passes on to Java. */
@Command(
    name = "environment/lab",
    description = "Guided labs on transfer learning and embeddings, in Java.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LookCommand.class,
      AdviseCommand.class,
      CompareCommand.class,
      FineTuneCommand.class,
      TransferCommand.class,
      ForgettingCommand.class,
      SweepCommand.class,
      L2NormCommand.class,
      FneCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      FeaturesCommand.class,
      ExportCommand.class,
      CardCommand.class,
      SketchCommand.class,
      DataCommand.class,
      SearchCommand.class,
      FindCommand.class,
      CaptionCommand.class,
      ZeroShotCommand.class,
      ShowCommand.class,
      WordsCommand.class,
      BenchCommand.class,
      NotebooksCommand.class,
      MarkCommand.class,
      SubmitCommand.class,
      HandoutCommand.class,
      PresentCommand.class,
      BookCommand.class,
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
    } catch (LinkageError | OutOfMemoryError e) { // errors that picocli lets pass
      System.err.println(Complaint.of(e));
      status = 1;
    }
    System.exit(written(status));
  }

  /**
   * A full disk is a failure, not a reader who has seen enough ({@code | head}); Java's streams
   * only tell that something went wrong, so one more line is tried.
   */
  private static int written(int status) {
    if (!System.out.checkError()) {
      return status;
    }
    try {
      new FileOutputStream(FileDescriptor.out).write('\n');
      return status;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
        return status;
      }
      System.err.println(LabException.writing("to standard output", e).getMessage());
      return 1;
    }
  }

  /**
   * The commands, ready to be run.
   *
   * @return exit status 0: done; 1: it failed, with one line why; 2: wrong usage; 130: interrupted
   */
  static CommandLine commandLine() {
    CommandLine all = new CommandLine(new Main());
    TypedWords.letThrough(all.getSubcommands().get("words"));
    return all.setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, Main::path)
        .setParameterExceptionHandler(
            (wrong, args) -> {
              wrong.getCommandLine().getErr().println(Complaint.usage(wrong));
              return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
            })
        .setExecutionExceptionHandler(
            (thrown, line, parsed) -> {
              line.getErr().println(Complaint.of(thrown));
              return Complaint.status(thrown);
            });
  }

  /** As picocli does, but without the name of a Java exception. */
  private static Path path(String typed) {
    try {
      return Path.of(typed);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(Complaint.notAPath(e));
    }
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
