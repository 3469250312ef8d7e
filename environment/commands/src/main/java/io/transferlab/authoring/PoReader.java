package io.transferlab.authoring;

import io.transferlab.core.LabException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a catalogue. */
final class PoReader {
  private static final Pattern STRING = Pattern.compile("(?:(\\w+)\\s+)?\"(.*)\"");

  private final Object name;
  private final List<PoEntry> entries = new ArrayList<>();
  private final Set<List<String>> seen = new HashSet<>();
  private int number;

  private List<String> notes = new ArrayList<>();
  private List<String> hints = new ArrayList<>();
  private List<String> places = new ArrayList<>();
  private List<String> flags = new ArrayList<>();
  private @Nullable StringBuilder previous;
  private @Nullable StringBuilder context;
  private @Nullable StringBuilder id;
  private @Nullable StringBuilder text;
  private @Nullable StringBuilder open;
  private boolean obsolete;

  PoReader(String content, Object name) {
    this.name = name;
    String plain = content.startsWith("\uFEFF") ? content.substring(1) : content;
    for (String line : plain.split("\r?\n", -1)) {
      number++;
      line(line.strip());
    }
    end();
  }

  List<PoEntry> entries() {
    return entries;
  }

  private void line(String line) {
    if (line.isEmpty()) {
      if (text != null) {
        end();
      }
    } else if (line.startsWith("#~|")) {
      gone();
      former(line.substring(3).strip());
    } else if (line.startsWith("#~")) {
      gone();
      string(line.substring(2).strip());
    } else if (line.startsWith("#")) {
      comment(line);
    } else {
      if (obsolete) {
        end();
      }
      string(line);
    }
  }

  /** An obsolete entry may follow without an empty line. */
  private void gone() {
    if (text != null && !obsolete) {
      end();
    }
    obsolete = true;
  }

  private void comment(String line) {
    if (text != null) {
      end();
    }
    String rest = line.length() > 2 ? line.substring(2).strip() : "";
    if (line.startsWith("#.")) {
      hints.add(rest);
    } else if (line.startsWith("#:")) {
      places.add(rest);
    } else if (line.startsWith("#,")) {
      for (String flag : rest.split("\\s*,\\s*")) {
        flags.add(flag);
      }
    } else if (line.startsWith("#|")) {
      former(rest);
    } else {
      notes.add(line.substring(1).strip());
    }
  }

  private void former(String line) {
    Matcher string = STRING.matcher(line);
    if (!string.matches()) {
      throw wrong(line);
    }
    if ("msgid".equals(string.group(1))) {
      previous = new StringBuilder();
    }
    // A former context is not kept: the cell's own stands beside the text.
    if (previous != null && !"msgctxt".equals(string.group(1))) {
      previous.append(value(string));
    }
  }

  private void string(String line) {
    Matcher string = STRING.matcher(line);
    if (!string.matches()) {
      throw wrong(line);
    }
    String keyword = string.group(1);
    if (keyword != null) {
      begin(keyword, line);
    }
    if (open == null) {
      throw wrong(line);
    }
    open.append(value(string));
  }

  private void begin(String keyword, String line) {
    if (text != null) {
      boolean gone = obsolete;
      end();
      obsolete = gone;
    }
    open = new StringBuilder();
    if (keyword.equals("msgctxt") && context == null && id == null) {
      context = open;
    } else if (keyword.equals("msgid") && id == null) {
      id = open;
    } else if (keyword.equals("msgstr") && id != null) {
      text = open;
    } else {
      throw wrong(line);
    }
  }

  private void end() {
    if (id != null && text == null) {
      throw LabException.of("msgstr in " + where(), "the entry's end", "complete the entry");
    }
    if (id != null && text != null) {
      String cell = context == null ? "" : context.toString();
      if (!obsolete && !seen.add(List.of(cell, id.toString()))) {
        throw LabException.of(
            "each text once in a cell in " + where(), "it a second time", "remove one of the two");
      }
      entries.add(
          new PoEntry(
              List.copyOf(notes),
              List.copyOf(hints),
              List.copyOf(places),
              List.copyOf(flags),
              previous == null ? null : previous.toString(),
              cell,
              id.toString(),
              text.toString(),
              obsolete));
    }
    notes = new ArrayList<>();
    hints = new ArrayList<>();
    places = new ArrayList<>();
    flags = new ArrayList<>();
    previous = null;
    context = null;
    id = null;
    text = null;
    open = null;
    obsolete = false;
  }

  private String value(Matcher string) {
    return PoFile.unescaped(string.group(2), where());
  }

  private String where() {
    return String.format(Locale.ROOT, "%s, line %d", name, number);
  }

  private LabException wrong(String line) {
    return LabException.of(
        "msgctxt, msgid or msgstr with a text in quotes in " + where(),
        line.length() > 60 ? line.substring(0, 60) + "..." : line,
        "mend that line, for instance in Poedit; plural forms have no place here");
  }
}
