package io.transferlab.cluster;

import io.transferlab.core.LabException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Rows in groups.
 *
 * @param method how, for instance {@code k-means}
 * @param clusters the cluster of each row, 0 to {@code count - 1}, numbered in order of first
 *     appearance
 * @param count how many clusters
 * @param spread the sum of squared distances to the cluster's mean ("inertia"); NaN where the
 *     method has none
 */
public record Clustering(String method, int[] clusters, int count, double spread) {
  /**
   * Takes a copy.
   *
   * @param method how, for instance {@code k-means}
   * @param clusters the cluster of each row, 0 to {@code count - 1}, numbered in order of first
   *     appearance
   * @param count how many clusters
   * @param spread the sum of squared distances to the cluster's mean ("inertia")
   */
  public Clustering {
    clusters = clusters.clone();
  }

  /** Numbers clusters in order of first appearance: two equal groupings then look equal. */
  static Clustering of(String method, int[] groups, double spread) {
    int[] names = new int[Arrays.stream(groups).max().orElse(0) + 1];
    Arrays.fill(names, -1);
    int next = 0;
    int[] clusters = new int[groups.length];
    for (int i = 0; i < groups.length; i++) {
      if (names[groups[i]] < 0) {
        names[groups[i]] = next++;
      }
      clusters[i] = names[groups[i]];
    }
    return new Clustering(method, clusters, next, spread);
  }

  /**
   * The cluster of each row.
   *
   * @return a copy, from 0
   */
  @Override
  public int[] clusters() {
    return clusters.clone();
  }

  /**
   * The rows of one cluster.
   *
   * @param cluster its number
   * @return row numbers, rising
   */
  public int[] members(int cluster) {
    if (cluster < 0 || cluster >= count) {
      throw LabException.of(
          "a cluster from 0 to " + (count - 1), String.valueOf(cluster), "count from 0");
    }
    return IntStream.range(0, clusters.length).filter(i -> clusters[i] == cluster).toArray();
  }

  /**
   * Deals what the rows stand for into the clusters.
   *
   * @param <T> for instance words
   * @param items one for each row, in their order
   * @return a list for each cluster, each in the order of the rows
   */
  public <T> List<List<T>> split(List<T> items) {
    if (items.size() != clusters.length) {
      throw LabException.of(
          "one thing for each of the " + clusters.length + " rows",
          items.size() + " things",
          "give those that the rows were made of");
    }
    return IntStream.range(0, count)
        .mapToObj(c -> IntStream.of(members(c)).<T>mapToObj(items::get).toList())
        .toList();
  }

  /**
   * How many rows each cluster has.
   *
   * @return one number a cluster, each at least 1
   */
  public int[] sizes() {
    int[] sizes = new int[count];
    for (int cluster : clusters) {
      sizes[cluster]++;
    }
    return sizes;
  }

  /**
   * Compares the clusters with labels.
   *
   * @param labels the class of each row
   * @return purity, adjusted Rand index, normalised mutual information
   */
  public ClusteringScores scores(int[] labels) {
    return ClusteringScores.of(labels, clusters);
  }

  /**
   * The commonest class of each cluster, with its share.
   *
   * @param labels the class of each row
   * @param classes the names of the classes
   * @return one line a cluster, for instance {@code "camel 31 of 40"}
   */
  public List<String> majorities(int[] labels, List<String> classes) {
    return IntStream.range(0, count)
        .mapToObj(
            cluster -> {
              int[] members = members(cluster);
              int[] counts = new int[classes.size()];
              Arrays.stream(members).forEach(i -> counts[labels[i]]++);
              int most =
                  IntStream.range(0, counts.length)
                      .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                      .orElseThrow();
              return classes.get(most) + " " + counts[most] + " of " + members.length;
            })
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Clustering that
        && method.equals(that.method)
        && Arrays.equals(clusters, that.clusters)
        && Double.compare(spread, that.spread) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(clusters);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d rows in %d clusters of %d to %d",
        method,
        clusters.length,
        count,
        Arrays.stream(sizes()).min().orElse(0),
        Arrays.stream(sizes()).max().orElse(0));
  }
}
