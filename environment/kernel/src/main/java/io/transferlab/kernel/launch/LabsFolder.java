package io.transferlab.kernel.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of labs that a person works in. The course's own notebooks are tracked by Git: saving
 * one there would break the next pull. So the labs are copied, and what a person has changed is
 * never written over: when the course changes such a lab, the new one comes beside it, as {@code
 * NN-name-updated.ipynb} (then {@code -updated-2} ...), and {@code reset} keeps the old one as
 * {@code NN-name-kept.ipynb} (then {@code -kept-2} ...).
 */
final class LabsFolder {
  /** What was copied, and its hash then, one a line as sha256sum writes it. */
  private static final String COPIED = ".copied-labs";

  private final Path course;
  private final Path folder;
  private final PrintStream says;

  /** The last hash of each file that was copied. */
  private final Map<String, String> copied = new LinkedHashMap<>();

  /**
   * The labs of a person.
   *
   * @param course the folder of the course's notebooks
   * @param folder the person's, made if need be
   */
  LabsFolder(Path course, Path folder, PrintStream says) {
    this.course = course;
    this.folder = folder;
    this.says = says;
  }

  /** LAB_NOTEBOOKS, or a folder of the home. */
  static Path of(Host host) {
    return host.folder("LAB_NOTEBOOKS").orElseGet(() -> host.home().resolve("transferlab-labs"));
  }

  /** The language whose labs are wanted beside the English ones; empty for none. */
  static String language(Host host) {
    return host.variable("LAB_LANGUAGE").filter(code -> !code.equals("en")).orElse("");
  }

  /** Brings the labs up to date, with the solutions or without, and those in a language, or "". */
  void fill(boolean solutions, String language) {
    checkLanguage(language);
    makeFolder();
    // Who names a folder of the course itself works on the course.
    if (isTheCourses()) {
      return;
    }
    List<String> names = courseFiles(solutions, language);
    if (names.isEmpty()) {
      throw Refusal.failed(
          "expected the labs in " + course + ", but there are none: is the course whole?");
    }
    readCopied();
    for (String name : names) {
      bring(name, hash(course.resolve(name)).orElse(""));
    }
    writeCopied();
  }

  private void checkLanguage(String language) {
    List<String> there = new ArrayList<>(List.of("en"));
    Path translations = course.resolve("translations");
    if (Files.isDirectory(translations)) {
      try (Stream<Path> folders = Files.list(translations)) {
        folders
            .filter(Files::isDirectory)
            .map(each -> each.getFileName().toString())
            .sorted()
            .forEach(there::add);
      } catch (IOException e) {
        throw Refusal.failed("cannot read " + translations + ": is the course yours to read?");
      }
    }
    if (!language.isEmpty() && !there.contains(language)) {
      throw Refusal.usage(
          "there are no labs in the language '"
              + language.replaceAll("\\p{Cntrl}", "")
              + "'; there are: "
              + String.join(", ", there));
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Refusal.failed(
          "cannot make the folder of your labs, "
              + folder
              + ": set LAB_NOTEBOOKS to a folder that you can write to");
    }
  }

