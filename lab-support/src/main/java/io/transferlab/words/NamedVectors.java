package io.transferlab.words;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Sizes;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.data.fetch.Kind;
import io.transferlab.data.fetch.Places;
import io.transferlab.words.text.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Word vectors by name: {@code embedded}; those of the catalogue once they are fetched, {@code
 * glove-6b:50} (50 numbers a word) or {@code glove.6B.50d} (the file's name); or any file.
 */
public final class NamedVectors {
  private static final String EMBEDDED = "embedded";
  private static final String ENDINGS = "\\.(txt|vec|bin)(\\.gz)?";

  private NamedVectors() {}

  /**
   * Opens vectors.
   *
   * @param nameOrFile a name or a path
   * @return the vectors
   * @throws LabException for an unknown name, offers the nearest; for vectors that were not
   *     fetched, says how and what it costs
   */
  public static WordVectors open(String nameOrFile) {
    return open(nameOrFile, Places.fromEnvironment());
  }

  /**
   * Opens vectors that may not have been fetched.
   *
   * @param name a name
   * @return the vectors, or nothing if they are not on this machine
   */
  public static Optional<WordVectors> find(String name) {
    return file(name, Places.fromEnvironment()).map(NamedVectors::load);
  }

  private static WordVectors load(Path file) {
    WordVectors vectors = WordVectors.load(file);
    return vectors.named(vectors.name().replaceFirst(ENDINGS + "$", ""));
  }

  static WordVectors open(String nameOrFile, Places places) {
    if (nameOrFile.equalsIgnoreCase(EMBEDDED)) {
      return WordVectors.embedded();
    }
    Optional<Path> named = file(nameOrFile, places);
    if (named.isPresent()) {
      return load(named.get());
    }
    boolean isPath =
        nameOrFile.contains("/")
            || nameOrFile.contains(".zip!")
            || Files.exists(Path.of(nameOrFile));
    if (isPath) {
      return WordVectors.load(Path.of(nameOrFile));
    }
    throw missing(nameOrFile, places);
  }

  private static Optional<Path> file(String name, Places places) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String[] parts = wanted.split(":", 2);
    for (Entry entry : entries()) {
      List<Path> files = files(entry, places);
      boolean isEntry = entry.name().equals(parts[0]) || entry.aliases().contains(parts[0]);
      if (isEntry && parts.length == 1 && files.size() == 1) {
        return Optional.of(files.get(0));
      }
      for (Path file : files) {
        String fileName = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean isDimension =
            isEntry && parts.length == 2 && fileName.contains("." + parts[1] + "d.");
        if (isDimension || fileName.replaceFirst(ENDINGS + "$", "").equals(wanted)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  private static List<Entry> entries() {
    return DownloadCatalogue.load().entries().stream()
        .filter(e -> e.kind() == Kind.VECTORS)
        .toList();
  }

  private static List<Path> files(Entry entry, Places places) {
    Optional<Path> folder = places.find(entry);
    if (folder.isEmpty()) {
      return List.of();
    }
    return Folders.files(folder.get(), 2).stream()
        .filter(f -> f.getFileName().toString().matches(".*" + ENDINGS))
        .toList();
  }

  private static LabException missing(String name, Places places) {
    List<String> known = new ArrayList<>(List.of(EMBEDDED));
    String wanted = name.toLowerCase(Locale.ROOT);
    for (Entry entry : entries()) {
      List<Path> files = files(entry, places);
      // glove.6B.50d belongs to glove-6b.
      boolean isMeant =
          wanted.split(":")[0].equals(entry.name())
              || entry.aliases().contains(wanted.split(":")[0])
              || wanted.replace('.', '-').startsWith(entry.name() + "-");
      if (isMeant && files.isEmpty()) {
        return LabException.of(
            "the word vectors " + name + " on this machine",
            "nothing in " + places.target(entry),
            "run `" + entry.command() + "` (" + Sizes.text(entry.bytes()) + ")");
      }
      known.add(entry.name());
      files.forEach(f -> known.add(f.getFileName().toString().replaceFirst(ENDINGS + "$", "")));
      if (isMeant) {
        return LabException.of(
            "one file of word vectors of " + entry.name(),
            files.stream().map(f -> f.getFileName().toString()).toList().toString(),
            "name the file, or the numbers of a word as in " + entry.name() + ":50");
      }
    }
    return Names.unknown("word vectors", name, known);
  }
}
