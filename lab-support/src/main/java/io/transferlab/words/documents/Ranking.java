package io.transferlab.words.documents;

import io.transferlab.core.LabException;
import java.util.List;

/**
 * How good a ranking is, from the grades of its documents in the order found: 0 is not relevant.
 * Definitions as in C. D. Manning, P. Raghavan, H. Schütze: Introduction to Information Retrieval,
 * 2008, chapter 8; the gain of nDCG is 2^grade - 1.
 */
final class Ranking {
  private Ranking() {}

  /**
   * The share of relevant documents among the first k.
   *
   * @param grades in the order found
   * @param k at least 1; places beyond the end of the list count as not relevant
   * @return 0 to 1
   */
  static double precisionAt(int k, int[] grades) {
    requirePositive(k);
    int relevant = 0;
    for (int i = 0; i < Math.min(k, grades.length); i++) {
      relevant += grades[i] > 0 ? 1 : 0;
    }
    return (double) relevant / k;
  }

  /**
   * Average precision: the mean, over all relevant documents, of the precision at the place of
   * each; 0 for those not found.
   *
   * @param grades in the order found
   * @param relevant how many relevant documents there are in the collection, at least 1
   * @return 0 to 1
   */
  static double averagePrecision(int[] grades, int relevant) {
    if (relevant < 1) {
      throw LabException.of(
          "a query with at least one relevant document", "none", "leave the query out");
    }
    int found = 0;
    double sum = 0;
    for (int i = 0; i < grades.length; i++) {
      if (grades[i] > 0) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return sum / relevant;
  }

  /**
   * Normalised discounted cumulative gain of the first k (K. Järvelin, J. Kekäläinen: Cumulated
   * gain-based evaluation of IR techniques, TOIS 2002): gain divided by log2(1 + place), relative
   * to the best order there could be.
   *
   * @param k at least 1
   * @param grades in the order found
   * @param all the grades of all relevant documents, in any order
   * @return 0 to 1; 0 if nothing is relevant
   */
  static double ndcg(int k, int[] grades, List<Integer> all) {
    requirePositive(k);
    int[] best = all.stream().sorted((a, b) -> b - a).mapToInt(g -> g).toArray();
    double ideal = gain(k, best);
    return ideal == 0 ? 0 : gain(k, grades) / ideal;
  }

  private static double gain(int k, int[] grades) {
    double sum = 0;
    for (int i = 0; i < Math.min(k, grades.length); i++) {
      sum += (Math.pow(2, grades[i]) - 1) * Math.log(2) / Math.log(i + 2.0);
    }
    return sum;
  }

  private static void requirePositive(int k) {
    if (k < 1) {
      throw LabException.of(
          "a rank of at least 1", String.valueOf(k), "look at 1 document or more");
    }
  }
}
