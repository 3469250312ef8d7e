package io.transferlab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.transferlab.authoring.Languages;
import io.transferlab.authoring.NotebookBuilder;
import io.transferlab.authoring.NotebookChecker;
import io.transferlab.authoring.Problem;
import io.transferlab.core.LabException;
import io.transferlab.present.PreparedResults;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For authors: student copies from solutions, and the rules of the labs. */
@Command(
    name = "notebooks",
    description =
        "For authors: generate the student copies, check the rules of the labs, translate them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(build | check | slides | translate | reference)",
    subcommands = {
      NotebooksCommand.Build.class,
      NotebooksCommand.Check.class,
      NotebooksCommand.Slides.class,
      NotebooksCommand.Translate.class,
      NotebooksCommand.Prepared.class
    })
public final class NotebooksCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return USAGE;
  }

  /** What both commands take and do. */
  abstract static class Work implements Callable<Integer> {
    @Option(
        names = "--dir",
        defaultValue = "notebooks",
        paramLabel = "DIR",
        description = "The folder of the labs (default: ${DEFAULT-VALUE}).")
    Path folder;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try {
        return work(out);
      } catch (LabException e) {
        spec.commandLine().getErr().println(e.getMessage());
        return FAILED;
      } finally {
        out.flush();
      }
    }

    abstract int work(PrintWriter out);

    /** Says which files were written. */
    final int written(PrintWriter out, List<NotebookBuilder.Built> all) {
      return listed(
          out,
          "notebooks",
          all,
          built -> "%-9s %s".formatted(built.changed() ? "written" : "unchanged", built.path()),
          built -> {
            JsonObject row = new JsonObject();
            row.addProperty("path", built.path().toString());
            row.addProperty("changed", built.changed());
            return row;
          });
    }

    /** Says what was done: a line each, or one object that holds them. */
    final <T> int listed(
        PrintWriter out,
        String name,
        List<T> all,
        Function<T, String> line,
        Function<T, JsonElement> row) {
      if (json) {
        JsonArray rows = new JsonArray();
        all.forEach(each -> rows.add(row.apply(each)));
        JsonObject object = new JsonObject();
        object.add(name, rows);
        out.println(object);
      } else {
        all.forEach(each -> out.println(line.apply(each)));
      }
      return OK;
    }
  }

  /** Generates the student copies. */
  @Command(
      name = "build",
      description = "Generate NN-name.ipynb for students from solutions/NN-name.ipynb.",
      mixinStandardHelpOptions = true)
  static final class Build extends Work {
    @Option(
        names = "--outputs",
        paramLabel = "DIR",
        description = "First put the outputs of the executed copies in DIR into the solutions.")
    Path executed;

    @Option(
        names = "--nbgrader",
        paramLabel = "FOLDER",
        description =
            "Write the labs as assignments of nbgrader into FOLDER, and nothing else: source,"
                + " release, nbgrader_config.py.")
    Path nbgrader;

    @Override
    int work(PrintWriter out) {
      if (nbgrader != null) {
        return written(out, NotebookBuilder.buildForNbgrader(folder, nbgrader));
      }
      List<NotebookBuilder.Built> all = new ArrayList<>();
      if (executed != null) {
        all.addAll(NotebookBuilder.takeOutputs(folder, executed));
      }
      all.addAll(NotebookBuilder.build(folder));
      return written(out, all);
    }
  }

  /** Slide types for cells that have none. */
  @Command(
      name = "slides",
      description = {
        "Give each cell of the sources that has no slide type one by the rules: a heading begins a"
            + " slide, code comes on a key, long prose and instructors' cells are speaker notes.",
        "What stands there already stays. Then: notebooks build."
      },
      mixinStandardHelpOptions = true)
  static final class Slides extends Work {
    @Override
    int work(PrintWriter out) {
      return written(out, NotebookBuilder.completeSlides(folder));
    }
  }

  /** What an instructor loads when a cell is slow. */
  @Command(
      name = "reference",
      description = {
        "Write the prepared results of slow cells (Reference.load): all tables of such a lab, what"
            + " its slow cells printed, and its training runs.",
        "Runs: first --copies FOLDER; then environment/lab run on the copies, which keep their"
            + " runs; then notebooks reference again, without --copies."
      },
      mixinStandardHelpOptions = true)
  static final class Prepared extends Work {
    @Option(
        names = "--copies",
        paramLabel = "DIR",
        description = "Only write copies of the labs that keep their training runs.")
    Path copies;

    @Option(
        names = "--runs",
        paramLabel = "DIR",
        defaultValue = "build/runs",
        description = "Where the runs are kept (default: ${DEFAULT-VALUE}).")
    Path runs;

    @Option(
        names = "--into",
        paramLabel = "DIR",
        defaultValue = "lab-support/src/main/resources/io/transferlab/reference",
        description = "Where the results go (default: ${DEFAULT-VALUE}).")
    Path into;

    @Override
    int work(PrintWriter out) {
      List<Path> files =
          copies == null
              ? PreparedResults.write(folder, runs, into)
              : PreparedResults.copies(folder, copies, runs);
      return listed(
          out, "files", files, Path::toString, file -> new JsonPrimitive(file.toString()));
    }
  }

  /** Checks the rules of the labs. */
  @Command(
      name = "check",
      description = "Check the structure of the labs, alternative texts, and the student copies.",
      mixinStandardHelpOptions = true)
  static final class Check extends Work {
    @Option(
        names = "--executed",
        paramLabel = "DIR",
        description = "A folder of executed notebooks: check their outputs as well.")
    Path executed;

    @Override
    int work(PrintWriter out) {
      List<Problem> problems = new ArrayList<>(NotebookChecker.check(folder));
      if (executed != null) {
        problems.addAll(NotebookChecker.checkExecuted(executed));
      }
      List<Problem> notes = NotebookChecker.notes(folder);
      if (json) {
        out.println(object(problems, notes));
      } else {
        problems.forEach(problem -> out.println(problem.line()));
        notes.forEach(note -> out.println("note: " + note.line()));
        if (problems.isEmpty()) {
          out.println("The notebooks in " + folder + " keep all rules.");
        }
      }
      return problems.isEmpty() ? OK : FAILED;
    }

    private static JsonObject object(List<Problem> problems, List<Problem> notes) {
      JsonObject object = new JsonObject();
      object.add("problems", rows(problems));
      object.add("notes", rows(notes));
      return object;
    }

    private static JsonArray rows(List<Problem> problems) {
      JsonArray rows = new JsonArray();
      for (Problem problem : problems) {
        JsonObject row = new JsonObject();
        row.addProperty("file", problem.file().toString());
        row.addProperty("cell", problem.cell());
        row.addProperty("problem", problem.problem());
        row.addProperty("cure", problem.cure());
        rows.add(row);
      }
      return rows;
    }
  }

  /** Brings catalogues of translations up to date. */
  @Command(
      name = "translate",
      description = {
        "Extract the prose of a lab to a catalogue (translations/LANGUAGE/NN-name.po), or bring"
            + " that up to date with the lab; no translation is lost. 'build' then makes the"
            + " students' copy in that language."
      },
      mixinStandardHelpOptions = true)
  static final class Translate extends Work {
    @Option(
        names = "--language",
        required = true,
        paramLabel = "CODE",
        description = "The language's code, such as es or ca.")
    String language;

    @Parameters(
        arity = "0..1",
        defaultValue = "",
        paramLabel = "LAB",
        description =
            "A lab by its number or name (default: all that have a catalogue in that language).")
    String lab;

    @Override
    int work(PrintWriter out) {
      return listed(
          out,
          "catalogues",
          Languages.translate(folder, language, lab),
          merged ->
              "%s: %d texts, %d translated, %d stale"
                  .formatted(merged.path(), merged.texts(), merged.translated(), merged.stale()),
          merged -> {
            JsonObject row = new JsonObject();
            row.addProperty("path", merged.path().toString());
            row.addProperty("texts", merged.texts());
            row.addProperty("translated", merged.translated());
            row.addProperty("stale", merged.stale());
            return row;
          });
    }
  }
}
