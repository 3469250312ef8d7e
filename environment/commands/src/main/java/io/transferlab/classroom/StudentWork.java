package io.transferlab.classroom;

import io.transferlab.authoring.Cell;
import io.transferlab.authoring.LabExercise;
import io.transferlab.authoring.NotebookFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The code in a student's notebook: which cell answers which exercise. */
final class StudentWork {
  private final NotebookFile notebook;
  private final List<String> known;

  /**
   * The work on a lab.
   *
   * @param notebook the student's
   * @param source the lab's
   */
  StudentWork(NotebookFile notebook, NotebookFile source) {
    this.notebook = notebook;
    this.known = source.cells().stream().map(Cell::id).filter(id -> !id.isEmpty()).toList();
  }

  /**
   * The cell that answers an exercise: the one with the lab's id, else the one whose metadata name
   * the exercise; else, or if that one is still open, the last that declares the method.
   *
   * @param exercise the source's exercise
   * @param declares whether a cell's text declares the method that is asked for
   * @return the text of the cell
   */
  Optional<String> answer(LabExercise exercise, Predicate<String> declares) {
    Optional<String> own =
        code().stream()
            .filter(cell -> !cell.id().isEmpty() && cell.id().equals(exercise.cell().id()))
            .findFirst()
            .or(() -> code().stream().filter(cell -> named(cell, exercise)).findFirst())
            .map(Cell::source);
    if (own.isPresent() && !isOpen(own.get()) && declares.test(own.get())) {
      return own;
    }
    List<String> others =
        code().stream()
            .map(Cell::source)
            .filter(text -> !isOpen(text) && declares.test(text))
            .toList();
    return others.isEmpty() ? own : Optional.of(others.get(others.size() - 1));
  }

  private static boolean named(Cell cell, LabExercise exercise) {
    return LabExercise.named(cell).equals(exercise.id());
  }

  private static boolean isOpen(String text) {
    return text.contains("Check.todo()");
  }

  /** The cells that the student has added, which may hold helpers. */
  List<String> added() {
    List<String> added = new ArrayList<>();
    boolean ids = code().stream().anyMatch(cell -> known.contains(cell.id()));
    for (Cell cell : code()) {
      // Without ids (an old format) nobody can tell the student's cells from the lab's.
      if (ids && !known.contains(cell.id()) && LabExercise.named(cell).isEmpty()) {
        added.add(cell.source());
      }
    }
    return added;
  }

  private List<Cell> code() {
    return notebook.cells().stream().filter(Cell::isCode).toList();
  }
}
