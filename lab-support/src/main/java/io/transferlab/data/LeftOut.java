package io.transferlab.data;

import io.transferlab.core.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what a folder holds besides the pictures that are used, and those that are used in another
 * way than usual, and says it in few lines.
 */
final class LeftOut {
  private static final int NAMED = 3;

  private final Map<String, List<String>> files = new TreeMap<>();
  private final List<String> said = new ArrayList<>();

  /**
   * Counts something.
   *
   * @param one what it is, of one, for instance {@code link that leads nowhere}
   * @param many the same of several
   * @param cure what its owner can do; may be empty
   * @param name which one
   */
  void add(String one, String many, String cure, String name) {
    count("left out", one, many, cure, name);
  }

  private void count(String what, String one, String many, String cure, String name) {
    files
        .computeIfAbsent(String.join("\t", what, one, many, cure), k -> new ArrayList<>())
        .add(Names.printable(name));
  }

  /** Counts a picture that is used, but takes another program and some time. */
  void addConverted(PictureKind kind, HeifConverter by, String name) {
    count(
        "read by " + by.name(),
        kind.words() + " file",
        kind.words() + " files",
        "exported as JPEG they are read much sooner",
        name);
  }

  void add(PictureKind kind, String name) {
    add(
        kind.words() + " file, which this cannot read",
        kind.words() + " files, which this cannot read",
        kind.cure(),
        name);
  }

  /** A line of its own. */
  void say(String line) {
    said.add(line);
  }

  /**
   * Everything counted.
   *
   * @return for instance {@code left out: 12 HEIC files, which this cannot read (a.heic, b.heic,
   *     c.heic, ...): export them as JPEG}
   */
  List<String> lines() {
    List<String> lines = new ArrayList<>(said);
    files.forEach(
        (key, names) -> {
          String[] words = key.split("\t", -1);
          String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
          lines.add(
              words[0]
                  + ": "
                  + names.size()
                  + " "
                  + words[names.size() == 1 ? 1 : 2]
                  + " ("
                  + some
                  + (names.size() > NAMED ? ", ..." : "")
                  + ")"
                  + (words[3].isEmpty() ? "" : ": " + words[3]));
        });
    return lines;
  }
}
