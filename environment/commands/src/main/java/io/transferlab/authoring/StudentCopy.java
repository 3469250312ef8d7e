package io.transferlab.authoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.transferlab.core.LabException;
import io.transferlab.core.Sha256;
import java.util.List;
import java.util.Set;

/** Makes a student's notebook out of an author's. */
final class StudentCopy {
  /** Cells with these tags stay with the author and the instructor. */
  static final Set<String> AUTHOR_TAGS = Set.of("instructor", "solution-only");

  /** The notebook's metadata entry that says where a student copy comes from. */
  static final String MARKER = LabExercise.METADATA;

  static final String HASH = "sourceSha256";

  /** What running or looking at a notebook leaves in a cell's metadata. */
  private static final List<String> TRACES =
      List.of("execution", "ExecuteTime", "collapsed", "scrolled");

  private StudentCopy() {}

  /** The text of the student copy's file: the same text for the same source. */
  static String of(NotebookFile source) {
    JsonObject student = withoutTraces(source);
    student.getAsJsonObject("metadata").add(MARKER, marker(source));
    JsonArray cells = new JsonArray();
    for (Cell cell : new NotebookFile(source.path(), student).cells()) {
      if (cell.tags().stream().noneMatch(AUTHOR_TAGS::contains)) {
        cells.add(forStudents(source, cell));
      }
    }
    student.add("cells", cells);
    return StableJson.write(student);
  }

  /** The hash of all that goes into a student copy; running the source does not change it. */
  static String hash(NotebookFile source) {
    return new Sha256().add(StableJson.write(withoutTraces(source))).hex();
  }

  private static JsonObject marker(NotebookFile source) {
    JsonObject marker = new JsonObject();
    marker.addProperty("note", "Generated: change the source, then run: lab notebooks build");
    marker.addProperty("source", "solutions/" + source.name());
    marker.addProperty(HASH, hash(source));
    return marker;
  }

  /**
   * The text of an executed notebook's file with its outputs, but without the traces of when and by
   * which Java it was run: running it again gives no differences to review but those that matter.
   */
  static String executed(NotebookFile notebook) {
    return StableJson.write(withoutTimes(notebook));
  }

  private static JsonObject withoutTraces(NotebookFile source) {
    JsonObject copy = withoutTimes(source);
    for (Cell cell : new NotebookFile(source.path(), copy).cells()) {
      if (cell.isCode()) {
        cell.json().add("outputs", new JsonArray());
        cell.json().add("execution_count", JsonNull.INSTANCE);
      }
    }
    return copy;
  }

  private static JsonObject withoutTimes(NotebookFile source) {
    JsonObject copy = source.json().deepCopy();
    JsonElement language = objectAt(copy, "metadata").get("language_info");
    if (language != null && language.isJsonObject()) {
      // The version of the Java that happened to run it.
      language.getAsJsonObject().remove("version");
    }
    for (Cell cell : new NotebookFile(source.path(), copy).cells()) {
      TRACES.forEach(objectAt(cell.json(), "metadata")::remove);
      cell.json().add("source", Cell.lines(cell.source()));
    }
    return copy;
  }

  private static JsonObject objectAt(JsonObject parent, String key) {
    JsonElement value = parent.get(key);
    if (value == null || !value.isJsonObject()) {
      parent.add(key, new JsonObject());
    }
    return parent.getAsJsonObject(key);
  }

  private static JsonObject forStudents(NotebookFile source, Cell cell) {
    if (cell.isCode()) {
      SolutionRegions.problem(cell.source())
          .ifPresent(
              problem -> {
                throw LabException.of(
                    "solution markers in pairs in " + source.path() + ", cell " + cell.number(),
                    problem,
                    "write // BEGIN SOLUTION and // END SOLUTION on lines of their own");
              });
      cell.json()
          .add("source", Cell.lines(QuizCell.forStudents(SolutionRegions.toStubs(cell.source()))));
    } else {
      // The student copy lies one folder above its source, and so do the pictures seen from it.
      cell.json().add("source", Cell.lines(cell.source().replace("](../", "](")));
    }
    return cell.json();
  }
}
