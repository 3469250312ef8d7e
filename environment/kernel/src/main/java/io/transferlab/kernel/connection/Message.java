package io.transferlab.kernel.connection;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * A message of the Jupyter protocol as it arrived.
 *
 * @param identities the routing frames a reply must carry
 */
public record Message(
    List<byte[]> identities, JsonObject header, JsonObject metadata, JsonObject content) {

  /** For example {@code execute_request}; empty where the header lacks it. */
  public String type() {
    return string(header, "msg_type", "");
  }

  /** The session of the front end. */
  public String session() {
    return string(header, "session", "");
  }

  /** A text of the content. */
  public String text(String name, String otherwise) {
    return string(content, name, otherwise);
  }

  /** A whole number of the content. */
  public int number(String name, int otherwise) {
    JsonElement value = content.get(name);
    return value == null || value.isJsonNull() ? otherwise : value.getAsInt();
  }

  /** A yes or no of the content. */
  public boolean flag(String name, boolean otherwise) {
    JsonElement value = content.get(name);
    return value == null || value.isJsonNull() ? otherwise : value.getAsBoolean();
  }

  private static String string(JsonObject json, String name, String otherwise) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? otherwise : value.getAsString();
  }
}
