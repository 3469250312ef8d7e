package io.transferlab.words.documents;

import java.util.List;
import java.util.Locale;

/**
 * The answer to a query.
 *
 * @param matches the best documents, the best first
 * @param unknown words of the query without a vector, which played no part
 * @param compared documents that could be compared: those with a known word
 * @param exact how many of them needed the exact distance; fewer than compared where a bound spared
 *     some
 */
public record SearchResult(
    List<RankedDocument> matches, List<String> unknown, int compared, int exact) {
  /**
   * Copies the lists.
   *
   * @param matches the best documents, the best first
   * @param unknown words of the query without a vector, which played no part
   * @param compared documents that could be compared: those with a known word
   * @param exact how many of them needed the exact distance; fewer than compared where a bound
   *     spared some
   */
  public SearchResult {
    matches = List.copyOf(matches);
    unknown = List.copyOf(unknown);
  }

  /**
   * The names of the documents found.
   *
   * @return their ids, the best first
   */
  public List<String> ids() {
    return matches.stream().map(m -> m.document().id()).toList();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (RankedDocument m : matches) {
      out.append(
          String.format(Locale.ROOT, "%2d. %7.3f  %s%n", m.rank(), m.score(), m.document().id()));
    }
    return out.toString();
  }
}
