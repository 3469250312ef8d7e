package io.transferlab.authoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What marking goes by: each solution names its exercise and points; a table sums them up. */
final class PointsRules {
  private static final String TABLE = "points";

  private PointsRules() {}

  static List<Problem> check(NotebookFile source) {
    List<LabExercise> exercises = LabExercise.of(source);
    List<Problem> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (LabExercise exercise : exercises) {
      String cure =
          "write \"transferlab\": {\"exercise\": \""
              + exercise.id()
              + "\", \"points\": 1} into its metadata";
      Cell cell = exercise.cell();
      if (!LabExercise.named(cell).equals(exercise.id())) {
        problems.add(
            problem(source, cell, "it does not name its exercise, " + exercise.id(), cure));
      } else if (exercise.points() == 0) {
        problems.add(problem(source, cell, "it has no points, a whole number from 1 on", cure));
      }
      if (!seen.add(exercise.id())) {
        problems.add(
            problem(
                source,
                cell,
                "exercise " + exercise.id() + " is checked twice",
                "give one of them another number"));
      }
    }
    problems.addAll(table(source, exercises));
    return problems;
  }

  private static List<Problem> table(NotebookFile source, List<LabExercise> exercises) {
    if (exercises.isEmpty()) {
      return List.of();
    }
    String wanted = table(exercises);
    for (Cell cell : source.cells()) {
      if (cell.id().equals(TABLE) && cell.tags().contains("instructor")) {
        return cell.source().equals(wanted)
            ? List.of()
            : List.of(
                problem(
                    source,
                    cell,
                    "the table of points is not what the exercises' metadata say",
                    "write: " + wanted.replace("\n", "\\n")));
      }
    }
    return List.of(
        new Problem(
            source.path(),
            0,
            "it has no table of points",
            "add a text cell '" + TABLE + "', tagged instructor: " + wanted.replace("\n", "\\n")));
  }

  private static String table(List<LabExercise> exercises) {
    return "### Points\n\n| Exercise | Points |\n|---|---|\n"
        + exercises.stream()
            .map(exercise -> "| " + exercise.id() + " | " + exercise.points() + " |\n")
            .collect(Collectors.joining())
        + "| all | "
        + exercises.stream().mapToInt(LabExercise::points).sum()
        + " |";
  }

  private static Problem problem(NotebookFile source, Cell cell, String problem, String cure) {
    return new Problem(source.path(), cell.number(), problem, cure);
  }
}
