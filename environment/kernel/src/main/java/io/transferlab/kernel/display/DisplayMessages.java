package io.transferlab.kernel.display;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/** Rendered values as the protocol writes them. */
public final class DisplayMessages {
  private static final Gson GSON = new Gson();

  private DisplayMessages() {}

  /**
   * The content of a display message.
   *
   * @param id of the display; null for a result, which has none
   */
  public static JsonObject of(DisplayData data, String id) {
    JsonObject content = GSON.toJsonTree(data).getAsJsonObject();
    for (String part : new String[] {"data", "metadata", "transient"}) {
      if (!content.has(part)) {
        content.add(part, new JsonObject());
      }
    }
    if (id == null) {
      content.remove("transient");
    } else {
      content.getAsJsonObject("transient").addProperty("display_id", id);
    }
    return content;
  }
}
