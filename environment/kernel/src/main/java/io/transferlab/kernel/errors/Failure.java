package io.transferlab.kernel.errors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * An error of a cell as the front end shows it.
 *
 * @param name the class of the exception, or what kind of error it is
 * @param message what it says
 * @param hint what to do about it; empty if there is nothing to say. The traceback holds it too
 * @param traceback the lines to print, with terminal colours
 */
public record Failure(String name, String message, String hint, List<String> traceback) {
  /** The name of an error of the compiler. */
  public static final String COMPILATION = "CompilationError";

  /** An error without a hint. */
  public Failure(String name, String message, List<String> traceback) {
    this(name, message, "", traceback);
  }

  /** The traceback as one text. */
  public String text() {
    return String.join("\n", traceback);
  }

  /** As the protocol writes it. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("ename", name);
    json.addProperty("evalue", message);
    JsonArray lines = new JsonArray();
    traceback.forEach(lines::add);
    json.add("traceback", lines);
    return json;
  }
}
