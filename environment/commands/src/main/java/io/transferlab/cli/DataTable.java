package io.transferlab.cli;

import io.transferlab.core.Sizes;
import io.transferlab.data.Targets;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Places;
import io.transferlab.network.Sources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be fetched, as a table for people and as rows for programs. */
final class DataTable {
  private static final String FORM = "%-28s %-8s %-7s %8s %8s  %s%n";

  private final List<Entry> entries;
  private final Places places;

  private DataTable(List<Entry> entries, Places places) {
    this.entries = entries;
    this.places = places;
  }

  static DataTable of(DownloadCatalogue catalogue, Places places) {
    return new DataTable(catalogue.entries(), places);
  }

  List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      Optional<Path> there = places.find(entry);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", entry.name());
      row.put("kind", kind(entry));
      row.put("bytes", entry.bytes());
      row.put("bytesOnDisk", entry.bytesOnDisk());
      there.ifPresent(folder -> row.put("folder", folder.toString()));
      row.put("here", there.isPresent());
      row.put("shared", there.map(places::isShared).orElse(false));
      row.put("licence", entry.licence());
      row.put("researchOnly", entry.researchOnly());
      row.put("title", entry.title());
      row.put("page", entry.page());
      row.put("byHand", entry.byHand() != null);
      source(entry).ifPresent(source -> row.put("source", source));
      row.put("hash", entry.hasHashes() ? "published" : "trust on first use");
      rows.add(row);
    }
    Targets.names().forEach(name -> rows.add(drawn(name)));
    return rows;
  }

  /** What is drawn on demand: nothing to fetch, always here. */
  private static Map<String, Object> drawn(String name) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("kind", "drawn");
    row.put("bytes", 0);
    row.put("bytesOnDisk", 0);
    row.put("here", true);
    row.put("shared", false);
    row.put("licence", "Apache-2.0");
    row.put("researchOnly", false);
    row.put("title", "drawn on demand, nothing to fetch");
    row.put("byHand", false);
    return row;
  }

  /** What to type for it where a command takes a network. */
  private static Optional<String> source(Entry entry) {
    return Sources.names().stream()
        .filter(name -> name.replace('_', '-').equalsIgnoreCase(entry.name()))
        .findFirst();
  }

  private static String kind(Entry entry) {
    return entry.kind().name().toLowerCase(Locale.ROOT);
  }

  void print(PrintWriter out) {
    out.printf(FORM, "name", "kind", "here", "fetch", "disk", "licence: what it is");
    for (Entry entry : entries) {
      Optional<Path> there = places.find(entry);
      String here = there.map(folder -> where(entry, folder)).orElse("-");
      out.printf(
          FORM,
          entry.name(),
          kind(entry),
          here,
          way(entry),
          entry.bytesOnDisk() == 0 ? "-" : Sizes.text(entry.bytesOnDisk()),
          entry.licence() + ": " + entry.title());
    }
    out.printf(
        "%nhere: in %s; shared: in a folder of LAB_DATA_PATH; system: in a package's folder.%n",
        places.home());
    out.printf(
        "Networks to name as SOURCE: %s.%n",
        entries.stream().flatMap(e -> source(e).stream()).collect(Collectors.joining(", ")));
    out.printf("Drawn on demand, nothing to fetch: %s.%n", String.join(", ", Targets.names()));
  }

  private String where(Entry entry, Path folder) {
    if (places.isShared(folder)) {
      return "shared";
    }
    return places.isInstalled(entry, folder) ? "system" : "here";
  }

  private static String way(Entry entry) {
    if (entry.installed() != null && entry.files().isEmpty()) {
      return "package";
    }
    return entry.byHand() != null ? "by hand" : Sizes.text(entry.bytes());
  }
}
