package io.transferlab.classroom;

import io.transferlab.authoring.Cell;
import io.transferlab.authoring.MarkdownPage;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What students get: the course without solutions, tests, and what is for instructors, so that its
 * commands build and start it; the networks and pictures are in it. What is handed out is named
 * here, so that nothing else comes along.
 */
public final class Handout {
  private static final List<String> PLACES =
      List.of(
          "LICENSE",
          "NOTICE",
          "README.md",
          "pom.xml",
          "mvnw",
          "mvnw.cmd",
          "data-download.sh",
          ".mvn/",
          "lab-support/pom.xml",
          "lab-support/README.md",
          "lab-support/src/main/",
          "environment/",
          "notebooks/");

  /** Folders that are for instructors or authors, or were made here. */
  private static final Set<String> KEPT_BACK =
      Set.of(
          "solutions",
          "teaching",
          "test",
          "bench",
          "marking",
          "jupyterhub",
          "target",
          "build",
          "results",
          "predictions",
          "__pycache__",
          ".ipynb_checkpoints");

  private static final Pattern NOT_FOR_STUDENTS =
      Pattern.compile(
          "notebooks/README\\.md|environment/classroom\\.md|.*\\.(po|part|zip|log|iml)|.*/\\.[^/]*");

  private static final Pattern LAB = Pattern.compile("notebooks/(?:[^/]+/)?(\\d\\d-[^/]*)\\.ipynb");

  private final Path course;
  private final List<String> labs;

  private Handout(Path course, List<String> labs) {
    this.course = course;
    this.labs = labs;
  }

  /**
   * A handout of a course.
   *
   * @param notebooks the course's folder of labs
   * @param wanted labs by number or name; empty for all
   * @return what would be handed out
   * @throws LabException if there is no such lab
   */
  public static Handout of(Path notebooks, List<String> wanted) {
    CourseLabs all = CourseLabs.in(notebooks);
    if (all.labs().isEmpty()) {
      throw LabException.of(
          "the course's labs in " + notebooks, "none", "run it in the folder of the course");
    }
    List<String> labs = wanted.stream().map(all::named).map(all::stem).toList();
    return new Handout(notebooks.toAbsolutePath().normalize().getParent(), labs);
  }

  /** The files, as seen from the course, in order. */
  List<String> files() {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(course)) {
      all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> course.relativize(file).toString().replace('\\', '/'))
          .filter(this::isForStudents)
          .sorted()
          .forEach(files::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw LabException.of(
          "to read the course in " + course, LabException.reason(e), "see whose files these are");
    }
    return files;
  }

  boolean isForStudents(String file) {
    if (PLACES.stream()
        .noneMatch(place -> file.equals(place) || place.endsWith("/") && file.startsWith(place))) {
      return false;
    }
    List<String> folders = List.of(file.split("/"));
    boolean keptBack =
        folders.subList(0, folders.size() - 1).stream().anyMatch(KEPT_BACK::contains);
    boolean hidden = NOT_FOR_STUDENTS.matcher(file).matches() && !file.startsWith(".mvn/");
    java.util.regex.Matcher lab = LAB.matcher(file);
    boolean otherLab = lab.matches() && !labs.isEmpty() && !labs.contains(lab.group(1));
    return !keptBack && !hidden && !otherLab;
  }

  /** No notebook that is not a student's copy goes out, whatever lies in the folder. */
  private void inspect(List<String> files) {
    for (String file : files) {
      if (file.endsWith(".ipynb")) {
        NotebookFile notebook = NotebookFile.load(course.resolve(file));
        for (Cell cell : notebook.cells()) {
          boolean solved =
              cell.source().contains("BEGIN SOLUTION")
                  || cell.source().contains("// STUB:")
                  || cell.tags().contains("instructor")
                  || cell.tags().contains("solution-only")
                  || !cell.outputs().isEmpty();
          if (solved) {
            throw LabException.of(
                "student copies alone in what is handed out",
                file + ", cell " + cell.number() + ", which is for instructors or was run",
                "environment/lab notebooks build, or move that notebook elsewhere");
          }
        }
      }
    }
  }

  /**
   * Writes the handout into a folder.
   *
   * @param target a folder that is not there yet, or is empty
   * @return how many files
   * @throws LabException if there is something already, or it cannot be written
   */
  public int write(Path target) {
    List<String> files = files();
    inspect(files);
    Path absolute = target.toAbsolutePath().normalize();
    for (String place : PLACES) {
      if (place.endsWith("/") && absolute.startsWith(course.resolve(place))) {
        throw LabException.of(
            "a folder outside of the course itself", absolute.toString(), "name another");
      }
    }
    try {
      if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS) && !isEmpty(absolute)) {
        throw LabException.of(
            "a new or an empty folder", absolute + ", which has something in it", "name another");
      }
      for (String file : files) {
        Path copy = absolute.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(course.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
      Files.writeString(absolute.resolve("START.html"), start());
      return files.size() + 1;
    } catch (IOException e) {
      throw LabException.writing(absolute, e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /**
   * Writes the handout as one zip, with one folder in it.
   *
   * @param zip a file that is not there yet
   * @return how many files
   * @throws LabException if there is something already, or it cannot be written
   */
  public int writeZip(Path zip) {
    List<String> files = files();
    inspect(files);
    if (Files.exists(zip, LinkOption.NOFOLLOW_LINKS)) {
      throw LabException.of("a new file", zip + ", which is there", "name another");
    }
    Path part = zip.resolveSibling("." + zip.getFileName() + ".part");
    try {
      Files.createDirectories(zip.toAbsolutePath().getParent());
      Files.deleteIfExists(part);
      // By its modes the commands stay executable.
      Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
      URI uri = URI.create("jar:" + part.toAbsolutePath().toUri());
      try (FileSystem system = FileSystems.newFileSystem(uri, options)) {
        String name = zip.getFileName().toString().replaceFirst("(?i)\\.zip$", "");
        Path root = system.getPath("/" + name);
        for (String file : files) {
          Path copy = root.resolve(file);
          Files.createDirectories(copy.getParent());
          Files.copy(course.resolve(file), copy);
          finish(copy, Files.isExecutable(course.resolve(file)) && !file.endsWith(".jar"));
        }
        Path page = root.resolve("START.html");
        Files.writeString(page, start());
        finish(page, false);
      }
      io.transferlab.core.AtomicFiles.move(part, zip);
      return files.size() + 1;
    } catch (IOException e) {
      throw LabException.writing(zip, e);
    } finally {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        // untidy, no more
      }
    }
  }

  private static void finish(Path copy, boolean executable) throws IOException {
    Files.setPosixFilePermissions(
        copy,
        java.nio.file.attribute.PosixFilePermissions.fromString(
            executable ? "rwxr-xr-x" : "rw-r--r--"));
    Files.setLastModifiedTime(copy, FileTime.fromMillis(315_532_800_000L));
  }

  private static String start() throws IOException {
    try (InputStream page = Handout.class.getResourceAsStream("START.md")) {
      return MarkdownPage.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
