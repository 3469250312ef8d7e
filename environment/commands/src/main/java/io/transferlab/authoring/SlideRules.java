package io.transferlab.authoring;

import java.util.ArrayList;
import java.util.List;

/** Every cell of a source says what becomes of it on the slides. */
final class SlideRules {
  private SlideRules() {}

  static List<Problem> check(NotebookFile notebook) {
    List<Problem> problems = new ArrayList<>();
    String shown = "";
    for (Cell cell : notebook.cells()) {
      String type = SlideTypes.of(cell);
      if (type.isEmpty()) {
        problems.add(
            problem(
                notebook, cell, "it has no slide type", "run: environment/lab notebooks slides"));
      } else if (!SlideTypes.KNOWN.contains(type)) {
        problems.add(
            problem(
                notebook,
                cell,
                "'" + type + "' is no slide type",
                "choose slide, subslide, fragment, notes, skip or -"));
      } else if (isForInstructors(cell) && !type.equals("notes") && !type.equals("skip")) {
        problems.add(
            problem(
                notebook,
                cell,
                "a class would see this cell for instructors: its slide type is " + type,
                "make it notes"));
      } else if (!type.equals("notes") && !type.equals("skip")) {
        if (shown.isEmpty() && !type.equals("slide")) {
          problems.add(
              problem(
                  notebook,
                  cell,
                  "the first cell that is shown has the slide type " + type,
                  "make it slide"));
        }
        shown = type;
      }
    }
    return problems;
  }

  private static boolean isForInstructors(Cell cell) {
    return cell.tags().stream().anyMatch(StudentCopy.AUTHOR_TAGS::contains);
  }

  private static Problem problem(NotebookFile notebook, Cell cell, String problem, String cure) {
    return new Problem(notebook.path(), cell.number(), problem, cure);
  }
}
