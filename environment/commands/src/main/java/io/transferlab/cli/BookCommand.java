package io.transferlab.cli;

import io.transferlab.book.Book;
import io.transferlab.book.BookOptions;
import io.transferlab.book.Site;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code environment/lab book}. */
@Command(
    name = "book",
    mixinStandardHelpOptions = true,
    description =
        "Makes a site of all labs with their outputs: static pages that open from a folder and from"
            + " any host, with search, glossary and timings. Solutions are left out.")
final class BookCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "build/book",
      description = "where to (default: ${DEFAULT-VALUE}); an empty folder, or an earlier site")
  private Path out;

  @Option(names = "--solutions", description = "with the solutions, folded")
  private boolean solutions;

  @Option(names = "--instructor", description = "with the instructor's cells")
  private boolean instructor;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "notebooks",
      description = "the folder of the labs (default: ${DEFAULT-VALUE})")
  private Path notebooks;

  @Option(
      names = "--timings",
      paramLabel = "FILE",
      defaultValue = "build/notebooks/labs.txt",
      description = "the table that the notebooks' tests leave (default: ${DEFAULT-VALUE})")
  private Path timings;

  @Override
  public Integer call() {
    OutputPlace.folder("--out", out);
    BookOptions options =
        BookOptions.defaults().withSolutions(solutions).withInstructor(instructor);
    Map<String, byte[]> files = Book.of(notebooks, timings, options);
    Site.write(files, out);
    long pages = files.keySet().stream().filter(name -> name.endsWith(".html")).count();
    System.out.printf(
        "%d pages, %d files: open %s in a browser, or put the folder on any host.%n",
        pages, files.size(), out.resolve("index.html"));
    return 0;
  }
}
