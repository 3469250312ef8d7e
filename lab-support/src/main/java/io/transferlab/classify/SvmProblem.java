package io.transferlab.classify;

import io.transferlab.core.Matrices;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the machines are trained on: each separates the rows of its class from all others, with
 * squared hinge loss and the intercept as the weight of a constant 1.
 *
 * @param x {@code [n, d]} in C order, read in blocks and never copied whole
 * @param labels class of each row
 * @param used which rows count
 * @param c weight of the losses, above 0
 */
record SvmProblem(INDArray x, int[] labels, boolean[] used, double c) {
  /** Rows read at a time: enough for a quick matrix product, few enough for the cache. */
  private static final int BLOCK = 2048;

  /** Of features in any order, which are copied if it is another one. */
  static SvmProblem of(INDArray x, int[] labels, boolean[] used, double c) {
    return new SvmProblem(x.isView() || x.ordering() != 'c' ? x.dup('c') : x, labels, used, c);
  }

  int rows() {
    return x.rows();
  }

  int columns() {
    return x.columns();
  }

  int sign(int row, int label) {
    return labels[row] == label ? 1 : -1;
  }

  /** Rows of the features, not copied. */
  INDArray block(int from, int rows) {
    int d = columns();
    return Nd4j.create(x.data(), new long[] {rows, d}, new long[] {d, 1}, (long) from * d, 'c');
  }

  /** What a machine decides for every row: {@code [d + 1]} weights, the intercept last. */
  float[] decisions(float[] weights) {
    int d = columns();
    float[] all = new float[rows()];
    try (INDArray vector =
        Nd4j.create(java.util.Arrays.copyOf(weights, d), new long[] {1, d}, 'c')) {
      for (int from = 0; from < all.length; from += BLOCK) {
        int rows = Math.min(BLOCK, all.length - from);
        float[] values = Matrices.products(vector, block(from, rows));
        for (int i = 0; i < rows; i++) {
          all[from + i] = values[i] + weights[d];
        }
      }
    }
    return all;
  }
}
