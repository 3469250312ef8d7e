package io.transferlab.classify;

/** Training rows, and a way to train on all or on some of them. */
interface SvmRows {
  /**
   * Trains on all rows.
   *
   * @param c weight of the losses, above 0
   * @return {@code [classes][d + 1]}: the weights, the intercept last
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  float[][] weights(double c);

  /**
   * Trains on some rows and decides others.
   *
   * @param inside rows to train on
   * @param outside rows to decide
   * @param c weight of the losses, above 0
   * @return {@code [outside][classes]}
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  float[] decisions(int[] inside, int[] outside, double c);
}