  private boolean isTheCourses() {
    try {
      return folder.toRealPath().startsWith(course.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> courseFiles(boolean solutions, String language) {
    List<String> names = new ArrayList<>();
    names.addAll(files("", "[^.].*\\.ipynb|sketch-world\\..*"));
    names.addAll(files("images/", "[^.].*"));
    if (solutions) {
      names.addAll(files("solutions/", "[^.].*\\.ipynb"));
    }
    if (!language.isEmpty()) {
      names.addAll(files(language + "/", "[^.].*\\.ipynb"));
    }
    return names;
  }

  private List<String> files(String below, String pattern) {
    Path place = course.resolve(below);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(pattern))
          .sorted()
          .map(name -> below + name)
          .toList();
    } catch (IOException e) {
      throw Refusal.failed("cannot read " + place + ": is the course yours to read?");
    }
  }

  /** Puts the course's file, which has this hash, where it disturbs nothing. */
  private void bring(String name, String hash) {
    String target = name;
    int number = 0;
    String now = null;
    while (isThere(target)) {
      // This person has today's already, changed or not.
      String had = copied.get(target);
      if (hash.equals(had)) {
        return;
      }
      now = now(target).orElse(null);
      if (now != null && (now.equals(hash) || now.equals(had))) {
        break;
      }
      number++;
      target = beside(name, "updated", number);
      // Somebody who removed it has seen it.
      if (hash.equals(copied.get(target))) {
        return;
      }
      now = null;
    }
    copied.put(target, hash);
    if (!hash.equals(now)) {
      copy(name, target);
      if (number > 0) {
        say(
            "the course has changed "
                + name
                + ": the new one is "
                + target
                + ", yours stays as it is");
      }
    }
  }

  private boolean isThere(String name) {
    return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** The hash of a file; nothing for a link, a folder and what cannot be read: they stay. */
  private Optional<String> now(String name) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? hash(file) : Optional.empty();
  }

  private static Optional<String> hash(Path file) {
    try {
      return Optional.of(
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
    } catch (IOException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** NN-name-WORD.ipynb, NN-name-WORD-2.ipynb, ... */
  private static String beside(String name, String word, int number) {
    int dot = name.lastIndexOf('.');
    return name.substring(0, dot)
        + "-"
        + word
        + (number == 1 ? "" : "-" + number)
        + name.substring(dot);
  }

  /** Under a temporary name first. */
  private void copy(String name, String target) {
    Path to = folder.resolve(target);
    Path part = to.resolveSibling(".new-" + to.getFileName());
    try {
      Files.createDirectories(to.getParent());
      Files.write(part, Files.readAllBytes(course.resolve(name)));
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Folders.delete(part);
      throw Refusal.failed(
          "cannot write "
              + target
              + " to "
              + folder
              + ": is it full, or somebody else's? Set LAB_NOTEBOOKS to a folder that you can"
              + " write to");
    }
  }

  private void readCopied() {
    copied.clear();
    try {
      for (String line : Files.readAllLines(folder.resolve(COPIED), StandardCharsets.UTF_8)) {
        int gap = line.indexOf("  ");
        if (gap > 0) {
          copied.put(line.substring(gap + 2), line.substring(0, gap));
        }
      }
    } catch (IOException e) {
      // the first time
    }
  }

  private void writeCopied() {
    StringBuilder lines = new StringBuilder();
    copied.forEach((name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
    Path note = folder.resolve(COPIED);
    Path part = folder.resolve(".new" + COPIED);
    try {
      if (Files.isRegularFile(note) && Files.readString(note).contentEquals(lines)) {
        return;
      }
      Files.writeString(part, lines);
      Files.move(part, note, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Refusal.failed("cannot write " + note + ": is the disk full?");
    }
  }

  /** A fresh copy of one lab; the old one is kept. */
  void reset(String typed) {
    String name = named(typed);
    if (Files.isDirectory(folder) && isTheCourses()) {
      throw Refusal.failed(
          "reset: LAB_NOTEBOOKS is the course's own folder: there, git restore " + name);
    }
    makeFolder();
    readCopied();
    String hash = hash(course.resolve(name)).orElse("");
    if (now(name).filter(hash::equals).isPresent()) {
      say(folder.resolve(name) + " is as the course has it");
    } else {
      if (isThere(name)) {
        keep(name);
      }
      copy(name, name);
      say(folder.resolve(name) + " is fresh");
    }
    copied.put(name, hash);
    writeCopied();
  }

  private void keep(String name) {
    int number = 1;
    while (isThere(beside(name, "kept", number))) {
      number++;
    }
    String kept = beside(name, "kept", number);
    try {
      Files.move(folder.resolve(name), folder.resolve(kept));
    } catch (IOException e) {
      throw Refusal.failed(
          "reset: cannot rename "
              + folder.resolve(name)
              + " to "
              + kept
              + ": is the folder yours?");
    }
    say("your " + name + " is now " + kept);
  }

  /** The file of a lab by its number, its name or its file. */
  private String named(String typed) {
    String word = typed.replaceAll(".*[/\\\\]", "").replaceAll("\\.ipynb$", "");
    String number = word.matches("\\d{1,3}") ? "%02d-".formatted(Integer.parseInt(word)) : "none";
    List<String> labs = files("", "\\d.*\\.ipynb");
    List<String> found = new ArrayList<>();
    for (String lab : labs) {
      String name = lab.replaceAll("\\.ipynb$", "");
      if (name.equals(word) || name.startsWith(number)) {
        return lab;
      }
      if (!word.isEmpty() && name.contains(word)) {
        found.add(lab);
      }
    }
    if (found.size() != 1) {
      throw Refusal.usage(
          "reset: there is no lab "
              + typed
              + "; there are: "
              + String.join(" ", labs).replace(".ipynb", ""));
    }
    return found.get(0);
  }

  private void say(String words) {
    says.println("lab: " + words);
  }
}
