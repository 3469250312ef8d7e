package io.transferlab.authoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What an executed notebook shows: every picture with its words, no error, no noise. */
final class OutputRules {
  private OutputRules() {}

  static List<Problem> check(NotebookFile notebook) {
    List<Problem> problems = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      for (JsonObject output : cell.outputs()) {
        problems.addAll(check(notebook, cell, output));
      }
    }
    return problems;
  }

  private static List<Problem> check(NotebookFile notebook, Cell cell, JsonObject output) {
    List<Problem> problems = new ArrayList<>();
    JsonElement data = output.get("data");
    if (data != null && data.isJsonObject()) {
      for (String type : data.getAsJsonObject().keySet()) {
        if (type.startsWith("image/") && !hasWords(output, type)) {
          problems.add(
              new Problem(
                  notebook.path(),
                  cell.number(),
                  "an " + type + " output has no alternative text",
                  "show it as an io.transferlab.plot.Figure and run the notebook again"));
        }
      }
    }
    if ("error".equals(Cell.text(output, "output_type"))) {
      problems.add(
          new Problem(
              notebook.path(),
              cell.number(),
              "it ended with " + Cell.text(output, "ename") + ": " + Cell.text(output, "evalue"),
              "mend the cell and run the notebook again"));
    }
    if ("stderr".equals(Cell.text(output, "name"))) {
      problems.add(
          new Problem(
              notebook.path(),
              cell.number(),
              "it writes to the error stream",
              "print to System.out, or lower the log level"));
    }
    return problems;
  }

  private static boolean hasWords(JsonObject output, String type) {
    JsonElement metadata = output.get("metadata");
    if (metadata == null || !metadata.isJsonObject()) {
      return false;
    }
    JsonElement ofType = metadata.getAsJsonObject().get(type);
    return ofType != null
        && ofType.isJsonObject()
        && !Cell.text(ofType.getAsJsonObject(), "alt").isBlank();
  }
}
