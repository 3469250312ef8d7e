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
    String begin = "<!-- BEGIN " + name + " -->";
    String end = "<!-- END " + name + " -->";
    String part = begin + "\n" + text.strip() + "\n" + end;
    String whole;
    if (Files.exists(file)) {
      String old = read(file);
      int from = old.indexOf(begin);
      int to = old.indexOf(end);
      if (from < 0 || to < from || old.lastIndexOf(begin) != from || old.lastIndexOf(end) != to) {
        throw LabException.of(
            "one line \"" + begin + "\" and after it one \"" + end + "\" in " + file,
            from < 0 && to < 0 ? "neither" : "something else",
            "add these two lines where the table shall be, or name a file that is not there");
      }
      whole = old.substring(0, from) + part + old.substring(to + end.length());
    } else {
      whole = part + "\n";
    }
    AtomicFiles.writeText(file, whole);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw LabException.of("to read " + file, e.toString(), "check that it is a text in UTF-8", e);
    }
  }
}
