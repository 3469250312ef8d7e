package io.transferlab.classroom;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;
import io.transferlab.core.ZipEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.CollationKey;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a class has handed in: zips that {@code submit} wrote, notebooks, or a folder for each
 * student, as Moodle ({@code NAME_123_assignsubmission_file_}) and nbgrader ({@code
 * submitted/NAME/ASSIGNMENT}) lay them out. Nothing is unpacked to the disk.
 */
final class Submissions {
  /** As people look for a name: Çağla stands between Carl and Dora. */
  static final Comparator<String> BY_NAME =
      Comparator.<String, CollationKey>comparing(Submissions::key)
          .thenComparing(Comparator.naturalOrder());

  private static final int DEPTH = 8;
  private static final int MOST_BYTES = 64 << 20;
  private static final long MOST_IN_ZIP = 128L << 20;
  private static final int MOST_ENTRIES = 1000;
  private static final Pattern MOODLE = Pattern.compile("(.+?)_\\d+_assignsubmission_file_?(.*)");
  private static final Pattern LAB = Pattern.compile("[-_ ]*\\d\\d-[a-z0-9-]+$");

  private final Path folder;
  private final List<Submission> found = new ArrayList<>();

  private static CollationKey key(String name) {
    return Collator.getInstance(Locale.ROOT).getCollationKey(name);
  }

  private Submissions(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads all that was handed in.
   *
   * @param folder where it lies
   * @return what was found, by student and file; with what cannot be read
   * @throws LabException if there is nothing
   */
  static List<Submission> in(Path folder) {
    Submissions submissions = new Submissions(folder);
    if (!Files.isDirectory(folder)) {
      throw nothing(folder, "no such folder");
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      for (Path file : files.filter(Submissions::isHandedIn).sorted().toList()) {
        submissions.add(file);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw LabException.of(
          "a folder of submissions in " + folder, LabException.reason(e), "name another folder");
    }
    if (submissions.found.isEmpty()) {
      throw nothing(folder, "no notebook and no zip in it");
    }
    submissions.found.sort(
        Comparator.comparing(Submission::student, BY_NAME).thenComparing(Submission::file));
    return submissions.found;
  }

  private static LabException nothing(Path folder, String found) {
    return LabException.of(
        "a folder of what students handed in (zips of environment/lab submit, notebooks, or a"
            + " folder for each student), "
            + folder,
        found,
        "name that folder");
  }

  /** Links are left: they could lead to anything of the instructor's. */
  private static boolean isHandedIn(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean hidden = false;
    for (Path part : file) {
      hidden |= part.toString().equals(".ipynb_checkpoints") || part.toString().equals("__MACOSX");
    }
    return !hidden
        && !name.startsWith(".")
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && (name.endsWith(".ipynb") || name.endsWith(".zip"));
  }

  private void add(Path file) throws IOException {
    String shown = folder.relativize(file).toString().replace('\\', '/');
    String student = student(shown);
    long time = Files.getLastModifiedTime(file).toMillis();
    long size = Files.size(file);
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
      addZip(file, shown, student, time);
    } else if (size > MOST_BYTES) {
      found.add(
          Submission.unread(
              student, shown, "", "it has " + Sizes.text(size) + ": clear its outputs"));
    } else {
      found.add(Submission.read(student, shown, time, Files.readAllBytes(file), predictions(file)));
    }
  }

  /** {@code predictions/03.json} beside {@code 03-fine-tuning.ipynb}. */
  private static String predictions(Path notebook) throws IOException {
    Matcher number = Pattern.compile("\\d\\d").matcher(notebook.getFileName().toString());
    if (!number.find()) {
      return "";
    }
    Path file = notebook.resolveSibling("predictions").resolve(number.group() + ".json");
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) < (1 << 20)
        ? Files.readString(file)
        : "";
  }

  private void addZip(Path file, String shown, String student, long time) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      String wrong = wrong(entries);
      if (!wrong.isEmpty()) {
        found.add(Submission.unread(student, shown, "", wrong));
        return;
      }
      Optional<String> named = named(zip);
      long whole = 0;
      for (ZipEntry entry : entries) {
        String name = entry.getName();
        if (!name.endsWith(".ipynb")
            || name.contains(".ipynb_checkpoints")
            || name.contains("__MACOSX")) {
          continue;
        }
        byte[] bytes = ZipEntries.bytes(zip, name, MOST_BYTES);
        whole += bytes == null ? 0 : bytes.length;
        if (bytes == null || whole > MOST_IN_ZIP) {
          throw new IOException("its notebooks have more than " + Sizes.text(MOST_IN_ZIP));
        }
        boolean own = shown.contains("/") || named.isPresent() || !name.contains("/");
        found.add(
            Submission.read(
                own ? named.filter(n -> !shown.contains("/")).orElse(student) : student(name),
                shown + "!" + name,
                time,
                bytes,
                predictions(zip, name)));
      }
      if (whole == 0) {
        found.add(Submission.unread(student, shown, "", "there is no notebook in the zip"));
      }
    } catch (IOException e) {
      found.add(
          Submission.unread(
              student, shown, "", "the zip cannot be read: " + LabException.reason(e)));
    }
  }

  private static String wrong(List<? extends ZipEntry> entries) {
    if (entries.size() > MOST_ENTRIES) {
      return "the zip has " + entries.size() + " files: a notebook is enough";
    }
    for (ZipEntry entry : entries) {
      String name = entry.getName();
      if (name.startsWith("/")
          || name.contains("\\")
          || name.matches("[A-Za-z]:.*")
          || List.of(name.split("/")).contains("..")) {
        return "the zip has a name that leads out of its folder";
      }
      if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
        return "the zip has a zip in it: unpack the outer one";
      }
    }
    return "";
  }

  /** The student's name, as {@code submit} has written it. */
  private static Optional<String> named(ZipFile zip) throws IOException {
    byte[] bytes = ZipEntries.bytes(zip, SubmissionZip.ABOUT, 1 << 20);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      JsonElement json = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
      JsonElement name = json.isJsonObject() ? json.getAsJsonObject().get("student") : null;
      return Optional.ofNullable(name)
          .filter(JsonElement::isJsonPrimitive)
          .map(text -> clean(text.getAsString()))
          .filter(text -> !text.isEmpty());
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private static String predictions(ZipFile zip, String notebook) throws IOException {
    Matcher number =
        Pattern.compile("\\d\\d").matcher(notebook.substring(notebook.lastIndexOf('/') + 1));
    if (!number.find()) {
      return "";
    }
    String folder = notebook.substring(0, notebook.lastIndexOf('/') + 1);
    byte[] bytes =
        ZipEntries.bytes(zip, folder + "predictions/" + number.group() + ".json", 1 << 20);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Who handed a file in, by its name and folders. */
  static String student(String file) {
    List<String> parts =
        Stream.of(file.split("/")).filter(part -> !part.isEmpty()).collect(Collectors.toList());
    if (parts.size() > 1 && parts.get(0).equals("submitted")) {
      parts.remove(0);
    }
    Matcher moodle = MOODLE.matcher(parts.get(0));
    if (moodle.matches()) {
      return clean(moodle.group(1));
    }
    if (parts.size() > 1) {
      return clean(parts.get(0));
    }
    String stem = parts.get(0).replaceAll("(?i)\\.(ipynb|zip)$", "");
    String without = LAB.matcher(stem).replaceAll("");
    return clean(without.isEmpty() ? stem : without);
  }

  private static String clean(String name) {
    String text = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "").strip();
    return text.length() <= 80 ? text : text.substring(0, 80);
  }
}
