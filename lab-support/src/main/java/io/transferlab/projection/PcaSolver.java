package io.transferlab.projection;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The two ways to find principal components, in double precision. */
final class PcaSolver {
  /** Halko, Martinsson, Tropp 2011, remark 4.4 and section 4.5: a few more, and two rounds. */
  private static final int OVERSAMPLING = 10;

  private static final int POWER_ITERATIONS = 3;

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
   * Columns of length 1 at right angles to each other that span what these span, by Householder
   * reflections: of rows of low rank too, where some columns are arbitrary.
   */
  static INDArray orthonormal(INDArray columns) {
    INDArray q = columns.dup('f');
    try (INDArray r = Nd4j.create(DataType.DOUBLE, new long[] {q.size(1), q.size(1)}, 'f')) {
      Nd4j.getBlasWrapper().lapack().geqrf(q, r); // leaves Q in its place
    }
    return q;
  }
}
