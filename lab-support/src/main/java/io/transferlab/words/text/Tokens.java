package io.transferlab.words.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text: runs of letters, their marks and digits, in lower case. An apostrophe or a
 * hyphen between two of them stays ({@code don't}, {@code mother-in-law}); all other punctuation
 * goes. As in GloVe's uncased vectors, but without words for punctuation.
 */
public final class Tokens {
  private Tokens() {}

  /**
   * Splits a text.
   *
   * @param text any text
   * @return its words in order, lower case
   */
  public static List<String> of(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < lower.length(); i++) {
      boolean inside = isPart(lower, i) || start >= 0 && joins(lower, i);
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        words.add(lower.substring(start, i));
        start = -1;
      }
    }
    if (start >= 0) {
      words.add(lower.substring(start));
    }
    return words;
  }

  private static boolean isPart(String text, int at) {
    char c = text.charAt(at);
    if (c < 128) {
      return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
    // Half of a pair outside the first plane, of which both halves belong together.
    int whole =
        Character.isLowSurrogate(c) && at > 0 ? text.codePointBefore(at + 1) : text.codePointAt(at);
    int type = Character.getType(whole);
    return Character.isLetterOrDigit(whole)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean joins(String text, int at) {
    char c = text.charAt(at);
    return (c == '\'' || c == '-')
        && at + 1 < text.length()
        && isPart(text, at + 1)
        && isPart(text, at - 1);
  }
}
