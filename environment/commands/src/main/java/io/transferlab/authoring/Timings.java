package io.transferlab.authoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How long each code cell of the labs computed when the stored outputs were made, in whole seconds:
 * {@code timings.json} beside the sources.
 */
public final class Timings {
  private static final String FILE = "timings.json";

  /** What a machine's mood makes of the same cell is no news: less than this many seconds ... */
  private static final int SAME_SECONDS = 2;

  /** ... or than this share. */
  private static final double SAME_SHARE = 0.4;

  private final JsonObject labs;

  private Timings(JsonObject labs) {
    this.labs = labs;
  }

  /**
   * Reads the times.
   *
   * @param notebooks the folder of the labs
   * @return the times; none if nothing was recorded
   * @throws LabException if the file cannot be read
   */
  public static Timings in(Path notebooks) {
    Path file = notebooks.resolve(NotebookBuilder.SOLUTIONS).resolve(FILE);
    try {
      return new Timings(
          Files.exists(file)
              ? JsonParser.parseString(Files.readString(file)).getAsJsonObject()
              : new JsonObject());
    } catch (IOException e) {
      throw LabException.reading(file, e);
    } catch (RuntimeException e) { // what Gson says of what is no object
      throw LabException.of(
          "times in " + file, "another text", "remove it: notebooks build --outputs writes it", e);
    }
  }

  /**
   * Tells how long the cells of a lab take.
   *
   * @param lab a lab's file name
   * @return seconds by the cells' ids; empty if none was recorded
   */
  public Map<String, Integer> of(String lab) {
    Map<String, Integer> seconds = new HashMap<>();
    JsonElement cells = labs.get(lab);
    if (cells != null && cells.isJsonObject()) {
      cells
          .getAsJsonObject()
          .entrySet()
          .forEach(e -> seconds.put(e.getKey(), e.getValue().getAsInt()));
    }
    return seconds;
  }

  /** Takes the times of an executed lab, which nbclient writes; its cells that are gone go. */
  void take(NotebookFile executed) {
    Map<String, Integer> before = of(executed.name());
    JsonObject cells = new JsonObject();
    for (Cell cell : executed.cells()) {
      int seconds = cell.isCode() ? seconds(cell) : -1;
      if (seconds >= 0) {
        int old = before.getOrDefault(cell.id(), -1);
        boolean same =
            old >= 0
                && Math.abs(seconds - old)
                    <= Math.max(SAME_SECONDS, SAME_SHARE * Math.max(old, seconds));
        cells.addProperty(cell.id(), same ? old : seconds);
      }
    }
    if (!cells.isEmpty()) {
      labs.add(executed.name(), cells);
    }
  }

  Path file(Path notebooks) {
    return notebooks.resolve(NotebookBuilder.SOLUTIONS).resolve(FILE);
  }

  String text() {
    return StableJson.write(labs);
  }

  private static int seconds(Cell cell) {
    JsonElement metadata = cell.json().get("metadata");
    JsonElement times =
        metadata != null && metadata.isJsonObject()
            ? metadata.getAsJsonObject().get("execution")
            : null;
    if (times == null || !times.isJsonObject()) {
      return -1;
    }
    try {
      Instant began = Instant.parse(Cell.text(times.getAsJsonObject(), "iopub.execute_input"));
      Instant ended = Instant.parse(Cell.text(times.getAsJsonObject(), "shell.execute_reply"));
      return (int) Math.round(Duration.between(began, ended).toMillis() / 1000.0);
    } catch (DateTimeException e) {
      return -1;
    }
  }
}
