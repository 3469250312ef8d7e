package io.transferlab.classify;

import io.transferlab.core.Matrices;
import java.util.Arrays;
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
  static final int BLOCK = 2048;

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

  /**
   * The sum of some rows, each times a factor.
   *
   * @param which indices of rows
   * @param factors one for each of these
   * @return {@code [d + 1]}: the sum, that of the factors last
   */
  float[] sum(int[] which, float[] factors) {
    float[] all = new float[rows()];
    double last = 0;
    for (int i = 0; i < which.length; i++) {
      all[which[i]] = factors[i];
      last += factors[i];
    }
    // Reading all rows is quicker than gathering a few thousand.
    try (INDArray sum = Nd4j.zeros(1, columns())) {
      for (int from = 0; from < rows(); from += BLOCK) {
        int rows = Math.min(BLOCK, rows() - from);
        float[] part = Arrays.copyOfRange(all, from, from + rows);
        try (INDArray some = Nd4j.create(part, new long[] {1, rows}, 'c')) {
          Nd4j.gemm(some, block(from, rows), sum, false, false, 1, 1);
        }
      }
      float[] out = Arrays.copyOf(Matrices.flat(sum), columns() + 1);
      out[columns()] = (float) last;
      return out;
    }
  }

  /**
   * What machines decide for every row.
   *
   * @param machines {@code [k][d + 1]}: their weights, the intercept last
   * @return {@code [k][n]}
   */
  float[][] decisions(float[][] machines) {
    int d = columns();
    float[] flat = new float[machines.length * d];
    for (int a = 0; a < machines.length; a++) {
      System.arraycopy(machines[a], 0, flat, a * d, d);
    }
    float[][] all = new float[machines.length][rows()];
    try (INDArray weights = Nd4j.create(flat, new long[] {machines.length, d}, 'c')) {
      for (int from = 0; from < rows(); from += BLOCK) {
        int rows = Math.min(BLOCK, rows() - from);
        float[] values = Matrices.products(weights, block(from, rows));
        for (int a = 0; a < machines.length; a++) {
          for (int i = 0; i < rows; i++) {
            all[a][from + i] = values[a * rows + i] + machines[a][d];
          }
        }
      }
    }
    return all;
  }
}
