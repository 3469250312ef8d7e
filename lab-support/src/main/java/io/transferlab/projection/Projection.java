package io.transferlab.projection;

import io.transferlab.core.LabException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Points in few dimensions that stand for rows in many, with how they were made.
 *
 * @param points float {@code [n, k]}, k usually 2; row i stands for row i of what was projected
 * @param method for instance {@code t-SNE} or {@code PCA}
 * @param settings name to value: everything needed to make it again
 * @param kl the Kullback-Leibler divergence (natural logarithm) that t-SNE ended with; NaN for
 *     methods that have none
 * @param iterations how many steps were done; 0 for methods without steps
 * @param interrupted whether somebody stopped it before its end
 */
public record Projection(
    INDArray points,
    String method,
    Map<String, String> settings,
    double kl,
    int iterations,
    boolean interrupted) {
  /**
   * Checks the shape and keeps the settings' order.
   *
   * @param points float {@code [n, k]}, k usually 2
   * @param method for instance {@code t-SNE} or {@code PCA}
   * @param settings name to value
   * @param kl the Kullback-Leibler divergence (natural logarithm) that t-SNE ended with
   * @param iterations how many steps were done
   * @param interrupted whether somebody stopped it before its end
   * @throws LabException if the points are no matrix
   */
  public Projection {
    if (points.rank() != 2) {
      throw LabException.of(
          "points [n, 2]",
          "the shape " + java.util.Arrays.toString(points.shape()),
          "give each point a row of two coordinates");
    }
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * A projection by a method without steps.
   *
   * @param points {@code [n, k]}
   * @param method its name
   * @param settings how it was made
   * @return the projection
   */
  public static Projection of(INDArray points, String method, Map<String, String> settings) {
    return new Projection(points, method, settings, Double.NaN, 0, false);
  }

  /**
   * How many points.
   *
   * @return n
   */
  public int size() {
    return Math.toIntExact(points.size(0));
  }

  /**
   * One coordinate of every point.
   *
   * @param dimension 0 for x, 1 for y
   * @return n numbers
   */
  public double[] coordinates(int dimension) {
    return points.getColumn(dimension).dup().toDoubleVector();
  }

  /**
   * The first coordinate of every point.
   *
   * @return n numbers
   */
  public double[] x() {
    return coordinates(0);
  }

  /**
   * The second coordinate of every point.
   *
   * @return n numbers
   */
  public double[] y() {
    return coordinates(1);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(method + " of " + size() + " rows");
    settings.forEach((name, value) -> out.append(", ").append(name).append(' ').append(value));
    if (!Double.isNaN(kl)) {
      out.append(String.format(java.util.Locale.ROOT, ", KL divergence %.3f", kl));
    }
    return out.append(interrupted ? " (stopped early by you)" : "").toString();
  }
}
