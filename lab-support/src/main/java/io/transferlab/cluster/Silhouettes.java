package io.transferlab.cluster;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much nearer each row is to its own cluster than to the next one (Rousseeuw 1987): (b - a) /
 * max(a, b), a the mean distance to the others of its cluster, b the smallest mean distance to
 * another cluster. Needs no labels.
 *
 * @param values one a row, -1 to 1; 0 for a row that is alone in its cluster
 */
public record Silhouettes(double[] values) {
  /**
   * Takes a copy.
   *
   * @param values one a row, -1 to 1
   */
  public Silhouettes {
    values = values.clone();
  }

  /**
   * Computes them with Euclidean distances; time grows with n squared.
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
    float[] flat = Matrices.flat(floats);
    int count = Arrays.stream(clusters).max().getAsInt() + 1;
    int[] sizes = new int[count];
    Arrays.stream(clusters).forEach(c -> sizes[c]++);
    return new Silhouettes(
        IntStream.range(0, n)
            .parallel()
            .mapToDouble(i -> value(flat, (int) floats.size(1), i, clusters, sizes))
            .toArray());
  }

  private static double value(float[] flat, int d, int i, int[] clusters, int[] sizes) {
    double[] sums = new double[sizes.length];
    for (int j = 0; j < clusters.length; j++) {
      double squares = 0;
      for (int c = 0; c < d; c++) {
        double difference = flat[i * d + c] - flat[j * d + c];
        squares += difference * difference;
      }
      sums[clusters[j]] += Math.sqrt(squares);
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
