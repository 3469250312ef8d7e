package io.transferlab.search;

import io.transferlab.features.Features;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows that can be searched: all of them looked at, or some. */
public interface VectorIndex {
  /**
   * The rows most like a vector, as far as they are found.
   *
   * @param query d numbers
   * @param most how many at most, at least 1
   * @return best first
   */
  List<SimilarRow> nearest(float[] query, int most);

  /**
   * How many of the truly nearest rows are found.
   *
   * @param exact the exact index of the same rows
   * @param queries each row asks
   * @param most how many matches are compared
   * @return the mean fraction found, 0 to 1
   */
  default double recall(SimilarityIndex exact, Features queries, int most) {
    double found = 0;
    for (int q = 0; q < queries.size(); q++) {
      float[] query = queries.row(q);
      Set<Integer> rows = new HashSet<>();
      nearest(query, most).forEach(match -> rows.add(match.row()));
      List<SimilarRow> truth = exact.nearest(query, most);
      found += (double) truth.stream().filter(m -> rows.contains(m.row())).count() / truth.size();
    }
    return found / queries.size();
  }

  /**
   * How long a question takes, asked one after the other.
   *
   * @param queries each row asks
   * @param most how many matches are wanted
   * @return mean seconds a question
   */
  default double secondsPerQuery(Features queries, int most) {
    long taken = 0;
    for (int q = 0; q < queries.size(); q++) {
      float[] query = queries.row(q);
      long start = System.nanoTime();
      nearest(query, most);
      taken += System.nanoTime() - start;
    }
    return taken / 1e9 / queries.size();
  }
}
