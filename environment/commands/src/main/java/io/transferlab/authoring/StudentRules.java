package io.transferlab.authoring;

import com.google.gson.JsonElement;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A student copy is what its source gives now: no older, no richer. */
final class StudentRules {
  private static final String BUILD = "run: environment/lab notebooks build";

  private StudentRules() {}

  static List<Problem> check(NotebookFile student, NotebookFile source) {
    List<Problem> problems = new ArrayList<>(leftovers(student));
    problems.addAll(QuizRules.leftovers(student, source));
    if (!StudentCopy.hash(source).equals(recordedHash(student))) {
      problems.add(new Problem(student.path(), 0, "it is older than its source", BUILD));
    } else if (problems.isEmpty() && !sameText(student, source)) {
      problems.add(
          new Problem(
              student.path(),
              0,
              "it was changed after it was generated",
              "change its source; " + BUILD));
    }
    return problems;
  }

  /** What a student copy must not hold, whatever its source says. */
  private static List<Problem> leftovers(NotebookFile student) {
    List<Problem> problems = new ArrayList<>();
    for (Cell cell : student.cells()) {
      if (!cell.outputs().isEmpty() || cell.hasCount()) {
        problems.add(new Problem(student.path(), cell.number(), "it has an output", BUILD));
      }
      if (SolutionRegions.hasMarker(cell.source())) {
        problems.add(
            new Problem(student.path(), cell.number(), "it still has a solution in it", BUILD));
      }
      if (cell.tags().stream().anyMatch(StudentCopy.AUTHOR_TAGS::contains)) {
        problems.add(
            new Problem(
                student.path(), cell.number(), "it is a cell for instructors or authors", BUILD));
      }
    }
    return problems;
  }

  private static String recordedHash(NotebookFile student) {
    JsonElement marker = student.metadata().get(StudentCopy.MARKER);
    return marker != null && marker.isJsonObject()
        ? Cell.text(marker.getAsJsonObject(), StudentCopy.HASH)
        : "";
  }

  private static boolean sameText(NotebookFile student, NotebookFile source) {
    try {
      return Files.readString(student.path()).equals(StudentCopy.of(source));
    } catch (IOException e) {
      throw LabException.reading(student.path(), e);
    }
  }

  /** The notebook's own solution markers, if they are unpaired. */
  static List<Problem> sourceMarkers(NotebookFile source) {
    return source.cells().stream()
        .filter(Cell::isCode)
        .flatMap(
            cell ->
                SolutionRegions.problem(cell.source()).stream()
                    .map(
                        problem ->
                            new Problem(
                                source.path(),
                                cell.number(),
                                problem,
                                "pair // BEGIN SOLUTION with // END SOLUTION, STUB lines inside")))
        .toList();
  }
}
