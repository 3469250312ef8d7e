package io.transferlab.features;

import io.transferlab.core.LargeMatrix;
import io.transferlab.core.Matrices;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Makes a matrix of another, some rows at a time: only the two matrices grow with the rows. */
final class RowBlocks {
  private static final int BLOCK = 64;

  private RowBlocks() {}

  /** What becomes of some rows. */
  @FunctionalInterface
  interface OnRows {
    /**
     * Computes.
     *
     * @param values of the rows, one after the other; may be changed
     * @return the new values, one row after the other
     */
    float[] apply(float[] values);
  }

  /**
   * Computes.
   *
   * @param features any
   * @param columns how many the result has
   * @param change what becomes of rows
   * @return {@code [n, columns]}
   * @throws CancellationException if the thread is interrupted
   */
  static INDArray map(Features features, int columns, OnRows change) {
    int n = features.size();
    INDArray out = LargeMatrix.uninitialized(n, columns);
    for (int from = 0; from < n; from += BLOCK) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while post-processing features");
      }
      int to = Math.min(n, from + BLOCK);
      float[] values = change.apply(features.block(from, to));
      try (INDArray part = Nd4j.create(values, new long[] {to - from, columns}, 'c')) {
        out.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).assign(part);
      }
    }
    return out;
  }

  /**
   * Some rows of a matrix.
   *
   * @param matrix {@code [n, d]}
   * @param which indices of rows, at least one
   * @return a copy of those rows
   */
  static INDArray take(INDArray matrix, int[] which) {
    if (which.length <= BLOCK) {
      return Matrices.rows(matrix, which);
    }
    INDArray out = LargeMatrix.uninitialized(which.length, matrix.size(1));
    for (int from = 0; from < which.length; from += BLOCK) {
      int to = Math.min(which.length, from + BLOCK);
      try (INDArray some = Matrices.rows(matrix, Arrays.copyOfRange(which, from, to))) {
        out.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).assign(some);
      }
    }
    return out;
  }
}
