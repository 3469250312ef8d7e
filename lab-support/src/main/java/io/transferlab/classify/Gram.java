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

  private Gram(float[][] rows) {
    this.rows = rows;
  }

  /** The products of no rows. */
  static Gram none() {
    return new Gram(new float[0][]);
  }

  /**
   * Computes it.
   *
   * @param x {@code [n, d]}
   * @return the products
   */
  static Gram of(INDArray x) {
    return none().grown(x);
  }

  /**
   * The products of more rows; those known already are not computed again.
   *
   * @param x {@code [n, d]}: the rows of this one first
   * @return the products of all
   */
  Gram grown(INDArray x) {
    int known = size();
    int n = x.rows();
    float[][] all = new float[n][];
    for (int i = 0; i < known; i++) {
      all[i] = Arrays.copyOf(rows[i], n);
    }
    for (int from = known; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      INDArray some = x.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
      try (INDArray products = Nd4j.createUninitialized(new long[] {to - from, n}, 'c')) {
        Nd4j.gemm(some, x, products, false, true, 1, 0);
        products.addi(1);
        float[] values = products.data().asFloat();
        for (int i = from; i < to; i++) {
          all[i] = Arrays.copyOfRange(values, (i - from) * n, (i - from + 1) * n);
          for (int j = 0; j < known; j++) {
            all[j][i] = all[i][j];
          }
        }
      }
    }
    return new Gram(all);
  }

  /** The products among some of the rows. */
  Gram of(int[] which) {
    float[][] some = new float[which.length][which.length];
    for (int i = 0; i < which.length; i++) {
      float[] row = rows[which[i]];
      for (int j = 0; j < which.length; j++) {
        some[i][j] = row[which[j]];
      }
    }
    return new Gram(some);
  }

  /** One row of products, not to be changed. */
  float[] row(int i) {
    return rows[i];
  }

  int size() {
    return rows.length;
  }
}
