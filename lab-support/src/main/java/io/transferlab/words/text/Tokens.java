package io.transferlab.words.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words of a text: runs of letters and digits, in lower case. An apostrophe or a hyphen between
 * two letters stays ({@code don't}, {@code mother-in-law}), all other punctuation goes. Words as in
 * GloVe's uncased vectors, but without their punctuation.
 */
public final class Tokens {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+(?:['’-][\\p{L}\\p{M}\\p{Nd}]+)*");

  private Tokens() {}

  /**
   * Splits a text.
   *
   * @param text any text
   * @return its words in order, lower case
   */
  public static List<String> of(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''))
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
