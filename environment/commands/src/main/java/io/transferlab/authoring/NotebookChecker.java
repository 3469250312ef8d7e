package io.transferlab.authoring;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checks that all labs keep the course's rules. */
public final class NotebookChecker {
  private NotebookChecker() {}

  /**
   * Checks the authors' notebooks and the student copies of a folder.
   *
   * @param notebooks the folder of the labs, with the sources in its {@code solutions}
   * @return what is wrong, by file; empty if nothing is
   * @throws LabException if there is no notebook at all
   */
  public static List<Problem> check(Path notebooks) {
    List<Problem> problems = new ArrayList<>();
    Path solutions = notebooks.resolve(NotebookBuilder.SOLUTIONS);
    List<Path> sources = NotebookFile.in(solutions);
    List<Path> students = NotebookFile.in(notebooks);
    if (sources.isEmpty() && students.isEmpty()) {
      throw none(notebooks);
    }
    for (Path path : sources) {
      checkPair(path, notebooks.resolve(path.getFileName()), problems);
    }
    for (Path student : students) {
      if (!Files.exists(solutions.resolve(student.getFileName()))) {
        problems.add(
            new Problem(
                student, 0, "it has no source in solutions/", "delete it, or restore its source"));
      }
    }
    NotebookBuilder.pages(notebooks)
        .forEach(
            (page, html) -> {
              if (!isThere(page, html)) {
                problems.add(
                    new Problem(
                        page,
                        0,
                        "it is not what its Markdown gives now",
                        "run: environment/lab notebooks build"));
              }
            });
    problems.addAll(Glossary.problems(notebooks));
    try {
      problems.addAll(Languages.problems(notebooks));
      checkTranslated(notebooks, problems);
    } catch (LabException e) {
      problems.add(
          new Problem(notebooks.resolve(Languages.FOLDER), 0, "it cannot be read", e.getMessage()));
    }
    return problems;
  }

  /**
   * What authors and translators may want to know, and nobody must mend: translations that are not
   * whole.
   *
   * @param notebooks the folder of the labs
   * @return by catalogue; empty if there is nothing to say
   * @throws LabException if a catalogue or its lab cannot be read
   */
  public static List<Problem> notes(Path notebooks) {
    return Languages.notes(notebooks);
  }

  private static void checkTranslated(Path notebooks, List<Problem> problems) {
    Map<Path, byte[]> copies = Languages.copies(notebooks);
    copies.forEach(
        (copy, text) -> {
          if (!isThere(copy, text)) {
            problems.add(
                new Problem(
                    copy,
                    0,
                    "it is not what its source and its catalogue give now",
                    "run: environment/lab notebooks build"));
          } else {
            problems.addAll(LinkRules.check(NotebookFile.load(copy)));
          }
        });
    Languages.catalogues(notebooks).stream()
        .map(catalogue -> notebooks.resolve(catalogue.language()))
        .distinct()
        .flatMap(folder -> NotebookFile.in(folder).stream())
        .filter(copy -> !copies.containsKey(copy))
        .forEach(
            copy ->
                problems.add(
                    new Problem(copy, 0, "it has no catalogue in translations/", "delete it")));
  }

  private static boolean isThere(Path page, byte[] html) {
    try {
      return Files.exists(page) && Arrays.equals(Files.readAllBytes(page), html);
    } catch (IOException e) {
      throw LabException.reading(page, e);
    }
  }

  private static void checkPair(Path sourcePath, Path studentPath, List<Problem> problems) {
    NotebookFile source = load(sourcePath, problems);
    if (source == null) {
      return;
    }
    problems.addAll(StructureRules.check(source));
    problems.addAll(LinkRules.check(source));
    problems.addAll(CodeRules.check(source));
    problems.addAll(SlideRules.check(source));
    problems.addAll(OutputRules.check(source));
    problems.addAll(PointsRules.check(source));
    problems.addAll(PredictionRules.check(source));
    List<Problem> quiz = QuizRules.check(source);
    problems.addAll(quiz);
    List<Problem> markers = StudentRules.sourceMarkers(source);
    problems.addAll(markers);
    if (!Files.exists(studentPath)) {
      problems.add(
          new Problem(
              sourcePath, 0, "it has no student copy", "run: environment/lab notebooks build"));
      return;
    }
    NotebookFile student = load(studentPath, problems);
    if (student != null && markers.isEmpty() && quiz.isEmpty()) {
      problems.addAll(StructureRules.check(student));
      problems.addAll(LinkRules.check(student));
      problems.addAll(StudentRules.check(student, source));
    }
  }

  /**
   * Checks what executed notebooks show.
   *
   * @param folder a folder of executed notebooks, with the folders in it
   * @return what is wrong, by file; empty if nothing is
   * @throws LabException if the folder has no notebook
   */
  public static List<Problem> checkExecuted(Path folder) {
    List<Path> executed = NotebookFile.below(folder);
    if (executed.isEmpty()) {
      throw none(folder);
    }
    List<Problem> problems = new ArrayList<>();
    for (Path path : executed) {
      NotebookFile notebook = load(path, problems);
      if (notebook != null) {
        problems.addAll(OutputRules.check(notebook));
      }
    }
    return problems;
  }

  private static NotebookFile load(Path path, List<Problem> problems) {
    try {
      return NotebookFile.load(path);
    } catch (LabException e) {
      // One broken file should not hide what is wrong with the others.
      problems.add(new Problem(path, 0, "it cannot be read", e.getMessage()));
      return null;
    }
  }

  private static LabException none(Path folder) {
    return LabException.of(
        "notebooks in " + folder,
        "none",
        "run it from the root of the repository, or name the folder with --dir");
  }
}
