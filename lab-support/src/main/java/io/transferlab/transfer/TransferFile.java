package io.transferlab.transfer;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The networks of a layer transfer that are done, in a file that is replaced in one step after
 * each: a run that was killed goes on from it.
 */
final class TransferFile {
  private record Content(Map<String, String> setting, List<TransferCell> cells) {}

  private final @Nullable Path file;
  private final Provenance setting;
  private final List<TransferCell> cells = new ArrayList<>();

  private TransferFile(@Nullable Path file, Provenance setting) {
    this.file = file;
    this.setting = setting;
  }

  /**
   * Opens a file.
   *
   * @param file what was kept before, if it is there; null: nothing is kept
   * @param setting what must be the same for results to belong together
   * @return the results so far
   * @throws LabException if the file is damaged or has another setting
   */
  static TransferFile open(@Nullable Path file, Provenance setting) {
    TransferFile opened = new TransferFile(file, setting);
    if (file != null && Files.exists(file)) {
      Content content = read(file);
      setting
          .facts()
          .forEach(
              (name, value) -> {
                String kept = content.setting().get(name);
                if (!value.equals(kept)) {
                  throw LabException.of(
                      "results of " + name + " " + value + " in " + file,
                      name + " " + kept,
                      "choose another folder for this run, or remove that one");
                }
              });
      opened.cells.addAll(content.cells());
    }
    return opened;
  }

  private static Content read(Path file) {
    try {
      Content content = Json.read(Files.readString(file), Content.class);
      if (content == null
          || content.setting() == null
          || content.cells() == null
          || content.cells().stream().anyMatch(c -> c == null || c.layer() == null)) {
        throw damaged(file, "other contents", null);
      }
      return content;
    } catch (IOException e) {
      throw LabException.reading(file, e, "remove it: the run then begins anew");
    } catch (JsonException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static LabException damaged(Path file, String found, @Nullable Exception cause) {
    return LabException.of(
        "results of a layer transfer in " + file,
        found,
        "remove it: the run then begins anew",
        cause);
  }

  List<TransferCell> cells() {
    return List.copyOf(cells);
  }

  boolean has(@Nullable TransferArm arm, String layer, long seed) {
    return cells.stream().anyMatch(c -> c.is(arm, layer, seed));
  }

  void add(TransferCell cell) {
    cells.add(cell);
    if (file != null) {
      AtomicFiles.writeText(file, Json.text(new Content(setting.facts(), cells)));
    }
  }
}
