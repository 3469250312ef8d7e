package io.transferlab.sentences;

import java.text.Normalizer;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Normalises a text and cuts it into words, as {@code BertNormalizer} and {@code BertPreTokenizer}
 * do, in one pass: a text of any length costs no more than its words that are wanted.
 *
 * @param clean whether control characters go
 * @param ideographs whether each Chinese character is a word
 * @param strip whether accents go
 * @param lower whether letters become small
 * @param longest words of more characters are told no further: at least 1
 */
record BertWords(boolean clean, boolean ideographs, boolean strip, boolean lower, int longest) {
  private static final int ASCII = 0x80;
  private static final int LARGE_I_WITH_DOT = 0x130;

  static BertWords of(TokenizerFile file, int longest) {
    Map<?, ?> normalizer = file.part("normalizer").orElse(Map.of("type", "none"));
    if (!"BertNormalizer".equals(normalizer.get("type"))) {
      throw file.wrong("normalizer.type", "BertNormalizer", String.valueOf(normalizer.get("type")));
    }
    Object pre = file.part("pre_tokenizer").map(part -> (Object) part.get("type")).orElse("none");
    if (!"BertPreTokenizer".equals(pre)) {
      throw file.wrong("pre_tokenizer.type", "BertPreTokenizer", String.valueOf(pre));
    }
    boolean lower = !Boolean.FALSE.equals(normalizer.get("lowercase"));
    Object strip = normalizer.get("strip_accents");
    return new BertWords(
        !Boolean.FALSE.equals(normalizer.get("clean_text")),
        !Boolean.FALSE.equals(normalizer.get("handle_chinese_chars")),
        strip == null ? lower : Boolean.TRUE.equals(strip),
        lower,
        longest);
  }

  /**
   * Tells the words of a part of a text, until one is not wanted.
   *
   * @param text the text
   * @param from where the part begins
   * @param to where it ends
   * @param wanted takes a word, valid during the call, and says whether to go on
   * @return whether all were wanted
   */
  boolean tell(String text, int from, int to, Predicate<StringBuilder> wanted) {
    Pass pass = new Pass(wanted);
    int at = from;
    while (at < to && pass.goes) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      pass.take(c);
    }
    pass.end();
    return pass.goes;
  }

  private final class Pass {
    private final Predicate<StringBuilder> wanted;
    private final StringBuilder word = new StringBuilder();
    private int length;
    private boolean goes = true;

    Pass(Predicate<StringBuilder> wanted) {
      this.wanted = wanted;
    }

    void take(int c) {
      if (clean && BertCharacters.isControl(c)) {
        return;
      }
      if (BertCharacters.isSpace(c)) {
        end();
      } else if (ideographs && BertCharacters.isIdeograph(c)) {
        end();
        decompose(c);
        end();
      } else {
        decompose(c);
      }
    }

    /** Accents come off each character by itself: their order does not matter when all go. */
    private void decompose(int c) {
      if (!strip || c < ASCII) {
        small(c);
      } else if (!BertCharacters.isMark(c)) {
        String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
        for (int at = 0; at < parts.length(); ) {
          int part = parts.codePointAt(at);
          at += Character.charCount(part);
          if (!BertCharacters.isMark(part)) {
            small(part);
          }
        }
      }
    }

    private void small(int c) {
      if (lower && c == LARGE_I_WITH_DOT) { // the one letter that becomes two
        add('i');
        add(0x307);
      } else {
        add(lower ? Character.toLowerCase(c) : c);
      }
    }

    private void add(int c) {
      if (BertCharacters.isSpace(c)) {
        end();
      } else if (BertCharacters.isPunctuation(c)) {
        end();
        word.appendCodePoint(c);
        end();
      } else if (length <= longest) { // one more than wanted shows that it is too long
        word.appendCodePoint(c);
        length++;
      }
    }

    private void end() {
      if (goes && !word.isEmpty()) {
        goes = wanted.test(word);
      }
      word.setLength(0);
      length = 0;
    }
  }
}
