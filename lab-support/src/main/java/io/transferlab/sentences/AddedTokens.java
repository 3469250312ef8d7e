package io.transferlab.sentences;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens that stand in a text as they are written, such as {@code [MASK]}. */
final class AddedTokens {
  private final List<TokenizerFile.Added> tokens;

  /**
   * One found in a text.
   *
   * @param start of it
   * @param end behind it
   * @param id its number
   */
  record Hit(int start, int end, int id) {}

  private AddedTokens(List<TokenizerFile.Added> tokens) {
    this.tokens = tokens;
  }

  static AddedTokens of(List<TokenizerFile.Added> tokens) {
    return new AddedTokens(List.copyOf(tokens));
  }

  /** Looks for them in a text, each place of each once. */
  Search search(String text) {
    return new Search(text);
  }

  /** A search from left to right. */
  final class Search {
    private static final int NOT_YET = -1;

    private final String text;
    private final int[] places = new int[tokens.size()];

    private Search(String text) {
      this.text = text;
      Arrays.fill(places, NOT_YET);
    }

    /** The first at or behind a place, of several there the longest; null if there is none. */
    @Nullable Hit next(int from) {
      Hit best = null;
      for (int i = 0; i < places.length; i++) {
        TokenizerFile.Added token = tokens.get(i);
        if (places[i] < from) {
          places[i] = find(token, from);
        }
        int start = places[i];
        int end = start + token.content().length();
        if (start < text.length()
            && (best == null
                || start < best.start()
                || start == best.start() && end > best.end())) {
          best = new Hit(start, end, token.id());
        }
      }
      return best;
    }

    private int find(TokenizerFile.Added token, int from) {
      int at = text.indexOf(token.content(), from);
      while (at >= 0 && token.word() && !isAlone(at, at + token.content().length())) {
        at = text.indexOf(token.content(), at + 1);
      }
      return at < 0 ? text.length() : at;
    }

    private boolean isAlone(int start, int end) {
      return (start == 0 || !isWord(text.codePointBefore(start)))
          && (end == text.length() || !isWord(text.codePointAt(end)));
    }

    private static boolean isWord(int c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }
  }
}
