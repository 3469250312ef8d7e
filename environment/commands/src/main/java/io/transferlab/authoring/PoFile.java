package io.transferlab.authoring;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A catalogue of translations in gettext's format of text ({@code .po}), which every translator's
 * tool reads and writes (Poedit, Weblate, Emacs).
 *
 * <p>Written here, because the libraries for it at hand are for other things: those of gettext read
 * what {@code msgfmt} has compiled, and the one for the text form has not been kept since 2017. Of
 * the format, what catalogues of prose have: contexts, comments, flags, former texts, obsolete
 * entries; no plural forms. Held to {@code msgfmt --check} in the tests.
 *
 * @param entries the head, if there is one, then the texts as they stand in the lab, then the
 *     obsolete ones
 */
record PoFile(List<PoEntry> entries) {
  private static final int WIDTH = 78;

  /** Reads a catalogue; {@code name} is its file, for messages. */
  static PoFile parse(String text, Object name) {
    return new PoFile(new PoReader(text, name).entries());
  }

  /** The head of a new catalogue. */
  static PoEntry head(String language, String lab, String date) {
    String head =
        "Project-Id-Version: Transfer Learning Lab, "
            + lab
            + "\nReport-Msgid-Bugs-To: \nPO-Revision-Date: "
            + date
            + "\nLast-Translator: \nLanguage-Team: \nLanguage: "
            + language
            + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
            + "Content-Transfer-Encoding: 8bit\n";
    return new PoEntry(List.of(), List.of(), List.of(), List.of(), null, "", "", head, false);
  }

  /** The file's text: the same text for the same entries. */
  String write() {
    StringBuilder out = new StringBuilder();
    for (PoEntry entry : entries) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      write(entry, out);
    }
    return out.toString();
  }

  private static void write(PoEntry entry, StringBuilder out) {
    entry.notes().forEach(note -> out.append(note.isEmpty() ? "#" : "# " + note).append('\n'));
    entry.hints().forEach(hint -> out.append("#. ").append(hint).append('\n'));
    entry.places().forEach(place -> out.append("#: ").append(place).append('\n'));
    if (!entry.flags().isEmpty()) {
      out.append("#, ").append(String.join(", ", entry.flags())).append('\n');
    }
    String mark = entry.obsolete() ? "#~ " : "";
    if (entry.previous() != null) {
      string(entry.obsolete() ? "#~| " : "#| ", "msgid", entry.previous(), out);
    }
    if (!entry.context().isEmpty()) {
      string(mark, "msgctxt", entry.context(), out);
    }
    string(mark, "msgid", entry.id(), out);
    string(mark, "msgstr", entry.text(), out);
  }

  private static void string(String mark, String keyword, String text, StringBuilder out) {
    List<String> lines = wrapped(text, WIDTH - mark.length());
    boolean one =
        lines.size() <= 1
            && mark.length() + keyword.length() + 3 + escaped(text).length() <= WIDTH + 2;
    out.append(mark).append(keyword).append(' ');
    if (one) {
      out.append('"').append(escaped(text)).append("\"\n");
      return;
    }
    out.append("\"\"\n");
    lines.forEach(line -> out.append(mark).append('"').append(escaped(line)).append("\"\n"));
  }

  /** Cut behind line ends, and behind spaces where a line gets long. */
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("(?<=[ \n])")) {
      if (!line.isEmpty() && escaped(line + word).length() > width - 2) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(word);
      if (word.endsWith("\n")) {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }

  /** What a string between quotes stands for. */
  static String unescaped(String text, Object where) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      i++;
      char what = i < text.length() ? text.charAt(i) : ' ';
      switch (what) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case '"', '\\' -> out.append(what);
        default ->
            throw LabException.of(
                "one of \\n \\t \\r \\\" \\\\ in " + where,
                String.format(Locale.ROOT, "\\%c", what),
                "mend that line, for instance in Poedit");
      }
    }
    return out.toString();
  }
}
