package io.transferlab.cluster;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import smile.clustering.HierarchicalClustering;

/**
 * Agglomerative clustering by Smile: every row begins alone, the two nearest groups join, until one
 * is left. No random choice; the distances of all pairs are kept, so memory grows with n squared.
 */
public final class Hierarchy {
  /** 20,000 rows have 200 million pairs: 0.8 GB. */
  private static final int MOST_ROWS = 20_000;

  private final HierarchicalClustering tree;
  private final String method;
  private final int size;

  private Hierarchy(HierarchicalClustering tree, String method, int size) {
    this.tree = tree;
    this.method = method;
    this.size = size;
  }

  /**
   * Joins rows until one group is left.
   *
   * @param rows {@code [n, d]}, finite, 2 to 20,000 rows; compared by Euclidean distance
   * @param linkage what the distance of two groups is
   * @return the tree
   */
  public static Hierarchy of(INDArray rows, Linkage linkage) {
    if (rows.size(0) > MOST_ROWS) {
      throw LabException.of(
          "at most " + MOST_ROWS + " rows, since the distances of all pairs are kept",
          rows.size(0) + " rows",
          "take some of them, for instance with take(100, 1) of the set, or use KMeans.of(k)");
    }
    double[][] data = Matrices.doubles(Matrices.checked(rows, 2));
    return new Hierarchy(
        Progress.during(
            "hierarchical clustering", () -> HierarchicalClustering.fit(linkage.distances(data))),
        "hierarchical (" + linkage.name().toLowerCase(Locale.ROOT) + ")",
        data.length);
  }

  /**
   * Cuts the tree.
   *
   * @param k how many clusters, 2 to n
   * @return the clusters
   */
  public Clustering cut(int k) {
    if (k < 2 || k > size) {
      throw LabException.of("2 to " + size + " clusters", String.valueOf(k), "cut into 2, say");
    }
    // Smile cannot cut it into single rows.
    int[] groups =
        k == size ? java.util.stream.IntStream.range(0, size).toArray() : tree.partition(k);
    return Clustering.of(method, groups, Double.NaN);
  }

  /**
   * The distance of the two groups of each merge.
   *
   * @return n - 1 numbers, in the order of the joinings
   */
  public double[] heights() {
    return tree.getHeight().clone();
  }
}
