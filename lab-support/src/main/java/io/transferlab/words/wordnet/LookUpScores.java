package io.transferlab.words.wordnet;

import io.transferlab.core.LabException;
import io.transferlab.evaluate.Interval;
import java.util.List;
import java.util.Locale;

/**
 * How well a reverse dictionary finds the words that were meant.
 *
 * @param method how it compares
 * @param definitions how many it has
 * @param descriptions what was asked, at least one
 * @param ranks for each description the place of the first definition of an accepted word, from 1;
 *     one more than there are definitions if none was found
 */
public record LookUpScores(
    String method, int definitions, List<Description> descriptions, List<Integer> ranks) {
  /**
   * Copies the lists.
   *
   * @param method how it compares
   * @param definitions how many it has
   * @param descriptions what was asked, at least one
   * @param ranks the place of the right word for each
   */
  public LookUpScores {
    if (descriptions.isEmpty()) {
      throw LabException.of(
          "descriptions to look up", "none of a word that is defined", "take more definitions");
    }
    descriptions = List.copyOf(descriptions);
    ranks = List.copyOf(ranks);
  }

  /**
   * How often the right word is among the first.
   *
   * @param k how many are looked at, at least 1
   * @return a share, 0 to 1
   */
  public double recallAt(int k) {
    return (double) within(k) / ranks.size();
  }

  /**
   * Where the share lies that {@link #recallAt} estimates from these descriptions.
   *
   * @param k how many are looked at, at least 1
   * @return the interval of 95 %
   */
  public Interval intervalAt(int k) {
    return Interval.wilson(within(k), ranks.size());
  }

  private int within(int k) {
    return (int) ranks.stream().filter(rank -> rank <= k).count();
  }

  /**
   * The place that half of the right words reach.
   *
   * @return the median, from 1
   */
  public double medianRank() {
    List<Integer> sorted = ranks.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s in %,d definitions: recall@1 %.2f, @10 %.2f, @100 %.2f, median rank %.0f",
        method,
        definitions,
        recallAt(1),
        recallAt(10),
        recallAt(100),
        medianRank());
  }
}
