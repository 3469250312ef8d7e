package io.transferlab.words.wordnet;

import io.transferlab.core.LabException;
import java.nio.file.Path;

/** The fields of one line, taken one after the other; a line that is damaged is named. */
final class Fields {
  private static final int SHOWN = 40;

  private final Path file;
  private final int line;
  private final String text;
  private int at;

  Fields(Path file, int line, String text) {
    this.file = file;
    this.line = line;
    this.text = text;
  }

  /** The next field. */
  String next(String what) {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at >= text.length()) {
      throw wrong(what, "the end of the line");
    }
    int start = at;
    int end = text.indexOf(' ', start);
    at = end < 0 ? text.length() : end;
    return text.substring(start, at);
  }

  /** The next field as a number. */
  int number(String what, int radix, int most) {
    String field = next(what);
    int value = 0;
    boolean isNumber = field.length() <= 9;
    for (int i = 0; isNumber && i < field.length(); i++) {
      int digit = Character.digit(field.charAt(i), radix);
      isNumber = digit >= 0 && field.charAt(i) < 128;
      value = value * radix + digit;
      isNumber &= value >= 0;
    }
    if (!isNumber || value > most) {
      throw wrong(what, "\"" + shortened(field) + "\"");
    }
    return value;
  }

  /** What is left of the line. */
  String rest() {
    return text.substring(at).strip();
  }

  /** The error for this line. */
  LabException wrong(String expected, String found) {
    return LabException.of(
        expected + " in line " + line + " of " + file, found, WordNet.nextForDamaged(file));
  }

  static String shortened(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
