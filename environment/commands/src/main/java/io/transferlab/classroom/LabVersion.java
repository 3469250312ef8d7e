package io.transferlab.classroom;

import com.google.gson.JsonElement;
import io.transferlab.authoring.NotebookFile;

/** Which version of a lab a student's copy was made from. */
final class LabVersion {
  private LabVersion() {}

  /** The hash of the source, as the copy holds it; empty if it does not. */
  static String of(NotebookFile copy) {
    JsonElement metadata = copy.json().get("metadata");
    JsonElement own =
        metadata != null && metadata.isJsonObject()
            ? metadata.getAsJsonObject().get("transferlab")
            : null;
    JsonElement hash =
        own != null && own.isJsonObject() ? own.getAsJsonObject().get("sourceSha256") : null;
    return hash != null && hash.isJsonPrimitive() ? hash.getAsString() : "";
  }
}
