package io.transferlab.classroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.authoring.Cell;
import io.transferlab.authoring.LabExercise;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole course is handed out once, and searched for what students must not get. */
class HandoutTest {
  @TempDir static Path folder;
  private static Path course;
  private static Path out;

  @BeforeAll
  static void handOut() {
    course = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(course.resolve("notebooks/solutions"))) {
      course = course.getParent();
    }
    out = folder.resolve("given");
    Handout.of(course.resolve("notebooks"), List.of()).write(out);
  }

  private static List<Path> files() throws IOException {
    return files(out);
  }

  private static List<Path> files(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Of each solution the lines that its lab does not show; short ones are everybody's. */
  private static Set<String> secrets() {
    Set<String> secrets = new TreeSet<>();
    for (Path path : NotebookFile.in(course.resolve("notebooks/solutions"))) {
      String student =
          NotebookFile.load(course.resolve("notebooks").resolve(path.getFileName()))
              .cells()
              .stream()
              .map(Cell::source)
              .collect(Collectors.joining("\n"));
      for (LabExercise exercise : LabExercise.of(NotebookFile.load(path))) {
        List<String> own = new ArrayList<>();
        String code = exercise.code();
        code.substring(code.indexOf("BEGIN SOLUTION"), code.indexOf("END SOLUTION"))
            .lines()
            .skip(1)
            .map(String::strip)
            .filter(line -> line.length() > 24 && !line.startsWith("//") && !student.contains(line))
            .forEach(own::add);
        secrets.addAll(own);
      }
    }
    return secrets;
  }

  @Test
  void noLineOfASolutionIsHandedOut() throws IOException {
    Set<String> secrets = secrets();
    assertTrue(secrets.size() > 60, "lines of solutions: " + secrets.size());
    for (Path file : files()) {
      String name = out.relativize(file).toString();
      // The library itself computes what some exercises ask for: that is no secret.
      if (name.matches(".*\\.(ipynb|html|md|json|jsh|txt|py|sh|csv)")) {
        String text = Files.readString(file);
        // As in a notebook's JSON too.
        List<String> found =
            secrets.stream()
                .filter(s -> text.contains(s) || text.contains(s.replace("\"", "\\\"")))
                .toList();
        assertEquals(List.of(), found, name);
      }
    }
  }

  @Test
  void nothingForInstructorsAndAuthorsIsHandedOut() throws IOException {
    for (Path file : files()) {
      String name = out.relativize(file).toString().replace('\\', '/');
      assertFalse(
          name.matches(
              "(.*/)?(solutions|teaching|\\.git|wrong-answers|marking|target|build)/.*"
                  + "|.*/src/test/.*|environment/test/.*|.*\\.po|CONTRIBUTING.md"),
          name);
      if (name.endsWith(".ipynb")) {
        String text = Files.readString(file);
        assertFalse(text.contains("\"instructor\"") || text.contains("BEGIN SOLUTION"), name);
      }
    }
  }

  @Test
  void whatTheCommandsNeedIsThere() throws IOException {
    assertTrue(Files.isExecutable(out.resolve("environment/lab")));
    for (String needed :
        List.of(
            "pom.xml",
            "lab-support/pom.xml",
            "environment/kernel/pom.xml",
            "environment/commands/pom.xml",
            "environment/lib/build.sh",
            "notebooks/03-fine-tuning.ipynb",
            "notebooks/sketch-world.html",
            "notebooks/images/sketch-animals.jpg")) {
      assertTrue(Files.exists(out.resolve(needed)), needed);
    }
    for (String module : List.of("lab-support", "environment/kernel", "environment/commands")) {
      try (Stream<Path> sources = Files.walk(course.resolve(module).resolve("src/main"))) {
        for (Path source : sources.filter(Files::isRegularFile).toList()) {
          String name = course.relativize(source).toString();
          boolean kept = name.contains("/marking/");
          assertEquals(!kept, Files.exists(out.resolve(name)), name);
        }
      }
    }
    assertTrue(Files.readString(out.resolve("START.html")).contains("<h2>Windows</h2>"));
    for (Path file : files()) {
      Path source = course.resolve(out.relativize(file));
      if (!file.endsWith("START.html") && !file.toString().matches(".*\\.(ipynb|md)")) {
        assertEquals(-1, Files.mismatch(source, file), source.toString());
      }
    }
  }

  @Test
  void aLinkToWhatIsNotHandedOutIsText() throws IOException {
    Path few = folder.resolve("few");
    Handout.of(course.resolve("notebooks"), List.of("0", "3")).write(few);
    Pattern link = Pattern.compile("\\]\\(([^()\\s#:\"]+)[^()\\s\"]*\\)");
    for (Path top : List.of(out, few)) {
      int links = 0;
      for (Path file : files(top)) {
        if (file.toString().matches(".*\\.(ipynb|md)")) {
          Matcher found = link.matcher(Files.readString(file));
          while (found.find()) {
            Path target = file.resolveSibling(found.group(1)).normalize();
            // What is in the course, and not here.
            assertTrue(
                Files.exists(target) || !Files.exists(course.resolve(top.relativize(target))),
                file + ": " + found.group());
            links++;
          }
        }
      }
      assertTrue(links > 20, "links: " + links);
    }
    String readme = Files.readString(out.resolve("README.md"));
    assertTrue(readme.contains("(environment/README.md") && !readme.contains("(CHANGES.md"));
  }

  @Test
  void someLabsOnlyAndNeverOverSomething() throws IOException {
    Handout some = Handout.of(course.resolve("notebooks"), List.of("3", "05-feature-extraction"));
    assertEquals(
        List.of("notebooks/03-fine-tuning.ipynb", "notebooks/05-feature-extraction.ipynb"),
        some.files().stream().filter(name -> name.matches("notebooks/\\d.*ipynb")).toList());
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("thesis.txt"), "mine");
    LabException told = assertThrows(LabException.class, () -> some.write(mine));
    assertTrue(told.getMessage().contains("has something in it"), told.getMessage());
    assertThrows(LabException.class, () -> some.write(course.resolve("notebooks/given")));
    assertThrows(LabException.class, () -> Handout.of(course.resolve("notebooks"), List.of("77")));
  }

  @Test
  void whatLiesBesideTheLabsStaysAndChangedLabsGoOutAsTheirSourcesGiveThem() throws IOException {
    Path small = Files.createDirectories(folder.resolve("small/notebooks"));
    Files.createDirectories(small.resolve("solutions"));
    Files.writeString(small.resolve("solutions/01-tiny.ipynb"), TinyLab.source().json().toString());
    Files.writeString(small.resolve("01-tiny.ipynb"), TinyLab.right().json().toString());
    Files.writeString(small.resolve("01-tiny-kept.ipynb"), TinyLab.right().json().toString());
    Files.writeString(small.resolve("marks.csv"), "Ada,6");
    Handout handout = Handout.of(small, List.of());
    assertEquals(List.of("notebooks/01-tiny.ipynb"), handout.files());
    handout.write(folder.resolve("tiny"));
    String given = Files.readString(folder.resolve("tiny/notebooks/01-tiny.ipynb"));
    assertTrue(given.contains("Check.todo()") && !given.contains("2 * x"), given);
    Path zip = folder.resolve("a.zip");
    assertEquals(2, handout.writeZip(zip));
    assertThrows(LabException.class, () -> handout.writeZip(zip));
  }
}
