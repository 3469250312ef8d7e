package io.transferlab.cluster;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.core.Rows;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import smile.clustering.HierarchicalClustering;
import smile.clustering.linkage.CompleteLinkage;
import smile.clustering.linkage.Linkage;
import smile.clustering.linkage.SingleLinkage;
import smile.clustering.linkage.UPGMALinkage;
import smile.clustering.linkage.WardLinkage;

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

  /** What the distance of two groups is. */
  public enum Joining {
    /** The growth of the spread when they join (Ward 1963). */
    WARD,
    /** The mean distance of their members. */
    AVERAGE,
    /** The largest distance of their members. */
    COMPLETE,
    /** The smallest distance of their members. */
    SINGLE;

    private Linkage linkage(double[][] rows) {
      return switch (this) {
        case WARD -> WardLinkage.of(rows);
        case AVERAGE -> UPGMALinkage.of(rows);
        case COMPLETE -> CompleteLinkage.of(rows);
        case SINGLE -> SingleLinkage.of(rows);
      };
    }

    /**
     * The joining of a name.
     *
     * @param name for instance {@code ward}
     * @return the joining
     */
    public static Joining of(String name) {
      return Arrays.stream(values())
          .filter(j -> j.name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () ->
                  Names.unknown(
                      "a joining",
                      name,
                      Arrays.stream(values())
                          .map(j -> j.name().toLowerCase(Locale.ROOT))
                          .toList()));
    }
  }

  private Hierarchy(HierarchicalClustering tree, String method, int size) {
    this.tree = tree;
    this.method = method;
    this.size = size;
  }

  /**
   * Joins rows until one group is left.
   *
   * @param rows {@code [n, d]}, finite, 2 to 20,000 rows; compared by Euclidean distance
   * @param joining what the distance of two groups is
   * @return the tree
   */
  public static Hierarchy of(INDArray rows, Joining joining) {
    if (rows.size(0) > MOST_ROWS) {
      throw LabException.of(
          "at most " + MOST_ROWS + " rows, since the distances of all pairs are kept",
          rows.size(0) + " rows",
          "take a sample, or use KMeans");
    }
    double[][] data = Rows.doubles(Rows.checked(rows, 2));
    return new Hierarchy(
        HierarchicalClustering.fit(joining.linkage(data)),
        "hierarchical (" + joining.name().toLowerCase(Locale.ROOT) + ")",
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
      throw LabException.of("2 to " + size + " clusters", String.valueOf(k), "choose one of them");
    }
    // Smile cannot cut it into single rows.
    int[] groups =
        k == size ? java.util.stream.IntStream.range(0, size).toArray() : tree.partition(k);
    return Clustering.of(method, groups, Double.NaN);
  }

  /**
   * The distance of the two groups of each joining.
   *
   * @return n - 1 numbers, in the order of the joinings
   */
  public double[] heights() {
    return tree.getHeight().clone();
  }
}
