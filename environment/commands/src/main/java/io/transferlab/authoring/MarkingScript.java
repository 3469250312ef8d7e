package io.transferlab.authoring;

import io.transferlab.core.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to be run so that the exercises of a lab can be checked, in order. An author says it in
 * {@code marking/NN-name.jsh}, beside this class, in lines that begin with {@code //!}:
 *
 * <pre>
 * //! cell: import io.transferlab.check     runs the lab's first cell with these words
 * //! given                                 code that stands for all other cells, quick to run
 * Splits cats = Targets.open("sketch-catsdogs");
 * //! exercise 3.1                          now this exercise can be checked
 * </pre>
 *
 * The tests answer every exercise rightly and wrongly on the same script, so that it is known to
 * serve. Without a script it is the whole lab.
 *
 * @param steps what to run, in order
 */
public record MarkingScript(List<Step> steps) {
  /**
   * Code to run, or an exercise to check.
   *
   * @param exercise the exercise, such as "3.1"; empty for code
   * @param words what the code is, for messages
   * @param code what to run; empty for an exercise
   */
  public record Step(String exercise, String words, String code) {
    /**
     * Tells whether an exercise is due.
     *
     * @return true for an exercise, false for code
     */
    public boolean isExercise() {
      return !exercise.isEmpty();
    }
  }

  private static final List<String> NOT_RUN =
      List.of("instructor", "prediction", "predictions", "quiz");

  /**
   * Keeps the steps.
   *
   * @param steps in their order
   */
  public MarkingScript {
    steps = List.copyOf(steps);
  }

  /**
   * The lab's script, or the whole lab where it has none.
   *
   * @param lab the lab's source
   * @return what to run
   * @throws LabException if the script does not fit the lab
   */
  public static MarkingScript of(NotebookFile lab) {
    String resource = "marking/" + lab.name().replace(".ipynb", ".jsh");
    try (InputStream file = MarkingScript.class.getResourceAsStream(resource)) {
      return file == null
          ? whole(lab)
          : parsed(lab, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw LabException.reading(resource, e);
    }
  }

  /**
   * All cells of a lab, in order.
   *
   * @param lab the lab's source
   * @return what to run
   */
  public static MarkingScript whole(NotebookFile lab) {
    List<LabExercise> exercises = LabExercise.of(lab);
    List<Step> steps = new ArrayList<>();
    for (Cell cell : lab.cells()) {
      List<Step> due =
          exercises.stream()
              .filter(exercise -> cell.source().contains(exercise.check()))
              .map(exercise -> new Step(exercise.id(), "", ""))
              .toList();
      boolean solution =
          exercises.stream().anyMatch(exercise -> exercise.cell().id().equals(cell.id()));
      steps.addAll(due);
      if (cell.isCode()
          && due.isEmpty()
          && !solution
          && cell.tags().stream().noneMatch(NOT_RUN::contains)) {
        steps.add(new Step("", "cell " + cell.number(), cell.source()));
      }
    }
    return new MarkingScript(steps);
  }

  static MarkingScript parsed(NotebookFile lab, String script) {
    List<Step> steps = new ArrayList<>();
    for (String part : script.split("(?m)^//! ")) {
      if (part.isBlank()) {
        continue;
      }
      String[] lines = part.split("\n", 2);
      String[] head = lines[0].strip().split("[: ]+", 2);
      String words = head.length < 2 ? "" : head[1];
      switch (head[0]) {
        case "cell" -> steps.add(new Step("", "cell " + words, cell(lab, words)));
        case "given" -> steps.add(new Step("", "given", lines.length < 2 ? "" : lines[1]));
        case "exercise" -> steps.add(new Step(words, "", ""));
        default -> throw wrong(lab, "a step '" + head[0] + "'");
      }
    }
    List<String> due = steps.stream().map(Step::exercise).filter(id -> !id.isEmpty()).toList();
    for (LabExercise exercise : LabExercise.of(lab)) {
      if (!due.contains(exercise.id())) {
        throw wrong(lab, "no exercise " + exercise.id());
      }
    }
    return new MarkingScript(steps);
  }

  private static String cell(NotebookFile lab, String words) {
    return lab.cells().stream()
        .filter(cell -> cell.isCode() && cell.source().contains(words))
        .filter(cell -> cell.tags().stream().noneMatch(NOT_RUN::contains))
        .findFirst()
        .orElseThrow(() -> wrong(lab, "a cell with '" + words + "', which the lab has not"))
        .source();
  }

  private static LabException wrong(NotebookFile lab, String found) {
    return LabException.of(
        "a script for marking " + lab.name(),
        found,
        "mend marking/" + lab.name().replace(".ipynb", ".jsh") + " in the authoring room");
  }
}
