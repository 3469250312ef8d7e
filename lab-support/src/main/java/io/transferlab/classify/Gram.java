package io.transferlab.classify;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The inner products of all pairs of training rows: {@code G = X Xᵀ + 1}, the 1 being a constant
 * feature that carries the intercept. One matrix product, after which training no longer looks at
 * the features, however many there are.
 */
final class Gram {
  private static final int BLOCK = 512;

  private final float[][] rows;
  private int size;

  private Gram(int most) {
    this.rows = new float[most][];
  }

  /**
   * The products of no rows yet.
   *
   * @param most of how many rows there may be some
   */
  static Gram ofAtMost(int most) {
    return new Gram(most);
  }

  /**
   * Computes it.
   *
   * @param x {@code [n, d]}
   * @return the products
   */
  static Gram of(INDArray x) {
    Gram gram = ofAtMost(x.rows());
    gram.grow(x);
    return gram;
  }

  /**
   * Adds the products of more rows; those known already are not computed again.
   *
   * @param x {@code [n, d]}: the rows of this one first
   */
  void grow(INDArray x) {
    int n = x.rows();
    for (int from = size; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      INDArray some = x.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
      // The products with later rows come with those: half of the work.
      INDArray before = x.get(NDArrayIndex.interval(0, to), NDArrayIndex.all());
      try (INDArray products = Nd4j.createUninitialized(new long[] {to - from, to}, 'c')) {
        Nd4j.gemm(some, before, products, false, true, 1, 0);
        products.addi(1);
        float[] values = products.data().asFloat();
        for (int i = from; i < to; i++) {
          rows[i] = new float[rows.length];
          System.arraycopy(values, (i - from) * to, rows[i], 0, to);
        }
        for (int j = 0; j < from; j++) { // row by row, as the cache likes it
          for (int i = from; i < to; i++) {
            rows[j][i] = values[(i - from) * to + j];
          }
        }
      }
    }
    size = n;
  }

  /**
   * Adds rows whose products another one knows.
   *
   * @param all the other one
   * @param which its rows, those of this one first
   */
  void grow(Gram all, int[] which) {
    for (int i = 0; i < which.length; i++) {
      if (i >= size) {
        rows[i] = new float[rows.length];
      }
      for (int j = i < size ? size : 0; j < which.length; j++) {
        rows[i][j] = all.rows[which[i]][which[j]];
      }
    }
    size = which.length;
  }

  /**
   * Forgets the other rows.
   *
   * @param which rows that stay, in ascending order
   */
  void keep(int[] which) {
    for (int i = 0; i < which.length; i++) {
      rows[i] = rows[which[i]];
      for (int j = 0; j < which.length; j++) {
        rows[i][j] = rows[i][which[j]];
      }
    }
    Arrays.fill(rows, which.length, size, null);
    size = which.length;
  }

  /** The products among some of the rows. */
  Gram of(int[] which) {
    Gram some = ofAtMost(which.length);
    some.grow(this, which);
    return some;
  }

  /** One row of products, not to be changed; what stands behind the last row means nothing. */
  float[] row(int i) {
    return rows[i];
  }

  int size() {
    return size;
  }
}
