package io.transferlab.projection;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The two ways to find principal components, in double precision. */
final class PcaSolver {
  /** Halko, Martinsson, Tropp 2011, remark 4.4 and section 4.5: a few more, and two rounds. */
  private static final int OVERSAMPLING = 10;

  private static final int POWER_ITERATIONS = 3;

  /** A column shorter than this part of the longest is rounding. */
  private static final double NOTHING = 1e-12;

  private PcaSolver() {}

  /** Eigenvalues, largest first, with their eigenvectors as columns. */
  private record Spectrum(double[] values, INDArray vectors) {
    static Spectrum of(INDArray symmetric) {
      if (symmetric.length() == 1) {
        // ND4J takes a matrix of one number for a vector.
        return new Spectrum(
            new double[] {symmetric.getDouble(0)}, Nd4j.ones(DataType.DOUBLE, 1, 1));
      }
      INDArray vectors = symmetric.dup('f');
      INDArray rising = Eigen.symmetricGeneralizedEigenvalues(vectors, true);
      int n = Math.toIntExact(rising.length());
      double[] values = new double[n];
      int[] order = new int[n];
      for (int i = 0; i < n; i++) {
        values[i] = Math.max(0, rising.getDouble(n - 1 - i));
        order[i] = n - 1 - i;
      }
      return new Spectrum(
          values,
          vectors.get(
              NDArrayIndex.all(),
              NDArrayIndex.indices(java.util.Arrays.stream(order).asLongStream().toArray())));
    }

    INDArray first(int count) {
      return vectors.get(NDArrayIndex.all(), NDArrayIndex.interval(0, count)).dup();
    }
  }

  static Pca exact(CentredRows rows, int count) {
    boolean wide = rows.count() < rows.width();
    INDArray all = wide ? rows.all() : null;
    INDArray products = wide ? Nd4j.gemm(all, all, false, true) : rows.products();
    Spectrum spectrum = Spectrum.of(products);
    INDArray leading = spectrum.first(count);
    // Of a wide matrix X = U S V' the products of rows give U; the components are V = X' U / S.
    INDArray components = wide ? orthonormal(Nd4j.gemm(all, leading, true, false)) : leading;
    double total = 0;
    for (double value : spectrum.values()) {
      total += value;
    }
    return pca("exactly", rows, components, spectrum.values(), count, total);
  }

  static Pca randomised(CentredRows rows, int count, long seed) {
    int width = (int) Math.min(count + OVERSAMPLING, Math.min(rows.count(), rows.width()));
    java.util.Random dice = new java.util.Random(seed);
    double[] gaussian = new double[Math.toIntExact(rows.width() * width)];
    for (int i = 0; i < gaussian.length; i++) {
      gaussian[i] = dice.nextGaussian();
    }
    INDArray basis = Nd4j.createFromArray(gaussian).reshape(rows.width(), width);
    for (int i = 0; i < POWER_ITERATIONS; i++) {
      // Closed one by one: outside the Java heap nothing else would make room for the next.
      try (INDArray was = basis;
          INDArray image = rows.times(was);
          INDArray across = orthonormal(image);
          INDArray back = rows.transposedTimes(across)) {
        basis = orthonormal(back);
      }
    }
    Spectrum spectrum;
    try (INDArray inside = rows.times(basis);
        INDArray products = Nd4j.gemm(inside, inside, true, false)) {
      spectrum = Spectrum.of(products);
    }
    INDArray components = basis.mmul(spectrum.first(count));
    return pca("by random projection", rows, components, spectrum.values(), count, rows.squares());
  }

  private static Pca pca(
      String method,
      CentredRows rows,
      INDArray columns,
      double[] squares,
      int count,
      double totalSquares) {
    double[] variances = new double[count];
    for (int i = 0; i < count; i++) {
      variances[i] = squares[i] / (rows.count() - 1);
    }
    return new Pca(
        method,
        rows.mean(),
        columns.transpose().dup('c'),
        variances,
        totalSquares / (rows.count() - 1));
  }

  /**
   * Columns of length 1 at right angles to each other that span what these span; Gram-Schmidt,
   * twice ("twice is enough": Giraud and others 2005). A column that adds nothing becomes a
   * direction at right angles to those before it, so that rows of low rank work too.
   */
  static INDArray orthonormal(INDArray columns) {
    INDArray q = columns.dup('f');
    double largest;
    try (INDArray squares = q.mul(q)) {
      largest = Transforms.sqrt(squares.sum(0)).maxNumber().doubleValue();
    }
    for (int j = 0; j < q.size(1); j++) {
      INDArray column = q.getColumn(j, true).dup();
      double norm = cleared(q, j, column);
      for (int spare = 0; norm <= NOTHING * largest || norm == 0; spare++) {
        column = Nd4j.zeros(DataType.DOUBLE, q.size(0), 1);
        column.putScalar((j + spare) % q.size(0), 0, 1);
        norm =
            cleared(q, j, column) > 0.1 / Math.sqrt(q.size(0))
                ? column.norm2Number().doubleValue()
                : 0;
      }
      q.putColumn(j, column.divi(norm));
      column.close();
    }
    return q;
  }

  /** Takes out of a column what lies along the first j, and returns what length is left. */
  private static double cleared(INDArray q, int j, INDArray column) {
    for (int round = 0; j > 0 && round < 2; round++) {
      INDArray before = q.get(NDArrayIndex.all(), NDArrayIndex.interval(0, j));
      try (INDArray lengths = Nd4j.gemm(before, column, true, false);
          INDArray part = before.mmul(lengths)) {
        column.subi(part);
      }
    }
    return column.norm2Number().doubleValue();
  }
}
