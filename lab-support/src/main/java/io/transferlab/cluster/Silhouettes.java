package io.transferlab.cluster;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How much nearer each row is to its own cluster than to the next one (Rousseeuw 1987): (b - a) /
 * max(a, b), a the mean distance to the others of its cluster, b the smallest mean distance to
 * another cluster. Needs no labels.
 *
 * @param values one a row, -1 to 1; 0 for a row that is alone in its cluster
 */
public record Silhouettes(double[] values) {
  private static final int BLOCK = 256;

  /**
   * Takes a copy.
   *
   * @param values one a row, -1 to 1
   */
  public Silhouettes {
    values = values.clone();
  }

  /**
   * Computes them with Euclidean distances, by matrix products: time grows with n squared, memory
   * with n.
   *
   * @param rows {@code [n, d]}, finite
   * @param clusters the cluster of each row, counted from 0, at least two of them
   * @return a value for each row
   */
  public static Silhouettes of(INDArray rows, int[] clusters) {
    INDArray floats = Matrices.checked(rows, 2);
    int n = Math.toIntExact(floats.size(0));
    if (clusters.length != n || Arrays.stream(clusters).distinct().count() < 2) {
      throw LabException.of(
          "a cluster for each of " + n + " rows, and at least two clusters",
          clusters.length + " in " + Arrays.stream(clusters).distinct().count() + " clusters",
          "cluster the same rows first");
    }
    int count = Arrays.stream(clusters).max().getAsInt() + 1;
    int[] sizes = new int[count];
    Arrays.stream(clusters).forEach(c -> sizes[c]++);
    double[] values = new double[n];
    // Around their mean the rows are short, and so are the errors of what is computed of lengths.
    try (INDArray centred = Matrices.centred(floats);
        Progress signs = Progress.of("silhouettes", "rows", n)) {
      double[] squares = squares(centred);
      for (int start = 0; start < n; start += BLOCK) {
        int first = start;
        int asked = Math.min(BLOCK, n - first);
        float[] products;
        try (INDArray some =
            centred.get(NDArrayIndex.interval(first, first + asked), NDArrayIndex.all()).dup('c')) {
          products = Matrices.products(some, centred);
        }
        IntStream.range(0, asked)
            .parallel()
            .forEach(
                i ->
                    values[first + i] =
                        value(products, i * n, squares, first + i, clusters, sizes));
        signs.done(asked);
      }
    }
    return new Silhouettes(values);
  }

  private static double[] squares(INDArray rows) {
    int d = Math.toIntExact(rows.size(1));
    double[] squares = new double[Math.toIntExact(rows.size(0))];
    for (int start = 0; start < squares.length; start += BLOCK) {
      float[] flat = Matrices.flat(rows, start, Math.min(squares.length, start + BLOCK));
      for (int i = 0; i < flat.length; i++) {
        squares[start + i / d] += (double) flat[i] * flat[i];
      }
    }
    return squares;
  }

  private static double value(
      float[] products, int at, double[] squares, int i, int[] clusters, int[] sizes) {
    double[] sums = new double[sizes.length];
    for (int j = 0; j < clusters.length; j++) {
      if (j != i) {
        double squared = squares[i] + squares[j] - 2.0 * products[at + j];
        sums[clusters[j]] += Math.sqrt(Math.max(0, squared));
      }
    }
    int own = clusters[i];
    if (sizes[own] == 1) {
      return 0;
    }
    double inside = sums[own] / (sizes[own] - 1);
    double outside =
        IntStream.range(0, sizes.length)
            .filter(c -> c != own && sizes[c] > 0)
            .mapToDouble(c -> sums[c] / sizes[c])
            .min()
            .orElseThrow();
    double larger = Math.max(inside, outside);
    return larger == 0 ? 0 : (outside - inside) / larger;
  }

  /**
   * The silhouettes.
   *
   * @return a copy, one a row, -1 to 1
   */
  @Override
  public double[] values() {
    return values.clone();
  }

  /**
   * The mean over all rows.
   *
   * @return -1 to 1
   */
  public double mean() {
    return Arrays.stream(values).average().orElse(0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Silhouettes that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT, "mean silhouette %.3f of %d rows", mean(), values.length);
  }
}
