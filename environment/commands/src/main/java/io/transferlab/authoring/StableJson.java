package io.transferlab.authoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON in the form that Jupyter itself writes: keys sorted, one space for each level, a line
 * end at the end. Equal content gives equal bytes, and saving in Jupyter changes nothing.
 */
public final class StableJson {
  private StableJson() {}

  /**
   * Writes a value.
   *
   * @param element any JSON
   * @return its text
   */
  public static String write(JsonElement element) {
    StringWriter text = new StringWriter();
    try (JsonWriter writer = new JsonWriter(text)) {
      writer.setIndent(" ");
      writer.setHtmlSafe(false);
      writer.setSerializeNulls(true);
      write(element, writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonElement element, JsonWriter writer) throws IOException {
    if (element.isJsonObject()) {
      write(element.getAsJsonObject(), writer);
    } else if (element.isJsonArray()) {
      write(element.getAsJsonArray(), writer);
    } else if (element.isJsonNull()) {
      writer.nullValue();
    } else if (element.getAsJsonPrimitive().isBoolean()) {
      writer.value(element.getAsBoolean());
    } else if (element.getAsJsonPrimitive().isNumber()) {
      writer.value(element.getAsNumber());
    } else {
      writer.value(element.getAsString());
    }
  }

  private static void write(JsonObject object, JsonWriter writer) throws IOException {
    Map<String, JsonElement> sorted = new TreeMap<>(object.asMap());
    writer.beginObject();
    for (Map.Entry<String, JsonElement> entry : sorted.entrySet()) {
      writer.name(entry.getKey());
      write(entry.getValue(), writer);
    }
    writer.endObject();
  }

  private static void write(JsonArray array, JsonWriter writer) throws IOException {
    writer.beginArray();
    for (JsonElement element : array) {
      write(element, writer);
    }
    writer.endArray();
  }
}
