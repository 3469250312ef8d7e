package io.transferlab.authoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One cell of a notebook.
 *
 * @param number its place, from 1
 * @param json its content, as in the file
 */
public record Cell(int number, JsonObject json) {
  /**
   * Tells whether it holds code.
   *
   * @return true for code
   */
  public boolean isCode() {
    return "code".equals(text(json, "cell_type"));
  }

  /**
   * Tells whether it holds prose.
   *
   * @return true for Markdown
   */
  public boolean isMarkdown() {
    return "markdown".equals(text(json, "cell_type"));
  }

  /**
   * Its name in the notebook.
   *
   * @return the id; empty if the file gives it none
   */
  public String id() {
    return text(json, "id");
  }

  /**
   * The cell's text: the file holds it as a list of lines or as one string.
   *
   * @return all lines
   */
  public String source() {
    return joined(json.get("source"));
  }

  /**
   * Its tags.
   *
   * @return in the file's order; empty if it has none
   */
  public List<String> tags() {
    JsonElement metadata = json.get("metadata");
    if (metadata == null || !metadata.isJsonObject()) {
      return List.of();
    }
    return strings(metadata.getAsJsonObject().get("tags"));
  }

  /**
   * What it showed when it was run.
   *
   * @return outputs as in the file; empty if it was not run
   */
  public List<JsonObject> outputs() {
    JsonElement outputs = json.get("outputs");
    if (outputs == null || !outputs.isJsonArray()) {
      return List.of();
    }
    return StreamSupport.stream(outputs.getAsJsonArray().spliterator(), false)
        .filter(JsonElement::isJsonObject)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  boolean hasCount() {
    JsonElement count = json.get("execution_count");
    return count != null && !count.isJsonNull();
  }

  /**
   * Cuts a text into the lines of the file's form.
   *
   * @param text a cell's text
   * @return the lines, each with its line end
   */
  public static JsonArray lines(String text) {
    JsonArray lines = new JsonArray();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, next));
      start = next;
    }
    return lines;
  }

  static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
  }

  private static String joined(JsonElement source) {
    return source == null || !source.isJsonPrimitive()
        ? String.join("", strings(source))
        : source.getAsString();
  }

  private static List<String> strings(JsonElement array) {
    List<String> strings = new ArrayList<>();
    if (array != null && array.isJsonArray()) {
      for (JsonElement element : array.getAsJsonArray()) {
        if (element.isJsonPrimitive()) {
          strings.add(element.getAsString());
        }
      }
    }
    return strings;
  }
}
