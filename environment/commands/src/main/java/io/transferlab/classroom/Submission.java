package io.transferlab.classroom;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.transferlab.authoring.Cell;
import io.transferlab.authoring.NotebookFile;
import io.transferlab.core.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notebook that was handed in, read into memory before anybody's code runs.
 *
 * @param student who
 * @param file where it lay, as seen from the folder of submissions
 * @param sha256 of its bytes
 * @param time when the file was written, in milliseconds; the later of two counts
 * @param notebook its content; null if there is a problem
 * @param predictions what was predicted, as the file beside the notebook has it; empty without
 * @param problem why it cannot be read; empty if it can
 */
record Submission(
    String student,
    String file,
    String sha256,
    long time,
    @Nullable JsonObject notebook,
    String predictions,
    String problem) {
  static Submission read(String student, String file, long time, byte[] bytes, String predictions) {
    String sha = Sha256.of(bytes);
    try {
      JsonElement json = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
      if (!json.isJsonObject() || !json.getAsJsonObject().has("cells")) {
        return unread(student, file, sha, "it is JSON, but no notebook: it has no cells");
      }
      return new Submission(student, file, sha, time, json.getAsJsonObject(), predictions, "");
    } catch (JsonParseException | StackOverflowError e) {
      return unread(student, file, sha, "it is damaged: not a notebook's JSON");
    }
  }

  /** A class's pictures together would fill the memory; marking needs none. */
  private static JsonObject withoutOutputs(JsonObject notebook) {
    for (Cell cell : new NotebookFile(Path.of("submission.ipynb"), notebook).cells()) {
      cell.json().remove("outputs");
      cell.json().remove("attachments");
    }
    return notebook;
  }

  static Submission unread(String student, String file, String sha256, String problem) {
    return new Submission(student, file, sha256, 0, null, "", problem);
  }

  Optional<NotebookFile> opened() {
    return Optional.ofNullable(notebook)
        .map(json -> new NotebookFile(Path.of("submission.ipynb"), json));
  }

  /** The last part of the file's name. */
  String name() {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1);
  }
}
