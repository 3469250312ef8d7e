package io.transferlab.joint;

/** Solves linear systems with a symmetric positive definite matrix. */
final class Cholesky {
  /** The lower triangle, row by row. */
  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * Factorises.
   *
   * @param matrix its lower triangle is read; changed in place
   */
  static Cholesky of(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j] - product(matrix[i], matrix[j], j);
        // Rounding may make a pivot of a nearly singular matrix 0 or less: the ridge keeps it away.
        matrix[i][j] = i == j ? Math.sqrt(Math.max(rest, Double.MIN_NORMAL)) : rest / matrix[j][j];
      }
    }
    return new Cholesky(matrix);
  }

  /** Four sums at a time, so that an addition need not wait for the one before. */
  private static double product(double[] a, double[] b, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < length; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < length; k++) {
      s0 += a[k] * b[k];
    }
    return s0 + s1 + (s2 + s3);
  }

  /**
   * Solves for one right side.
   *
   * @param side changed in place into the solution
   */
  void solve(double[] side) {
    int n = lower.length;
    for (int i = 0; i < n; i++) {
      side[i] = (side[i] - product(lower[i], side, i)) / lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      side[i] /= lower[i][i];
      for (int j = 0; j < i; j++) {
        side[j] -= lower[i][j] * side[i];
      }
    }
  }
}
