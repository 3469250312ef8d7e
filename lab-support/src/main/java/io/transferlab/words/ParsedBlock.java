package io.transferlab.words;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whole lines of a text file, parsed: a word, a space or tab, d numbers. Other white space does not
 * separate, since it occurs within words; the last d fields are the numbers, since words may hold
 * spaces too.
 */
final class ParsedBlock {
  private final byte[] bytes;
  private final int dimension;
  private final FloatText numbers;
  private final Oddities oddities = new Oddities();
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();
  private final Map<Integer, Set<Oddity>> rowOddities = new HashMap<>();
  private int[] wordEnds = new int[256];
  private int[] rowLines = new int[256];
  private float[] norms = new float[256];
  private float[] values;
  private int rows;
  private int lines;

  private ParsedBlock(byte[] bytes, int length, int dimension) {
    this.bytes = bytes;
    this.dimension = dimension;
    this.numbers = new FloatText(bytes);
    this.values = new float[Math.max(dimension, length / 7)];
  }

  /**
   * Parses.
   *
   * @param bytes lines
   * @param length how many bytes
   * @param dimension numbers of each word
   * @param isLast whether the file ends here, with or without a line end
   */
  static ParsedBlock parse(byte[] bytes, int length, int dimension, boolean isLast) {
    ParsedBlock block = new ParsedBlock(bytes, length, dimension);
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        block.line(start, i, true);
        start = i + 1;
      }
    }
    if (isLast && start < length) {
      block.line(start, length, false);
    }
    return block;
  }

  private void line(int lineStart, int lineEnd, boolean isWhole) {
    lines++;
    int start = lineStart;
    int end = lineEnd;
    if (end > start && bytes[end - 1] == '\r') {
      end--;
      oddities.add(Oddity.CARRIAGE_RETURN, lines);
    }
    while (end > start && FloatText.isGap(bytes[end - 1])) {
      end--;
    }
    if (end == start) {
      oddities.add(Oddity.BLANK, lines);
      return;
    }
    if ((rows + 1) * dimension > values.length) {
      values = Arrays.copyOf(values, Math.max(values.length * 3 / 2, (rows + 1) * dimension));
    }
    int wordEnd = usual(start, end);
    Oddity problem = null;
    if (wordEnd < 0) {
      wordEnd = numbersStart(start, end) - 1;
      while (wordEnd > start && FloatText.isGap(bytes[wordEnd - 1])) {
        wordEnd--;
      }
      problem = wordEnd < start ? Oddity.TOO_FEW : unusual(wordEnd, end);
      while (start < wordEnd && FloatText.isGap(bytes[start])) {
        start++;
      }
    }
    if (problem == null && isBlank(start, wordEnd)) {
      problem = Oddity.NO_WORD;
    }
    if (!isWhole && (problem == Oddity.TOO_FEW || problem == Oddity.NOT_NUMBERS)) {
      problem = Oddity.CUT_OFF;
    }
    if (problem != null) {
      oddities.add(problem, lines);
    } else if (isFinite()) {
      keep(start, wordEnd, isWhole);
    }
  }

  /** Reads a line of one word and d numbers; returns where the word ends, or -1. */
  private int usual(int start, int end) {
    int wordEnd = start;
    while (wordEnd < end && !FloatText.isGap(bytes[wordEnd])) {
      wordEnd++;
    }
    int p = wordEnd;
    int to = rows * dimension;
    for (int i = 0; i < dimension; i++) {
      if (p + 1 >= end) {
        return -1;
      }
      values[to + i] = numbers.read(p + 1, end);
      if (!numbers.isNumber()) {
        return -1;
      }
      p = numbers.position();
    }
    return p == end && wordEnd > start ? wordEnd : -1;
  }

  /** Where the last d fields start; before {@code start} if there are not so many. */
  private int numbersStart(int start, int end) {
    int p = end;
    for (int i = 0; i < dimension; i++) {
      while (p > start && FloatText.isGap(bytes[p - 1])) {
        p--;
      }
      if (p == start) {
        return start - 1;
      }
      while (p > start && !FloatText.isGap(bytes[p - 1])) {
        p--;
      }
    }
    return p;
  }

  private @Nullable Oddity unusual(int from, int end) {
    int p = from;
    for (int i = 0; i < dimension; i++) {
      while (FloatText.isGap(bytes[p])) {
        p++;
      }
      values[rows * dimension + i] = numbers.read(p, end);
      if (!numbers.isNumber()) {
        return Oddity.NOT_NUMBERS;
      }
      p = numbers.position();
    }
    return null;
  }

  private boolean isBlank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (!FloatText.isGap(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean isFinite() {
    for (int i = rows * dimension; i < (rows + 1) * dimension; i++) {
      if (!Float.isFinite(values[i])) {
        oddities.add(Oddity.NOT_FINITE, lines);
        return false;
      }
    }
    return true;
  }

  private void keep(int start, int end, boolean isWhole) {
    if (rows == wordEnds.length) {
      wordEnds = Arrays.copyOf(wordEnds, rows * 2);
      rowLines = Arrays.copyOf(rowLines, rows * 2);
      norms = Arrays.copyOf(norms, rows * 2);
    }
    Tidy word = Tidy.of(bytes, start, end);
    words.writeBytes(word.bytes());
    wordEnds[rows] = words.size();
    norms[rows] = VectorRows.norm(values, rows * dimension, dimension);
    Set<Oddity> odd = word.oddities();
    if (norms[rows] == 0 || !isWhole) {
      odd = odd.isEmpty() ? EnumSet.noneOf(Oddity.class) : EnumSet.copyOf(odd);
      if (norms[rows] == 0) {
        odd.add(Oddity.ZEROS);
      }
      if (!isWhole) {
        odd.add(Oddity.NO_LINE_END);
      }
    }
    if (!odd.isEmpty()) {
      rowOddities.put(rows, odd);
    }
    rowLines[rows++] = lines;
  }

  int rows() {
    return rows;
  }

  int lines() {
    return lines;
  }

  /** Of the block's lines; those of rows that are kept are told row by row. */
  Oddities oddities() {
    return oddities;
  }

  Set<Oddity> rowOddities(int row) {
    return rowOddities.getOrDefault(row, Set.of());
  }

  /** The UTF-8 of all words, one after the other. */
  byte[] words() {
    return words.toByteArray();
  }

  int wordEnd(int row) {
    return wordEnds[row];
  }

  /** Within this block, from 1. */
  int line(int row) {
    return rowLines[row];
  }

  float norm(int row) {
    return norms[row];
  }

  /** {@code [rows, dimension]} and perhaps more. */
  float[] values() {
    return values;
  }
}
