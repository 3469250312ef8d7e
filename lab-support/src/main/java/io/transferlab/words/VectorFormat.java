package io.transferlab.words;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of file this is, told by looking at its beginning.
 *
 * @param isBinary word2vec's binary form; else text
 * @param announced the number of words that the header announces; -1 without a header
 * @param announcedDimension the dimension that the header announces; -1 without a header
 * @param dimension the numbers of each word, from the data itself
 * @param skip bytes before the first word: byte order mark and header
 * @param hasMark whether there is a byte order mark
 */
record VectorFormat(
    boolean isBinary,
    long announced,
    int announcedDimension,
    int dimension,
    int skip,
    boolean hasMark) {
  /** How much is looked at. */
  static final int HEAD = 1 << 20;

  private static final int LINES = 1000;
  private static final Pattern HEADER = Pattern.compile("(\\d{1,12})[ \\t]+(\\d{1,6})[ \\t]*\r?");

  static VectorFormat look(byte[] head, int length, String name) {
    NoVectors.refuseOtherKinds(head, length, name);
    boolean mark =
        length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
    int start = mark ? 3 : 0;
    int end = lineEnd(head, start, length);
    Matcher header =
        HEADER.matcher(
            new String(head, start, Math.min(end - start, 64), StandardCharsets.ISO_8859_1));
    if (header.matches()) {
      long words = Long.parseLong(header.group(1));
      int announced = Integer.parseInt(header.group(2));
      if (NoVectors.isBlank(head, end + 1, length)) {
        throw NoVectors.refusal(head, length, name);
      }
      int dimension = dimension(head, end + 1, length);
      // "7 5" may be the word "7" and its only number.
      if (dimension > 1 || dimension == 1 && announced == 1) {
        return new VectorFormat(false, words, announced, dimension, end + 1, mark);
      }
      if (dimension == 0 && announced > 0 && NoVectors.isBinary(head, end + 1, length)) {
        return new VectorFormat(true, words, announced, announced, end + 1, mark);
      }
      if (dimension == 0) {
        throw NoVectors.refusal(head, length, name);
      }
    }
    int dimension = dimension(head, start, length);
    if (dimension == 0) {
      throw NoVectors.refusal(head, length, name);
    }
    return new VectorFormat(false, -1, -1, dimension, start, mark);
  }

  private static int lineEnd(byte[] bytes, int start, int length) {
    int end = start;
    while (end < length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /**
   * The most frequent number of numbers in a line; 0 if lines are something else. Binary data has a
   * line that looks like text now and then, so a tenth of the lines have to.
   */
  private static int dimension(byte[] head, int start, int length) {
    Map<Integer, Integer> counts = new HashMap<>();
    int from = start;
    Map<Integer, Integer> endings = new HashMap<>();
    int looked = 0;
    int found = 0;
    while (looked < LINES && from < length) {
      int end = lineEnd(head, from, length);
      if (end == length && looked > 0 && length == HEAD) {
        break; // a line that goes on
      }
      looked++;
      int numbers = numbers(head, from, end);
      if (numbers > 0) {
        counts.merge(numbers, 1, Integer::sum);
        found++;
      }
      endings.merge(numbersAtTheEnd(head, from, end), 1, Integer::sum);
      from = end + 1;
    }
    int dimension = found * 10 >= looked ? mostFrequent(counts) : 0;
    // Perhaps most words are of several parts: "new york 0.1 0.2".
    int atTheEnd = mostFrequent(endings);
    int lines = endings.getOrDefault(atTheEnd, 0);
    boolean ofParts =
        atTheEnd > 1 && 2 * lines > looked && lines > counts.getOrDefault(dimension, 0);
    return ofParts ? atTheEnd : dimension;
  }

  private static int mostFrequent(Map<Integer, Integer> counts) {
    return counts.entrySet().stream()
        .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  private static int numbersAtTheEnd(byte[] head, int from, int lineEnd) {
    FloatText text = new FloatText(head);
    int end = trimmed(head, from, lineEnd);
    int numbers = 0;
    while (end > from) {
      int p = end;
      while (p > from && !FloatText.isGap(head[p - 1])) {
        p--;
      }
      text.read(p, end);
      if (p == from || !text.isNumber()) {
        break;
      }
      numbers++;
      end = trimmed(head, from, p);
    }
    for (int i = from; i < end; i++) {
      if (head[i] == '\r') {
        return 0; // several lines of an old Mac
      }
    }
    return numbers;
  }

  private static int trimmed(byte[] head, int from, int lineEnd) {
    int end = lineEnd;
    while (end > from && (FloatText.isGap(head[end - 1]) || head[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  /** How many fields follow the first, if all of them are numbers; else 0. */
  private static int numbers(byte[] head, int from, int lineEnd) {
    FloatText text = new FloatText(head);
    int end = trimmed(head, from, lineEnd);
    int p = from;
    while (p < end && !FloatText.isGap(head[p])) {
      p++;
    }
    int numbers = 0;
    while (p < end) {
      while (p + 1 < end && FloatText.isGap(head[p + 1])) {
        p++;
      }
      text.read(p + 1, end);
      if (!text.isNumber()) {
        return 0;
      }
      p = text.position();
      numbers++;
    }
    return numbers;
  }

  /** What to call it in the report. */
  String label() {
    if (isBinary) {
      return "word2vec binary";
    }
    return announced >= 0 ? "text with a header (word2vec, fastText)" : "text (GloVe)";
  }
}
