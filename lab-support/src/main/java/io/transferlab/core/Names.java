package io.transferlab.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Names that people type: the nearest known one is offered for a misspelt one. */
public final class Names {
  private static final int PICTURES_OF_CONTROLS = 0x2400;
  private static final int DELETE = 0x7f;

  private Names() {}

  /**
   * A name that a table or a message can show: a file may be called anything, and a line end would
   * break the line it stands in, an escape the terminal.
   *
   * @param name the name of a file, or a path
   * @return the name with control characters as the letters that stand for them, a line end as ␊
   */
  public static String printable(Object name) {
    String text = name.toString();
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c < ' ') {
        shown.append((char) (PICTURES_OF_CONTROLS + c));
      } else if (c == DELETE) {
        shown.append('\u2421');
      } else {
        shown.append(Character.isISOControl(c) ? '\ufffd' : c);
      }
    }
    return shown.toString();
  }

  /**
   * A word as it is typed in a shell.
   *
   * @param word for instance a path
   * @return the word, in quotes where a shell would not take it as one word
   */
  public static String inShell(Object word) {
    String text = word.toString();
    return text.matches("[\\p{L}\\p{N}_./~:@%+=-]+")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * The known name nearest to a misspelt one.
   *
   * @param typed what was typed
   * @param known the names there are, at least one
   * @return the one with the fewest letters to change, ignoring case
   */
  public static String nearest(String typed, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> distance(typed, k))).orElseThrow();
  }

  /**
   * The error for an unknown name.
   *
   * @param kind what is named, for instance {@code a layer}
   * @param typed what was typed
   * @param known the names there are, at least one
   * @return the error, ready to be thrown
   */
  public static LabException unknown(String kind, String typed, Collection<String> known) {
    return LabException.of(
        kind + " (one of " + String.join(", ", known) + ")",
        "\"" + typed + "\"",
        "did you mean \"" + nearest(typed, known) + "\"? Use one of the names above");
  }

  /** Levenshtein's distance, ignoring case. */
  private static int distance(String a, String b) {
    String s = a.toLowerCase(Locale.ROOT);
    String t = b.toLowerCase(Locale.ROOT);
    int[] row = new int[t.length() + 1];
    for (int j = 0; j <= t.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= s.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= t.length(); j++) {
        int change = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[t.length()];
  }
}
