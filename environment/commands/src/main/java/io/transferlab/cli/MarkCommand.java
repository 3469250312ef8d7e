package io.transferlab.cli;

import io.transferlab.classroom.ClassMarking;
import io.transferlab.classroom.MarkBook;
import io.transferlab.classroom.MarkLimits;
import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.TypedPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code environment/lab mark FOLDER}. */
@Command(
    name = "mark",
    mixinStandardHelpOptions = true,
    description =
        "Marks what a class has handed in: each notebook in a Java of its own, with limits, by the"
            + " course's checks. Takes zips of environment/lab submit, notebooks, and the folders"
            + " of Moodle and nbgrader. Writes index.html, a page for each student, marks.csv and"
            + " marks.json.")
final class MarkCommand implements Callable<Integer> {
  private static final Pattern MEMORY = Pattern.compile("(\\d{1,6})([gGmM])");

  @Parameters(paramLabel = "FOLDER", description = "what was handed in")
  private String typed;

  @Option(
      names = "--lab",
      paramLabel = "N",
      description = "all are of this lab (3, 03-fine-tuning); another's notebook is not marked")
  private String lab;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "where the marks go (default: FOLDER-marks, beside it)")
  private String out;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "5",
      description =
          "how long one submission's own code may run, all its exercises together (default:"
              + " ${DEFAULT-VALUE}); one exercise ends after 20 s and ten times the course's"
              + " answer")
  private double minutes;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "2g",
      description = "of one submission, at least 1000m (default: ${DEFAULT-VALUE})")
  private String memory;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "how many at a time (default: ${DEFAULT-VALUE}); each needs the memory")
  private int jobs;

  @Option(names = "--resume", description = "go on with marks that are there")
  private boolean resume;

  @Option(
      names = "--whole",
      description = "run all of the lab's own cells, not the few that stand for them: slower")
  private boolean whole;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = "notebooks", hidden = true)
  private Path notebooks;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path folder = TypedPath.of(typed).toAbsolutePath().normalize();
    Path place =
        out == null
            ? folder.resolveSibling(folder.getFileName() + "-marks")
            : TypedPath.of(out).toAbsolutePath().normalize();
    if (place.startsWith(folder)) {
      throw LabException.of(
          "a folder for the marks outside of what was handed in",
          Names.printable(place),
          "name another one with --out");
    }
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors());
    if (jobs < 1 || jobs > 64) {
      throw LabException.of("a number of jobs from 1 to 64", "" + jobs, "--jobs 2, for instance");
    }
    if (!(minutes > 0 && minutes <= 24 * 60)) {
      throw LabException.of("minutes above 0, at most a day", "" + minutes, "--minutes 5 is usual");
    }
    MarkLimits limits =
        new MarkLimits(
            Duration.ofMillis((long) (minutes * 60_000)), mib(memory), Math.max(1, cores / jobs));
    ClassMarking marking =
        ClassMarking.of(
                new ClassMarking.Places(folder, notebooks, place, lab),
                limits,
                line -> {
                  spec.commandLine().getOut().println(line);
                  spec.commandLine().getOut().flush();
                })
            .jobs(jobs);
    return Interrupts.told(
        spec,
        () -> {
          MarkBook book = (whole ? marking.wholeLabs() : marking).mark(resume);
          long broken = book.rows().stream().filter(row -> !row.problem().isEmpty()).count();
          spec.commandLine()
              .getOut()
              .printf(
                  "%d submissions, %d not marked. See %s%n",
                  book.rows().size(), broken, Names.printable(place.resolve("index.html")));
          return 0;
        });
  }

  private static int mib(String size) {
    Matcher match = MEMORY.matcher(size.strip());
    long mib =
        match.matches()
            ? Long.parseLong(match.group(1))
                * (match.group(2).toLowerCase(Locale.ROOT).equals("g") ? 1024 : 1)
            : 0;
    if (mib < MarkLimits.LEAST_MIB || mib > 1_000_000) {
      throw LabException.of(
          "a size of memory of at least " + MarkLimits.LEAST_MIB + "m",
          size,
          "--memory 2g is usual");
    }
    return (int) mib;
  }
}
