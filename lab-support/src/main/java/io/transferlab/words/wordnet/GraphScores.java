package io.transferlab.words.wordnet;

import io.transferlab.search.SimilarRow;
import io.transferlab.search.VectorIndex;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a graph finds of the nearest definitions, and in which time.
 *
 * @param ef how many candidates a search keeps; 0 for looking at all definitions
 * @param recall the share of the truly nearest that is found, mean over the descriptions, 0 to 1
 * @param seconds for one description, without encoding it
 */
public record GraphScores(int ef, double recall, double seconds) {
  /**
   * Asks an index; the nearest rows are known. Java compiles while it asks: the first time does not
   * count.
   */
  static GraphScores of(int ef, VectorIndex index, float[][] asked, List<List<SimilarRow>> truth) {
    int most = truth.get(0).size();
    double found = 0;
    for (int q = 0; q < asked.length; q++) {
      Set<Integer> rows =
          index.nearest(asked[q], most).stream().map(SimilarRow::row).collect(Collectors.toSet());
      found += (double) truth.get(q).stream().filter(r -> rows.contains(r.row())).count() / most;
    }
    long start = System.nanoTime();
    for (float[] row : asked) {
      index.nearest(row, most);
    }
    double seconds = (System.nanoTime() - start) / 1e9 / asked.length;
    return new GraphScores(ef, found / asked.length, seconds);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-12s recall %.3f, %.2f ms a description",
        ef == 0 ? "all" : "ef " + ef,
        recall,
        1000 * seconds);
  }
}
