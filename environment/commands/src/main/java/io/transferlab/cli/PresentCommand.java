package io.transferlab.cli;

import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import io.transferlab.present.Labs;
import io.transferlab.present.Presentation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an instructor stands in front of a class with. */
@Command(
    name = "present",
    description = {
      "For instructors: slides of a lab, a copy for live typing, or a page to read the evening"
          + " before.",
      "Without --clean, --blank or --teach: slides, one HTML file that needs no network (arrow"
          + " keys; S opens the speaker's notes). Outputs are those stored in the lab."
    },
    mixinStandardHelpOptions = true)
public final class PresentCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "LAB",
      description = "A lab's number (3), its name (fine-tuning), or a notebook's file.")
  private List<String> labs;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "present",
      description = "Where to write (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "notebooks",
      description = "The folder of the labs (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--outputs",
      paramLabel = "FILE",
      description = "Show the outputs of this executed copy of the lab.")
  private @Nullable Path executed;

  @Option(
      names = "--solutions",
      description =
          "A slide with the solution below each exercise (down arrow); without it only the speaker"
              + " sees solutions.")
  private boolean solutions;

  @Option(
      names = "--run",
      description = "Execute the lab first, and show the outputs of this run (environment/lab).")
  private boolean run;

  @Option(
      names = "--serve",
      description =
          "Serve the folder of slides at http://127.0.0.1:8800/ when they are made"
              + " (environment/lab).")
  private boolean serve;

  @ArgGroup(exclusive = true)
  private Kinds kinds = new Kinds();

  /** What is made instead of slides. */
  static final class Kinds {
    @Option(
        names = "--clean",
        description =
            "A notebook for running live: headings and code, no prose, no outputs, no solutions."
                + " What you have changed in such a copy is never written over.")
    boolean clean;

    @Option(
        names = "--blank",
        description =
            "A notebook for typing live: as --clean, but cells of up to 12 lines are empty;"
                + " imports, checks and long cells are filled in, as nobody watches those being"
                + " typed. Beside it a page with the code to type, numbered as the cells, for your"
                + " second screen.")
    boolean blank;

    @Option(
        names = "--teach",
        description =
            "A page for the evening before: times, what usually goes wrong, prepared results,"
                + " answers.")
    boolean teach;
  }

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (run || serve) {
      throw LabException.of(
          "options that Java knows", "--run or --serve", "type environment/lab present ...");
    }
    PrintWriter written = spec.commandLine().getOut();
    Presentation.Kind kind =
        kinds.clean
            ? Presentation.Kind.CLEAN
            : kinds.blank
                ? Presentation.Kind.BLANK
                : kinds.teach ? Presentation.Kind.TEACH : Presentation.Kind.SLIDES;
    for (String lab : labs) {
      NotebookFile notebook = Labs.named(lab, folder);
      NotebookFile shown = executed == null ? notebook : Labs.withOutputs(notebook, executed);
      Presentation.of(shown, folder)
          .withSolutions(solutions)
          .write(kind, out)
          .forEach(written::println);
    }
    written.flush();
    return 0;
  }
}
