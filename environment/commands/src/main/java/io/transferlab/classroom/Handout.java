package io.transferlab.classroom;

import io.transferlab.authoring.MarkdownPage;
import io.transferlab.authoring.NotebookBuilder;
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
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What students get: the course without solutions, tests, and what is for instructors, so that its
 * commands build and start it; the networks and pictures are in it. What is handed out is named
 * here, so that nothing else comes along.
 */
public final class Handout {
  private static final Pattern PLACES =
      Pattern.compile(
          "LICENSE|NOTICE|README\\.md|pom\\.xml|mvnw|mvnw\\.cmd|data-download\\.sh|\\.mvn/.+"
              + "|lab-support/(?:pom\\.xml|README\\.md|src/main/.+)"
              + "|environment/(?:README\\.md|lab|lab\\.cmd"
              + "|(?:commands|conda|docker|jupyter|kernel|lib|spark)/.+)"
              + "|notebooks/(?:sketch-world\\.[a-z]+|glossary\\.json|images/[^/]+\\.(?:png|jpg))");

  /** What is for instructors or authors in these places, or was made here. */
  private static final Pattern KEPT_BACK =
      Pattern.compile(
          ".*/(?:src/test|src/bench|authoring/marking|target|build|__pycache__)/.*"
              + "|.*\\.(?:po|part|zip|log|iml|ipynb)|(?!\\.mvn/).*/\\.[^/]*");

  private static final Pattern LAB = Pattern.compile("notebooks/(?:[^/]+/)?(\\d\\d-[^/]*)\\.ipynb");

  /** What links to other files of the course. */
  private static final Pattern PAGE = Pattern.compile(".*\\.(?:md|ipynb)");

  private final Path course;
  private final List<String> labs;

  /**
   * Notebooks and pages, as the sources give them now: whatever was done to those that lie there.
   */
  private final Map<String, byte[]> made = new TreeMap<>();

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
    Path folder = notebooks.toAbsolutePath().normalize();
    CourseLabs all = CourseLabs.sources(folder);
    List<String> labs = wanted.stream().map(all::named).map(all::stem).toList();
    Handout handout = new Handout(folder.getParent(), labs);
    NotebookBuilder.studentFiles(folder)
        .forEach(
            (file, bytes) -> {
              String name = handout.course.relativize(file).toString().replace('\\', '/');
              java.util.regex.Matcher lab = LAB.matcher(name);
              if (!lab.matches() || labs.isEmpty() || labs.contains(lab.group(1))) {
                handout.made.put(name, bytes);
              }
            });
    return handout;
  }

  /** The files, as seen from the course, in order. */
  List<String> files() {
    Set<String> files = new TreeSet<>(made.keySet());
    try (Stream<Path> all = Files.walk(course)) {
      all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> course.relativize(file).toString().replace('\\', '/'))
          .filter(Handout::isForStudents)
          .forEach(files::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw LabException.of(
          "to read the course in " + course, LabException.reason(e), "see whose files these are");
    }
    return List.copyOf(files);
  }

  private static boolean isForStudents(String file) {
    return PLACES.matcher(file).matches() && !KEPT_BACK.matcher(file).matches();
  }

  private void copy(String file, List<String> files, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    if (PAGE.matcher(file).matches()) {
      byte[] page =
          made.containsKey(file) ? made.get(file) : Files.readAllBytes(course.resolve(file));
      Files.write(to, PageLinks.leadingSomewhere(page, file, name -> isKeptBack(name, files)));
    } else if (made.containsKey(file)) {
      Files.write(to, made.get(file));
    } else {
      Files.copy(course.resolve(file), to);
    }
  }

  private boolean isKeptBack(String name, List<String> files) {
    return Files.exists(course.resolve(name))
        && files.stream().noneMatch(file -> file.equals(name) || file.startsWith(name + "/"));
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
    Path absolute = target.toAbsolutePath().normalize();
    if (absolute.startsWith(course)) {
      throw LabException.of(
          "a folder outside of the course itself", absolute.toString(), "name another");
    }
    try {
      if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS) && !isEmpty(absolute)) {
        throw LabException.of(
            "a new or an empty folder", absolute + ", which has something in it", "name another");
      }
      for (String file : files) {
        Path to = absolute.resolve(file);
        copy(file, files, to);
        if (!made.containsKey(file) && Files.isExecutable(course.resolve(file))) {
          to.toFile().setExecutable(true, false);
        }
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
          Path to = root.resolve(file);
          copy(file, files, to);
          finish(to, !made.containsKey(file) && Files.isExecutable(course.resolve(file)));
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
