package io.transferlab.classroom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the names of a student's folders out of texts. */
final class Private {
  /** Homes of anybody, on the three systems. */
  private static final Pattern HOMES =
      Pattern.compile(
          "(?:/home|/Users|/export/home)/[^/\\s\"':;,)]+|[A-Za-z]:[\\\\/]+Users[\\\\/]+[^\\\\/\\s\"':;,)]+");

  private record Folder(String name, String shown) {}

  private final List<Folder> folders = new ArrayList<>();

  private Private() {}

  static Private of(Path notebook, Path course) {
    Private names = new Private();
    names.add(course.toAbsolutePath().normalize().getParent(), "<course>");
    names.add(notebook.toAbsolutePath().normalize().getParent(), ".");
    names.add(Path.of(System.getProperty("user.home")), "~");
    names.add(Path.of(System.getProperty("java.io.tmpdir")), "<tmp>");
    String data = System.getenv("LAB_DATA");
    if (data != null && !data.isBlank()) {
      names.add(Path.of(data), "<data>");
    }
    // A folder in another goes first.
    names.folders.sort(Comparator.comparingInt((Folder each) -> each.name().length()).reversed());
    return names;
  }

  private void add(Path folder, String shown) {
    if (folder != null && folder.getNameCount() > 0) {
      folders.add(new Folder(folder.toString(), shown));
    }
  }

  String hidden(String text) {
    String clean = text;
    for (Folder each : folders) {
      clean =
          clean.replaceAll(
              Pattern.quote(each.name()) + "(?![\\w.-])",
              java.util.regex.Matcher.quoteReplacement(each.shown()));
    }
    return HOMES.matcher(clean).replaceAll("~");
  }
}
