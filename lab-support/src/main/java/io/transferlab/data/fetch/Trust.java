package io.transferlab.data.fetch;

import com.google.gson.reflect.TypeToken;
import io.transferlab.core.AtomicFiles;
import io.transferlab.core.Json;
import io.transferlab.core.JsonException;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * For files without a published hash: what came the first time is written down, and must come the
 * next time too. A shared folder's record counts before one's own.
 */
final class Trust {
  static final String FILE = "trusted-hashes.json";

  private final Places places;

  /**
   * What came at the first use.
   *
   * @param sha256 its hash
   * @param bytes its size
   * @param from its address
   * @param date the day
   */
  record First(String sha256, long bytes, String from, String date) {}

  Trust(Places places) {
    this.places = places;
  }

  private static String key(Entry entry, RemoteFile file) {
    return entry.name() + "/" + file.name();
  }

  Optional<First> find(Entry entry, RemoteFile file) {
    return places.trustFiles().stream()
        .map(f -> read(f).get(key(entry, file)))
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }

  void record(Entry entry, RemoteFile file, Downloader.Fetched fetched) {
    Path own = places.home().resolve(FILE);
    Map<String, First> all = read(own);
    all.putIfAbsent(
        key(entry, file),
        new First(fetched.sha256(), fetched.bytes(), fetched.from(), LocalDate.now().toString()));
    AtomicFiles.writeText(own, Json.text(all));
  }

  private static Map<String, First> read(Path file) {
    try {
      Map<String, First> all =
          Json.read(Files.readString(file), new TypeToken<TreeMap<String, First>>() {}.getType());
      return all == null ? new TreeMap<>() : all;
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    } catch (IOException | JsonException e) {
      throw LabException.reading(file, e, "mend it, or delete it to trust anew");
    }
  }
}
