package io.transferlab.classify;

/** What several views of a picture say together. */
final class Vote {
  private Vote() {}

  /**
   * Counts votes.
   *
   * @param decisions {@code [rows, classes]}
   * @param first the first of the picture's rows
   * @param views how many rows it has
   * @param classes how many classes
   * @return the class with most votes; of several the one with the highest sum of decision values
   */
  static int of(float[] decisions, int first, int views, int classes) {
    int[] votes = new int[classes];
    double[] sums = new double[classes];
    for (int v = 0; v < views; v++) {
      int best = 0;
      for (int k = 0; k < classes; k++) {
        float value = decisions[(first + v) * classes + k];
        sums[k] += value;
        if (value > decisions[(first + v) * classes + best]) {
          best = k;
        }
      }
      votes[best]++;
    }
    int winner = 0;
    for (int k = 1; k < classes; k++) {
      if (votes[k] > votes[winner] || votes[k] == votes[winner] && sums[k] > sums[winner]) {
        winner = k;
      }
    }
    return winner;
  }
}
