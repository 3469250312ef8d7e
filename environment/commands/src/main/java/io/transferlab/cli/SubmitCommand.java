package io.transferlab.cli;

import io.transferlab.classroom.SubmissionZip;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.TypedPath;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab submit NOTEBOOK|LAB}. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description =
        "Packs a lab to hand in: the notebook, what its checks said, the predictions and the"
            + " versions, in one zip; without pictures and without names of your folders.")
final class SubmitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NOTEBOOK|LAB",
      description = "the notebook, or the lab's number or name")
  private String typed;

  @Option(
      names = "--out",
      paramLabel = "FILE.zip",
      description = "the zip (default: beside the notebook, by its name)")
  private String out;

  @Option(names = "--name", defaultValue = "", paramLabel = "NAME", description = "your name")
  private String name;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = "notebooks", hidden = true)
  private Path notebooks;

  @Option(names = "--labs-folder", paramLabel = "DIR", hidden = true)
  private Path labs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter say = spec.commandLine().getOut();
    Path notebook = notebook();
    SubmissionZip zip = SubmissionZip.of(notebook, notebooks, name.strip());
    List<SubmissionZip.Standing> standings = zip.standings();
    for (SubmissionZip.Standing each : standings) {
      say.printf(
          "Exercise %-5s %s%s%n",
          each.exercise(),
          each.state(),
          each.message().isEmpty() ? "" : ": " + Names.printable(each.message()));
    }
    long open = standings.stream().filter(each -> !each.state().equals("passed")).count();
    if (open > 0) {
      say.printf(
          "%d of %d are not passed here; run the notebook, save it and submit again if that is"
              + " not so.%n",
          open, standings.size());
    }
    Path file =
        out == null
            ? notebook.resolveSibling(zip.name() + "-submission.zip")
            : TypedPath.of(out).toAbsolutePath();
    OutputPlace.file("the zip", file);
    zip.write(file);
    say.printf("Hand in %s%n", Names.printable(file));
    say.flush();
    return 0;
  }

  /** A file, or a lab in the folder in which this person works. */
  private Path notebook() {
    Path file = TypedPath.of(typed).toAbsolutePath();
    if (Files.exists(file)) {
      return file;
    }
    String word = typed.strip().replaceFirst("\\.ipynb$", "");
    String start = word.matches("\\d{1,2}") ? String.format("%02d-", Integer.parseInt(word)) : word;
    Path folder = labs == null ? notebooks : labs;
    if (!word.contains("/") && Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> found =
            files
                .filter(each -> each.getFileName().toString().startsWith(start))
                .filter(each -> each.getFileName().toString().matches("\\d\\d-[a-z-]+\\.ipynb"))
                .filter(each -> !each.toString().matches(".*-(kept|updated)(-\\d+)?\\.ipynb"))
                .sorted()
                .toList();
        if (found.size() == 1) {
          return found.get(0).toAbsolutePath();
        }
      } catch (IOException e) {
        throw LabException.reading(folder, e);
      }
    }
    throw LabException.of(
        "a notebook, or a lab in your folder of labs, " + Names.printable(folder),
        Names.printable(typed),
        "name the notebook's file, for instance environment/lab submit 3");
  }
}
