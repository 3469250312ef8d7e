package io.transferlab.words.train;

import io.transferlab.core.LabException;
import io.transferlab.words.text.TextFile;
import io.transferlab.words.text.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text to learn from: its vocabulary, and its lines as numbers of words. Windows do not reach
 * over the end of a line.
 */
public final class Corpus {
  private final List<String> words;
  private final int[] counts;
  private final List<int[]> lines;
  private final long rareTokens;
  private final int rareWords;

  private Corpus(
      List<String> words, int[] counts, List<int[]> lines, long rareTokens, int rareWords) {
    this.words = words;
    this.counts = counts;
    this.lines = lines;
    this.rareTokens = rareTokens;
    this.rareWords = rareWords;
  }

  /**
   * Reads a text file, a sentence or paragraph a line.
   *
   * @param file UTF-8
   * @param minCount words rarer than this are left out, as if they were not there
   * @return the corpus
   * @throws LabException if the file cannot be read, is not UTF-8, or holds fewer than two words
   */
  public static Corpus read(Path file, int minCount) {
    return of(TextFile.lines(file), minCount);
  }

  /**
   * Takes lines of text.
   *
   * @param text the lines, split into words by {@link Tokens}
   * @param minCount words rarer than this are left out, at least 1
   * @return the corpus; its words are sorted by count, the most frequent first, then by name
   * @throws LabException if fewer than two words are left
   */
  public static Corpus of(List<String> text, int minCount) {
    List<List<String>> tokens = text.stream().map(Tokens::of).toList();
    Map<String, Integer> all = new HashMap<>();
    tokens.forEach(line -> line.forEach(w -> all.merge(w, 1, Integer::sum)));
    List<String> words =
        all.entrySet().stream()
            .filter(e -> e.getValue() >= minCount)
            .sorted(
                Comparator.comparing((Map.Entry<String, Integer> e) -> -e.getValue())
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    if (words.size() < 2) {
      throw LabException.of(
          "a text with at least two words that occur " + minCount + " times or more",
          words.size() + " of " + all.size() + " words",
          "take a longer text or a smaller least count");
    }
    Map<String, Integer> index = new HashMap<>();
    words.forEach(w -> index.put(w, index.size()));
    List<int[]> lines = new ArrayList<>();
    for (List<String> line : tokens) {
      int[] known = line.stream().filter(index::containsKey).mapToInt(index::get).toArray();
      if (known.length > 0) {
        lines.add(known);
      }
    }
    int[] counts = words.stream().mapToInt(all::get).toArray();
    long rare = all.values().stream().filter(n -> n < minCount).mapToLong(n -> n).sum();
    return new Corpus(words, counts, List.copyOf(lines), rare, all.size() - words.size());
  }

  /**
   * The vocabulary.
   *
   * @return the words, the most frequent first
   */
  public List<String> words() {
    return words;
  }

  /**
   * How often a word occurs.
   *
   * @param word its place in {@link #words}
   * @return its count
   */
  public int count(int word) {
    return counts[word];
  }

  /**
   * The length of the text.
   *
   * @return how many words it has, the rare ones left out
   */
  public long tokens() {
    return lines.stream().mapToLong(line -> line.length).sum();
  }

  /**
   * The text.
   *
   * @return one array of places in {@link #words} for each line; not to be changed
   */
  List<int[]> lines() {
    return lines;
  }

  @Override
  public String toString() {
    return String.format(
            java.util.Locale.ROOT,
            "%,d words of text in %,d lines, %,d different ones",
            tokens(),
            lines.size(),
            words.size())
        + (rareWords == 0
            ? ""
            : String.format(
                java.util.Locale.ROOT,
                " (%,d rare ones left out, %,d times)",
                rareWords,
                rareTokens));
  }
}
