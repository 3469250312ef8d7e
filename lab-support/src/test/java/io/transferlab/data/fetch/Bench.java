package io.transferlab.data.fetch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A data folder, a clock that only moves when asked, and pauses that are written down. */
final class Bench {
  final Path home;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final List<Step> steps = new CopyOnWriteArrayList<>();
  final Map<String, String> environment = new HashMap<>();
  final AtomicLong free = new AtomicLong(Long.MAX_VALUE);
  Duration stall = Duration.ofSeconds(20);
  String sharedPath;

  Bench(Path home) {
    this.home = home;
  }

  Places places() {
    return Places.of(home, sharedPath);
  }

  Transfers transfers() {
    AtomicLong clock = new AtomicLong();
    Pause pause =
        d -> {
          pauses.add(d);
          Thread.yield();
        };
    return new Transfers(
        steps::add,
        environment,
        Duration.ofSeconds(20),
        stall,
        3,
        pause,
        () -> clock.addAndGet(100_000_000L));
  }

  Fetcher fetcher(Fetcher.Options options) {
    return new Fetcher(places(), options, transfers(), p -> free.get());
  }

  Fetcher.Result fetch(Entry entry) {
    return fetcher(Fetcher.Options.defaults()).fetch(entry);
  }

  /** Everything below the data folder that bears a final name. */
  List<String> finalFiles(Entry entry) throws java.io.IOException {
    Path target = places().target(entry);
    if (!Files.exists(target)) {
      return List.of();
    }
    try (var files = Files.walk(target)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> target.relativize(f).toString())
          .filter(f -> !f.startsWith("."))
          .sorted()
          .toList();
    }
  }

  static byte[] bytes(int n) {
    byte[] all = new byte[n];
    new Random(n).nextBytes(all);
    return all;
  }

  /** An entry of one file. */
  static Entry entry(String name, byte[] content, String hashed, String unpack, String... urls) {
    Hasher hasher = new Hasher(java.util.Set.of("md5", "sha1"));
    hasher.update(content, content.length);
    Map<String, String> digits = hasher.digits();
    JsonObject file = new JsonObject();
    file.addProperty("name", "file." + (unpack == null ? "bin" : unpack));
    JsonArray all = new JsonArray();
    List.of(urls).forEach(all::add);
    file.add("urls", all);
    if (hashed != null) {
      JsonObject hash = new JsonObject();
      hash.addProperty(hashed, digits.get(hashed));
      file.add("hash", hash);
      file.addProperty("bytes", content.length);
    }
    if (unpack != null) {
      file.addProperty("unpack", unpack);
    }
    return DownloadCatalogue.parse(
            """
            {"entries": [{"name": "%s", "kind": "weights", "title": "t", "licence": "free",
              "page": "https://example.org/", "files": [%s]}]}
            """
                .formatted(name, file))
        .get(name);
  }
}
