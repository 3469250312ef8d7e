package io.transferlab.projection;

/** What pushes all points of a t-SNE map apart. */
interface Repulsion {
  /**
   * Computes the sums over j of w^2 (y(i) - y(j)), with w = 1 / (1 + |y(i) - y(j)|^2), for all i.
   *
   * @param x first coordinates
   * @param y second coordinates
   * @param forceX where the first coordinates of the sums go
   * @param forceY where the second go
   * @return the sum of w over all ordered pairs
   */
  double compute(double[] x, double[] y, double[] forceX, double[] forceY);
}
