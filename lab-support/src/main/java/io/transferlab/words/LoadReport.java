package io.transferlab.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was found in a file of word vectors: one line for people, and every oddity with its count
 * and where it was first seen.
 *
 * @param format for instance {@code GloVe text} or {@code word2vec binary}
 * @param words words kept
 * @param dimension numbers of each
 * @param oddities what was not as usual, in a fixed order; empty for a clean file
 */
public record LoadReport(String format, int words, int dimension, List<Oddity> oddities) {
  /**
   * Keeps the list as it is.
   *
   * @param format for instance {@code GloVe text} or {@code word2vec binary}
   * @param words words kept
   * @param dimension numbers of each
   * @param oddities what was not as usual, in a fixed order; empty for a clean file
   */
  public LoadReport {
    oddities = List.copyOf(oddities);
  }

  /**
   * One kind of odd thing.
   *
   * @param what what it is and what was done about it, for instance {@code duplicate words dropped}
   * @param count how many
   * @param firstLine the first line it was seen in, from 1; in a binary file the first word's
   *     number; 0 where it is about the file as a whole
   */
  public record Oddity(String what, long count, long firstLine) {
    @Override
    public String toString() {
      String number = String.format(Locale.ROOT, "%,d %s", count, what);
      return firstLine == 0 ? number : number + " (first: line " + firstLine + ")";
    }
  }

  static LoadReport of(String format, int words, int dimension) {
    return new LoadReport(format, words, dimension, List.of());
  }

  /**
   * The number of an oddity.
   *
   * @param what as in {@link Oddity#what}
   * @return 0 if there was none
   */
  public long count(String what) {
    return oddities.stream().filter(o -> o.what().equals(what)).mapToLong(Oddity::count).sum();
  }

  LoadReport limited(int n) {
    List<Oddity> more = new ArrayList<>(oddities);
    return new LoadReport(format, n, dimension, more);
  }

  /** The summary line. */
  @Override
  public String toString() {
    String line = String.format(Locale.ROOT, "%s: %,d words x %d", format, words, dimension);
    if (oddities.isEmpty()) {
      return line;
    }
    return line + "; " + String.join("; ", oddities.stream().map(Oddity::toString).toList());
  }
}
