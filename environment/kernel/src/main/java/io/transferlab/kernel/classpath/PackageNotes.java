package io.transferlab.kernel.classpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What jars hold, noted in a file for the next start: to read it takes some milliseconds, to read
 * all jars of the course ten times as long. A note is of one state of its jar; without a file, or
 * where it cannot be written, the jars are read.
 */
final class PackageNotes {
  private static final String HEAD = "packages 1";

  private final Optional<Path> file;
  private final Map<String, String[]> noted = new HashMap<>();
  private final Map<String, JarContents> asked = new TreeMap<>();
  private boolean isNew;

  private PackageNotes(Optional<Path> file) {
    this.file = file;
  }

  /**
   * Reads the notes.
   *
   * @param file where they are, and will be; empty: nowhere
   */
  static PackageNotes of(Optional<Path> file) {
    PackageNotes notes = new PackageNotes(file);
    file.ifPresent(notes::read);
    return notes;
  }

  private void read(Path from) {
    try {
      List<String> lines = Files.readAllLines(from);
      if (!lines.isEmpty() && lines.get(0).equals(HEAD)) {
        for (String line : lines.subList(1, lines.size())) {
          String[] parts = line.split("\t", -1);
          if (parts.length == 4) {
            noted.put(parts[0], parts);
          }
        }
      }
    } catch (IOException e) {
      // There are none, or no more.
    }
  }

  /**
   * What a jar holds.
   *
   * @throws IOException if it is no jar, or cannot be read
   */
  JarContents of(Path jar) throws IOException {
    String name = jar.toString();
    String state = JarContents.state(jar);
    JarContents known = asked.get(name);
    if (known == null || !known.state().equals(state)) {
      if (isNoted(name, state)) {
        String[] note = noted.get(name);
        known = new JarContents(state, note[2], note[3]);
      } else {
        known = JarContents.read(jar);
        isNew = true;
      }
      asked.put(name, known);
    }
    return known;
  }

  private static boolean isThere(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Nothing where a part cannot be told from its neighbours. */
  private static String line(String... parts) {
    String line = String.join("\t", parts);
    return line.split("[\t\n\r]", -1).length == parts.length ? line + "\n" : "";
  }

  /** Whether there is a note of it as it is now. */
  boolean isNoted(Path jar) throws IOException {
    return isNoted(jar.toString(), JarContents.state(jar));
  }

  private boolean isNoted(String name, String state) {
    String[] note = noted.get(name);
    return note != null && note[1].equals(state);
  }

  /** Notes what was read, as a whole or not at all. */
  void save() {
    if (!isNew || file.isEmpty()) {
      return;
    }
    isNew = false;
    StringBuilder text = new StringBuilder(HEAD + "\n");
    asked.forEach((name, jar) -> text.append(line(name, jar.state(), jar.packages(), jar.more())));
    // Another kernel of this folder, such as that for a GPU, has other jars.
    noted.values().stream()
        .filter(note -> !asked.containsKey(note[0]) && isThere(note[0]))
        .forEach(note -> text.append(line(note)));
    try {
      // With the rights that this person's files have: a course's folder serves many.
      Path made = file.get().resolveSibling(".packages-" + UUID.randomUUID());
      try {
        Files.writeString(made, text, StandardOpenOption.CREATE_NEW);
        Files.move(made, file.get(), StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      // The next start reads the jars again.
    }
  }
}
