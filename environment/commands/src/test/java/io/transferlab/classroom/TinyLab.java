package io.transferlab.classroom;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.transferlab.authoring.NotebookFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A lab of three exercises that needs no network, and students' notebooks of it. */
final class TinyLab {
  static final String TWICE = "    return 2 * x;";
  static final String SUM =
      "    int sum = 0;\n    for (int each : values) {\n      sum += each;\n    }\n    return sum;";
  static final String NAME = "    return \"Ada\".repeat(times);";

  private static final String CHECK_TWICE =
      "Check.exercise(\"1.1\", check -> {\n"
          + "  check.that(\"twice 21\", twice(21)).isEqualTo(factor() * 21).hint(\"times two\");\n"
          + "});";
  private static final String CHECK_SUM =
      "Check.exercise(\"1.2\", check -> {\n"
          + "  check.that(\"the sum\", sum(given)).isEqualTo(6).hint(\"all of them\");\n"
          + "});";
  private static final String CHECK_NAME =
      "Check.exercise(\"1.3\", check -> {\n"
          + "  check.that(\"the name\", name(2)).isEqualTo(\"AdaAda\");\n"
          + "});";

  private final Map<String, JsonObject> cells = new LinkedHashMap<>();

  private TinyLab(boolean source, String twice, String sum, String name) {
    cell("imports", "import io.transferlab.check.Check;\nint[] given = {1, 2, 3};", "");
    cell("one", helped("int twice(int x)", source, TWICE, twice) + "\n\n" + CHECK_TWICE, "1.1");
    cell("between", "int four = twice(2);", "");
    cell("two", method("int sum(int[] values)", source, SUM, sum), "1.2");
    cell("two-check", CHECK_SUM, "");
    cell("three", method("String name(int times)", source, NAME, name) + "\n" + CHECK_NAME, "1.3");
  }

  /** The lab's source. */
  static NotebookFile source() {
    return new TinyLab(true, "", "", "").notebook("solutions/01-tiny.ipynb");
  }

  /** A student's copy in which nothing was done. */
  static TinyLab open() {
    return answered(null, null, null);
  }

  /** A student's copy with these bodies of the three methods; null for one that is still open. */
  static TinyLab answered(String twice, String sum, String name) {
    return new TinyLab(false, stub(twice), stub(sum), stub(name));
  }

  static TinyLab right() {
    return answered(TWICE, SUM, NAME);
  }

  private static String stub(String body) {
    return body == null ? "    return Check.todo();" : body;
  }

  private static String helped(String head, boolean source, String solution, String answer) {
    return "int factor() {\n  return 2;\n}\n\n" + method(head, source, solution, answer);
  }

  private static String method(String head, boolean source, String solution, String answer) {
    return head
        + " {\n"
        + (source ? "    // BEGIN SOLUTION\n" + solution + "\n    // END SOLUTION" : answer)
        + "\n}\n";
  }

  TinyLab cell(String id, String text, String exercise) {
    JsonObject metadata = new JsonObject();
    if (!exercise.isEmpty()) {
      JsonObject own = new JsonObject();
      own.addProperty("exercise", exercise);
      own.addProperty("points", Integer.parseInt(exercise.substring(2)));
      metadata.add("transferlab", own);
    }
    JsonObject cell = new JsonObject();
    cell.addProperty("cell_type", "code");
    cell.addProperty("id", id);
    cell.add("metadata", metadata);
    cell.addProperty("source", text);
    cell.add("outputs", new JsonArray());
    cell.add("execution_count", JsonNull.INSTANCE);
    cells.put(id, cell);
    return this;
  }

  TinyLab without(String id) {
    cells.remove(id);
    return this;
  }

  TinyLab replace(String id, String what, String by) {
    JsonObject cell = cells.get(id);
    cell.addProperty("source", cell.get("source").getAsString().replace(what, by));
    return this;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    JsonArray array = new JsonArray();
    cells.values().forEach(array::add);
    json.add("cells", array);
    json.add("metadata", new JsonObject());
    json.addProperty("nbformat", 4);
    json.addProperty("nbformat_minor", 5);
    return json;
  }

  NotebookFile notebook(String path) {
    return new NotebookFile(Path.of(path), json());
  }
}
