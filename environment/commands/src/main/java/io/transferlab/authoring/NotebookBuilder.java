package io.transferlab.authoring;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Generates the student copies of all labs. */
public final class NotebookBuilder {
  /** The folder of the authors' notebooks, inside the folder of the students'. */
  static final String SOLUTIONS = "solutions";

  /**
   * A notebook written.
   *
   * @param path where it lies
   * @param changed whether it had to be written; false if it was there already, byte for byte
   */
  public record Built(Path path, boolean changed) {}

  private NotebookBuilder() {}

  /**
   * Generates {@code NN-name.ipynb} from each {@code solutions/NN-name.ipynb}: without outputs,
   * execution counts, solutions, and cells tagged {@code instructor} or {@code solution-only}; and
   * a page of HTML from each text in Markdown beside them; and {@code LANGUAGE/NN-name.ipynb} from
   * each catalogue of {@code translations}. All copies are made before the first is written, so
   * that a faulty source changes nothing.
   *
   * @param notebooks the folder of the labs
   * @return the copies, by name
   * @throws LabException if there is no source, or a source has unpaired solution markers, or a
   *     file cannot be read or written
   */
  public static List<Built> build(Path notebooks) {
    Map<Path, byte[]> files = studentFiles(notebooks);
    List<Built> built = new ArrayList<>();
    files.forEach((file, bytes) -> built.add(new Built(file, writeIfChanged(file, bytes))));
    return built;
  }

  /**
   * What students get of a folder of labs, as its sources give it now: the copies, in all
   * languages, and the pages beside them.
   *
   * @param notebooks the folder of the labs
   * @return bytes by file; nothing is written
   * @throws LabException as {@link #build}
   */
  public static Map<Path, byte[]> studentFiles(Path notebooks) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    for (Path source : sources(notebooks)) {
      byte[] copy = StudentCopy.of(NotebookFile.load(source)).getBytes(StandardCharsets.UTF_8);
      files.put(notebooks.resolve(source.getFileName()), copy);
    }
    files.putAll(pages(notebooks));
    files.putAll(Languages.copies(notebooks));
    return files;
  }

  /** The sources in a folder of labs; never none. */
  static List<Path> sources(Path notebooks) {
    List<Path> sources = NotebookFile.in(notebooks.resolve(SOLUTIONS));
    if (sources.isEmpty()) {
      throw LabException.of(
          "notebooks in " + notebooks.resolve(SOLUTIONS),
          "none",
          "run it from the root of the repository, or name the folder with --dir");
    }
    return sources;
  }

  /**
   * Writes the labs as assignments of nbgrader.
   *
   * @param notebooks the folder of the labs
   * @param folder nbgrader's folder of the course
   * @return what was written
   * @throws LabException if there is no source, or a file cannot be read or written
   */
  public static List<Built> buildForNbgrader(Path notebooks, Path folder) {
    return NbgraderCopy.write(notebooks, folder);
  }

  /** The pages that labs link to, made from the Markdown beside them; not the folder's README. */
  static Map<Path, byte[]> pages(Path notebooks) {
    Map<Path, byte[]> pages = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(notebooks)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".md") && !name.equals("README.md")) {
          Path page = file.resolveSibling(name.replaceAll("md$", "html"));
          pages.put(page, MarkdownPage.of(Files.readString(file)).getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw LabException.reading(notebooks, e);
    }
    return pages;
  }

  /**
   * Puts the outputs of executed notebooks into their sources, and the times of their cells beside
   * them.
   *
   * @param notebooks the folder of the labs
   * @param executed a folder of executed copies of the sources, by the same names
   * @return the sources that have an executed copy, and the file of times
   * @throws LabException if there is none, or a source was changed after it was executed; no source
   *     is written then
   */
  public static List<Built> takeOutputs(Path notebooks, Path executed) {
    List<Path> copies = NotebookFile.in(executed);
    if (copies.isEmpty()) {
      throw LabException.of(
          "executed notebooks in " + executed, "none", "run: environment/lab run NOTEBOOK...");
    }
    Map<Path, byte[]> texts = new LinkedHashMap<>();
    Timings timings = Timings.in(notebooks);
    for (Path path : copies) {
      NotebookFile copy = NotebookFile.load(path);
      Path source = notebooks.resolve(SOLUTIONS).resolve(path.getFileName());
      if (!StudentCopy.hash(NotebookFile.load(source)).equals(StudentCopy.hash(copy))) {
        throw LabException.of(
            path + " to be an executed copy of " + source,
            "that the source is another now",
            "run it again: environment/lab run " + source);
      }
      texts.put(source, StudentCopy.executed(copy).getBytes(StandardCharsets.UTF_8));
      timings.take(copy);
    }
    texts.put(timings.file(notebooks), timings.text().getBytes(StandardCharsets.UTF_8));
    List<Built> built = new ArrayList<>();
    texts.forEach((path, text) -> built.add(new Built(path, writeIfChanged(path, text))));
    return built;
  }

  /**
   * Gives each cell of the sources that has no slide type one by the rules; the student copies are
   * not generated.
   *
   * @param notebooks the folder of the labs
   * @return the sources, by name
   * @throws LabException if there is no source, or a file cannot be read or written
   */
  public static List<Built> completeSlides(Path notebooks) {
    List<Built> built = new ArrayList<>();
    for (Path path : sources(notebooks)) {
      NotebookFile source = NotebookFile.load(path);
      boolean changed =
          SlideTypes.complete(source) > 0
              && writeIfChanged(
                  path, StudentCopy.executed(source).getBytes(StandardCharsets.UTF_8));
      built.add(new Built(path, changed));
    }
    return built;
  }

  private static boolean writeIfChanged(Path target, byte[] content) {
    try {
      if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), content)) {
        return false;
      }
    } catch (IOException e) {
      throw LabException.reading(target, e);
    }
    AtomicFiles.write(target, out -> out.write(content));
    return true;
  }
}
