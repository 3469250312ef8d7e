package io.transferlab.cli;

import io.transferlab.classroom.Handout;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.TypedPath;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab handout FOLDER}. */
@Command(
    name = "handout",
    mixinStandardHelpOptions = true,
    description =
        "Makes what students get: the course without solutions and without what is for"
            + " instructors, with a page START.html. It builds and starts as the course does.")
final class HandoutCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "a new folder; with --zip, FOLDER.zip")
  private String typed;

  @Option(
      names = "--labs",
      split = ",",
      paramLabel = "N",
      description = "only these labs, by number or name (default: all)")
  private List<String> labs = List.of();

  @Option(names = "--zip", description = "one zip instead of a folder")
  private boolean zip;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = "notebooks", hidden = true)
  private Path notebooks;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path target = TypedPath.of(typed).toAbsolutePath().normalize();
    if (target.getFileName() == null) {
      throw LabException.of("a folder", Names.printable(target), "name a new folder");
    }
    Handout handout = Handout.of(notebooks, labs);
    int files;
    if (zip) {
      boolean named = target.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".zip");
      target = named ? target : target.resolveSibling(target.getFileName() + ".zip");
      files = handout.writeZip(target);
    } else {
      files = handout.write(target);
    }
    spec.commandLine().getOut().printf("%d files in %s%n", files, Names.printable(target));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
