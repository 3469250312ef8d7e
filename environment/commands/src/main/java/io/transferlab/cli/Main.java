package io.transferlab.cli;

import io.transferlab.bench.BenchCommand;
import io.transferlab.core.LabException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The commands that {@code environment/lab} passes on to Java. */
@Command(
    name = "environment/lab",
    description = "Guided labs on transfer learning and embeddings, in Java.",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  private static final Map<String, Class<?>> COMMANDS = commands();

  @Spec private CommandSpec spec;

  private Main() {}

  /** All commands, in the order of the help. */
  static Set<String> names() {
    return COMMANDS.keySet();
  }

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> all = new LinkedHashMap<>();
    all.put("look", LookCommand.class);
    all.put("advise", AdviseCommand.class);
    all.put("compare", CompareCommand.class);
    all.put("fine-tune", FineTuneCommand.class);
    all.put("transfer", TransferCommand.class);
    all.put("forgetting", ForgettingCommand.class);
    all.put("sweep", SweepCommand.class);
    all.put("l2norm", L2NormCommand.class);
    all.put("fne", FneCommand.class);
    all.put("predict", PredictCommand.class);
    all.put("evaluate", EvaluateCommand.class);
    all.put("features", FeaturesCommand.class);
    all.put("export", ExportCommand.class);
    all.put("card", CardCommand.class);
    all.put("sketch", SketchCommand.class);
    all.put("data", DataCommand.class);
    all.put("search", SearchCommand.class);
    all.put("find", FindCommand.class);
    all.put("caption", CaptionCommand.class);
    all.put("zero-shot", ZeroShotCommand.class);
    all.put("show", ShowCommand.class);
    all.put("words", WordsCommand.class);
    all.put("bench", BenchCommand.class);
    all.put("notebooks", NotebooksCommand.class);
    all.put("mark", MarkCommand.class);
    all.put("submit", SubmitCommand.class);
    all.put("handout", HandoutCommand.class);
    all.put("present", PresentCommand.class);
    all.put("book", BookCommand.class);
    all.put("doctor-probe", DoctorProbeCommand.class);
    return Collections.unmodifiableMap(all);
  }

  /**
   * Runs one command and ends the process.
   *
   * @param args command and options
   */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals(WarmUp.OPTION)) {
      WarmUp.run();
      System.exit(0);
    }
    int status;
    try {
      status = commandLine(args).execute(args);
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
   * @param typed only the command that is named first is made ready; all of them where it is none,
   *     for help and hints
   * @return exit status 0: done; 1: it failed, with one line why; 2: wrong usage; 130: interrupted
   */
  static CommandLine commandLine(String... typed) {
    CommandLine all = new CommandLine(new Main());
    String first = typed.length == 0 ? "" : typed[0];
    COMMANDS.forEach(
        (name, command) -> {
          if (name.equals(first) || !COMMANDS.containsKey(first)) {
            all.addSubcommand(name, command);
          }
        });
    if (all.getSubcommands().containsKey("words")) {
      TypedWords.letThrough(all.getSubcommands().get("words"));
    }
    return all.setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, new Paths())
        .setParameterExceptionHandler(new Usage())
        .setExecutionExceptionHandler(new Failure());
  }

  // Classes, not lambdas: no archive takes a lambda of picocli's interfaces, which are of Java 5,
  // and making the first one of a process takes 37 ms.

  /** As picocli does, but without the name of a Java exception. */
  private static final class Paths implements ITypeConverter<Path> {
    @Override
    public Path convert(String typed) {
      try {
        return Path.of(typed);
      } catch (InvalidPathException e) {
        throw new TypeConversionException(Complaint.notAPath(e));
      }
    }
  }

  private static final class Usage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
      wrong.getCommandLine().getErr().println(Complaint.usage(wrong));
      return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    }
  }

  private static final class Failure implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
      line.getErr().println(Complaint.of(thrown));
      return Complaint.status(thrown);
    }
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
