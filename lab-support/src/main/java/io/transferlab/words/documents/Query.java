package io.transferlab.words.documents;

import java.util.List;
import java.util.Map;

/**
 * What somebody looks for, with the documents that should be found.
 *
 * @param id its name
 * @param text the words typed
 * @param relevance document id to grade: 2 is what was meant, 1 is related; all others are 0
 */
public record Query(String id, String text, Map<String, Integer> relevance) {
  /**
   * Copies the grades.
   *
   * @param id its name
   * @param text the words typed
   * @param relevance document id to grade: 2 is what was meant, 1 is related; all others are 0
   */
  public Query {
    relevance = Map.copyOf(relevance);
  }

  /**
   * The grade of a document.
   *
   * @param document its id
   * @return 0 if it has none
   */
  public int grade(String document) {
    return relevance.getOrDefault(document, 0);
  }

  /**
   * The grades of what was found.
   *
   * @param found the answer to this query
   * @return in the order found
   */
  public List<Integer> grades(SearchResult found) {
    return found.ids().stream().map(this::grade).toList();
  }
}
