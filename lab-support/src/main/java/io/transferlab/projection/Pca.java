package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Sizes;
import io.transferlab.features.Features;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Principal component analysis: the directions in which rows vary most, at right angles to each
 * other. Linear, without random choices in its exact form.
 *
 * <p>Each component's sign is chosen so that its largest loading is positive: the same data give
 * the same picture. Immutable.
 *
 * <p>Ours rather than Smile's, which copies the data to double and decomposes them whole: 26,000 x
 * 2,048 rows would take gigabytes. Here blocks of rows pass by.
 */
public final class Pca {
  /** Up to here an eigendecomposition of the smaller side costs a second or two. */
  private static final int EXACT_SIDE = 1024;

  private static final long SEED = 1;

  private final String method;
  private final INDArray mean;
  private final INDArray components;
  private final double[] variances;
  private final double totalVariance;

  Pca(String method, INDArray mean, INDArray components, double[] variances, double totalVariance) {
    this.method = method;
    this.mean = mean;
    this.components = signed(components);
    this.variances = variances;
    this.totalVariance = totalVariance;
  }

  /**
   * Finds principal components: exactly where the smaller side of the matrix is at most 1,024, else
   * by the randomised method with a fixed seed.
   *
   * @param rows {@code [n, d]}, at least 2 rows of finite numbers
   * @param count how many components, from 1 to the smaller of n and d
   * @return the components, the one of largest variance first
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; the flag stays
   *     set
   */
  public static Pca of(INDArray rows, int count) {
    boolean small = Math.min(rows.size(0), rows.size(rows.rank() - 1)) <= EXACT_SIDE;
    return small ? exact(rows, count) : randomised(rows, count, SEED);
  }

  /**
   * Finds principal components by decomposing the covariance of the columns, or, for fewer rows
   * than columns, the products of the rows. Time grows with the cube of the smaller side.
   *
   * @param rows {@code [n, d]}, at least 2 rows of finite numbers
   * @param count how many components, from 1 to the smaller of n and d
   * @return the components, the one of largest variance first
   */
  static Pca exact(INDArray rows, int count) {
    try (CentredRows centred = CentredRows.of(checked(rows, count))) {
      return PcaSolver.exact(centred, count);
    }
  }

  /**
   * Finds the leading components by random projection with power iterations, which looks at the
   * rows a few times and never makes a matrix larger than they are (Halko, Martinsson, Tropp 2011,
   * SIAM Review 53(2), algorithms 4.4 and 5.1).
   *
   * @param rows {@code [n, d]}, at least 2 rows of finite numbers
   * @param count how many components, from 1 to the smaller of n and d
   * @param seed of the random projection
   * @return the components, the one of largest variance first
   */
  static Pca randomised(INDArray rows, int count, long seed) {
    try (CentredRows centred = CentredRows.of(checked(rows, count))) {
      return PcaSolver.randomised(centred, count, seed);
    }
  }

  private static INDArray checked(INDArray rows, int count) {
    INDArray floats = Matrices.checked(rows, 2);
    long most = Math.min(floats.size(0), floats.size(1));
    if (count < 1 || count > most) {
      throw LabException.of(
          "1 to " + most + " components of " + floats.size(0) + " rows of " + floats.size(1),
          String.valueOf(count),
          "ask for " + (count < 1 ? 1 : most) + ", say");
    }
    return floats;
  }

  /**
   * A map of features: their first two principal components.
   *
   * @param features of at least 2 pictures
   * @return as {@link #map(INDArray)}
   */
  public static Projection map(Features features) {
    return map(features.matrix());
  }

  /**
   * A map of rows: their first two principal components. A single column of numbers is mapped to a
   * line.
   *
   * @param rows {@code [n, d]}, at least 2 rows of finite numbers
   * @return {@code [n, 2]}, with the part of the variance that is seen in the settings
   */
  public static Projection map(INDArray rows) {
    Pca pca = of(rows, (int) Math.min(2, Math.min(rows.size(0), rows.size(rows.rank() - 1))));
    INDArray points = pca.project(rows);
    if (points.size(1) == 1) {
      points = Nd4j.hstack(points, Nd4j.zeros(DataType.FLOAT, points.size(0), 1));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("computed", pca.method);
    double seen = Arrays.stream(pca.explainedVarianceRatio()).sum();
    settings.put("variance seen", String.format(Locale.ROOT, "%.0f %%", 100 * seen));
    return Projection.of(points, "PCA", settings);
  }

  /**
   * Rows in the coordinates of the components.
   *
   * @param rows {@code [n, d]}, with as many columns as these components were found in
   * @return float {@code [n, count]}; columns have mean 0 on the rows the components were found in
   */
  public INDArray project(INDArray rows) {
    if (rows.rank() != 2 || rows.size(1) != components.size(1)) {
      throw LabException.of(
          "rows of " + components.size(1) + " numbers",
          "the shape " + Arrays.toString(rows.shape()),
          "project what comes from the same network and layer");
    }
    try (CentredRows centred = CentredRows.of(Matrices.checked(rows, 1), mean);
        INDArray projected = centred.times(components.transpose())) {
      return projected.castTo(DataType.FLOAT);
    }
  }

  /**
   * The directions.
   *
   * @return float {@code [count, d]}; rows of length 1 at right angles to each other
   */
  public INDArray components() {
    return components.castTo(DataType.FLOAT);
  }

  /**
   * The mean of the rows.
   *
   * @return float {@code [d]}
   */
  public INDArray mean() {
    return mean.castTo(DataType.FLOAT).reshape(mean.length());
  }

  /**
   * The variance along each component, divided by n - 1.
   *
   * @return count numbers of at least 0, falling
   */
  public double[] explainedVariance() {
    return variances.clone();
  }

  /**
   * The part of the whole variance along each component.
   *
   * @return count fractions; zeros if all rows are equal
   */
  public double[] explainedVarianceRatio() {
    return Arrays.stream(variances)
        .map(v -> totalVariance == 0 ? 0 : Math.min(1, v / totalVariance))
        .toArray();
  }

  private static INDArray signed(INDArray components) {
    for (int i = 0; i < components.size(0); i++) {
      INDArray row = components.get(NDArrayIndex.point(i), NDArrayIndex.all());
      long largest = Nd4j.argMax(org.nd4j.linalg.ops.transforms.Transforms.abs(row)).getLong(0);
      if (row.getDouble(largest) < 0) {
        row.negi();
      }
    }
    return components;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "PCA (%s): %d components of %d columns, %s of the variance",
        method,
        components.size(0),
        components.size(1),
        Sizes.percent(Arrays.stream(explainedVarianceRatio()).sum()));
  }
}
