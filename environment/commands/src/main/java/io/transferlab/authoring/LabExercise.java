package io.transferlab.authoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exercise of a lab as its source has it.
 *
 * @param id such as "3.1"
 * @param points what it is worth, as the metadata of its cell say; 0 if they say nothing
 * @param cell the cell with the solution
 * @param code the cell's own code: helpers and the method with the solution, without the check
 * @param check the check, from {@code Check.exercise(} on
 */
public record LabExercise(String id, int points, Cell cell, String code, String check) {
  /** The name under which the metadata of cells and notebooks hold what the course knows. */
  static final String METADATA = "transferlab";

  private static final Pattern CHECK = Pattern.compile("Check\\.exercise\\(\\s*\"([^\"]+)\"");

  /**
   * The exercises of a lab: a check belongs to the last solution before it.
   *
   * @param source the lab's source, or a student's copy of it
   * @return the exercises, in the order of their checks
   */
  public static List<LabExercise> of(NotebookFile source) {
    List<LabExercise> exercises = new ArrayList<>();
    Cell last = null;
    for (Cell cell : source.cells()) {
      if (!cell.isCode()) {
        continue;
      }
      last = SolutionRegions.hasMarker(cell.source()) || isMarked(cell) ? cell : last;
      Matcher check = CHECK.matcher(cell.source());
      if (last != null && check.find()) {
        exercises.add(
            new LabExercise(
                check.group(1),
                pointsOf(last),
                last,
                withoutCheck(last.source()),
                cell.source().substring(check.start())));
      }
    }
    return exercises;
  }

  /**
   * The exercise that a cell's metadata name.
   *
   * @param cell a cell
   * @return its exercise, such as "3.1"; empty if they name none
   */
  public static String named(Cell cell) {
    return Cell.text(metadata(cell), "exercise");
  }

  /**
   * Takes the check off a cell.
   *
   * @param code the text of a cell
   * @return what stands before the first check in it
   */
  public static String withoutCheck(String code) {
    Matcher check = CHECK.matcher(code);
    return check.find() ? code.substring(0, check.start()) : code;
  }

  private static boolean isMarked(Cell cell) {
    return !named(cell).isEmpty();
  }

  private static int pointsOf(Cell cell) {
    JsonElement points = metadata(cell).get("points");
    return points != null
            && points.isJsonPrimitive()
            && points.getAsString().matches("[1-9][0-9]{0,3}")
        ? points.getAsInt()
        : 0;
  }

  private static JsonObject metadata(Cell cell) {
    JsonElement metadata = cell.json().get("metadata");
    JsonElement own =
        metadata != null && metadata.isJsonObject()
            ? metadata.getAsJsonObject().get(METADATA)
            : null;
    return own != null && own.isJsonObject() ? own.getAsJsonObject() : new JsonObject();
  }
}
