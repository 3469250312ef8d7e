package io.transferlab.study;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a Markdown file that a command writes, between two comments; what people have written
 * around it stays.
 */
public final class GeneratedPart {
  private GeneratedPart() {}

  /**
   * Replaces the part.
   *
   * @param file the Markdown file; made if it is not there
   * @param name of the part: it stands between {@code <!-- BEGIN name -->} and {@code <!-- END name
   *     -->}
   * @param text what to put there
   * @throws LabException if the file has not exactly one such part, or cannot be written; it then
   *     stays as it was
   */
  public static void replace(Path file, String name, String text) {
    String part = begin(name) + "\n" + text.strip() + "\n" + end(name);
    String whole = part + "\n";
    if (Files.exists(file)) {
      String old = checked(file, name);
      whole =
          old.substring(0, old.indexOf(begin(name)))
              + part
              + old.substring(old.indexOf(end(name)) + end(name).length());
    }
    AtomicFiles.writeText(file, whole);
  }

  /**
   * Refuses a file that the part cannot be put into: before the work whose results it shall hold.
   *
   * @param file the Markdown file; need not be there
   * @param name of the part
   * @throws LabException as {@link #replace}
   */
  public static void check(Path file, String name) {
    if (Files.exists(file)) {
      checked(file, name);
    }
  }

  private static String begin(String name) {
    return "<!-- BEGIN " + name + " -->";
  }

  private static String end(String name) {
    return "<!-- END " + name + " -->";
  }

  /** The file's text, which has one such part. */
  private static String checked(Path file, String name) {
    String begin = begin(name);
    String end = end(name);
    String old = read(file);
    int from = old.indexOf(begin);
    int to = old.indexOf(end);
    if (from < 0 || to < from || old.lastIndexOf(begin) != from || old.lastIndexOf(end) != to) {
      throw LabException.of(
          "one line \"" + begin + "\" and after it one \"" + end + "\" in " + file,
          from < 0 && to < 0 ? "neither" : "something else",
          "add these two lines where the table shall be, or name a file that is not there");
    }
    return old;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw LabException.reading(file, e);
    }
  }
}
