package io.transferlab.cluster;

import io.transferlab.core.LabException;
import java.util.Arrays;
import java.util.Locale;

/**
 * How well a grouping agrees with labels. All three are 1 for a perfect agreement; the names of the
 * clusters do not matter.
 *
 * <p>From one table of counts; Smile has no purity, and no rule for groupings of a single group.
 *
 * @param purity fraction of items whose label is the commonest of their cluster; at most 1, and it
 *     rises with the number of clusters by itself
 * @param adjustedRandIndex agreement over pairs of items, corrected for chance: about 0 for a
 *     random grouping, negative for worse (Hubert and Arabie 1985)
 * @param normalisedMutualInformation information shared, over the mean of both entropies (as
 *     scikit-learn's default); 0 to 1, not corrected for chance
 */
public record ClusteringScores(
    double purity, double adjustedRandIndex, double normalisedMutualInformation) {
  /**
   * Compares a grouping with labels.
   *
   * @param labels the class of each item, at least 0
   * @param clusters the cluster of each item, at least 0
   * @return the three measures
   */
  public static ClusteringScores of(int[] labels, int[] clusters) {
    if (labels.length != clusters.length || labels.length == 0) {
      throw LabException.of(
          "a label and a cluster for each item",
          labels.length + " labels and " + clusters.length + " clusters",
          "compare a clustering with the labels of the same rows");
    }
    if (Arrays.stream(labels).anyMatch(v -> v < 0)
        || Arrays.stream(clusters).anyMatch(v -> v < 0)) {
      throw LabException.of(
          "labels and clusters counted from 0",
          "a negative one",
          "leave out items without a label");
    }
    long[][] table = table(labels, clusters);
    return new ClusteringScores(purity(table), rand(table), information(table));
  }

  private static long[][] table(int[] labels, int[] clusters) {
    int rows = Arrays.stream(labels).max().getAsInt() + 1;
    int columns = Arrays.stream(clusters).max().getAsInt() + 1;
    long[][] table = new long[rows][columns];
    for (int i = 0; i < labels.length; i++) {
      table[labels[i]][clusters[i]]++;
    }
    return table;
  }

  private static long[] columnSums(long[][] table) {
    long[] sums = new long[table[0].length];
    for (long[] row : table) {
      for (int j = 0; j < row.length; j++) {
        sums[j] += row[j];
      }
    }
    return sums;
  }

  private static long[] rowSums(long[][] table) {
    return Arrays.stream(table).mapToLong(row -> Arrays.stream(row).sum()).toArray();
  }

  private static double purity(long[][] table) {
    long right = 0;
    for (int j = 0; j < table[0].length; j++) {
      int column = j;
      right += Arrays.stream(table).mapToLong(row -> row[column]).max().getAsLong();
    }
    return (double) right / Arrays.stream(rowSums(table)).sum();
  }

  private static double pairs(long[] counts) {
    return Arrays.stream(counts).mapToDouble(c -> c * (c - 1.0) / 2).sum();
  }

  private static double rand(long[][] table) {
    double together = Arrays.stream(table).mapToDouble(ClusteringScores::pairs).sum();
    double ofLabels = pairs(rowSums(table));
    double ofClusters = pairs(columnSums(table));
    double all = pairs(new long[] {Arrays.stream(rowSums(table)).sum()});
    double expected = all == 0 ? 0 : ofLabels * ofClusters / all;
    double most = (ofLabels + ofClusters) / 2;
    // Nothing to tell apart on either side (all in one group, or each alone): they agree.
    return most == expected ? 1 : (together - expected) / (most - expected);
  }

  private static double entropy(long[] counts, double n) {
    return -Arrays.stream(counts)
        .filter(c -> c > 0)
        .mapToDouble(c -> c / n * Math.log(c / n))
        .sum();
  }

  private static double information(long[][] table) {
    long[] rows = rowSums(table);
    long[] columns = columnSums(table);
    double n = Arrays.stream(rows).sum();
    double shared = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        if (table[i][j] > 0) {
          shared += table[i][j] / n * Math.log(table[i][j] * n / ((double) rows[i] * columns[j]));
        }
      }
    }
    double mean = (entropy(rows, n) + entropy(columns, n)) / 2;
    return mean == 0 ? 1 : Math.max(0, Math.min(1, shared / mean));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "purity %.3f, adjusted Rand index %.3f, normalised mutual information %.3f",
        purity,
        adjustedRandIndex,
        normalisedMutualInformation);
  }
}
