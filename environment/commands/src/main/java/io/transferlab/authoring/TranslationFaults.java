package io.transferlab.authoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** What a translation must have in common with its text: code, formulas, addresses, lines. */
final class TranslationFaults {
  private static final Pattern CODE = Pattern.compile("`[^`]+`");
  private static final Pattern FORMULA = Pattern.compile("\\$[^$]+\\$");
  private static final Pattern ADDRESS = Pattern.compile("(?<=\\]\\()[^)]*(?=\\))");
  private static final Pattern EMPTY_PICTURE = Pattern.compile("!\\[\\s*\\]");
  private static final Pattern BAR = Pattern.compile("\\|");

  private TranslationFaults() {}

  /** What is wrong with a translation, in words; empty if nothing is, or it is not used. */
  static List<String> of(PoEntry entry) {
    List<String> faults = new ArrayList<>();
    if (entry.isHead() || !entry.isUsable()) {
      return faults;
    }
    differ("code", CODE, entry, faults);
    differ("a formula", FORMULA, entry, faults);
    differ("an address", ADDRESS, entry, faults);
    if (entry.id().startsWith("|")) {
      differ("a bar of the table", BAR, entry, faults);
    }
    if (EMPTY_PICTURE.matcher(entry.text()).find()) {
      faults.add("a picture has no alternative text");
    }
    if (entry.id().lines().count() != entry.text().lines().count()) {
      faults.add("it has another number of lines");
    }
    return faults;
  }

  private static void differ(String what, Pattern part, PoEntry entry, List<String> faults) {
    List<String> wanted = parts(part, entry.id());
    List<String> found = parts(part, entry.text());
    if (!wanted.equals(found)) {
      List<String> lost = new ArrayList<>(wanted);
      found.forEach(lost::remove);
      List<String> added = new ArrayList<>(found);
      wanted.forEach(added::remove);
      faults.add(
          "it has lost or changed "
              + what
              + (lost.isEmpty() ? "" : ": " + String.join(", ", lost))
              + (added.isEmpty() ? "" : " (there is " + String.join(", ", added) + ")"));
    }
  }

  private static List<String> parts(Pattern part, String text) {
    List<String> parts = new ArrayList<>();
    part.matcher(text).results().forEach(found -> parts.add(found.group()));
    Collections.sort(parts);
    return parts;
  }
}
