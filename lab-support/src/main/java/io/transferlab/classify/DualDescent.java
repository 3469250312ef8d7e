package io.transferlab.classify;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * Trains one two-class linear support vector machine with squared hinge loss in its dual, one
 * coordinate at a time (Hsieh, Chang, Lin, Keerthi, Sundararajan: A dual coordinate descent method
 * for large-scale linear SVM, ICML 2008, algorithm 1 with the random order of section 3.2): the
 * problem, the stopping rule and the default tolerance of scikit-learn's {@code LinearSVC}.
 *
 * <p>Instead of the weights it keeps the decision value of every training row, read from the Gram
 * matrix. A row whose coordinate does not change then costs nothing, and one whose does costs n
 * operations instead of d.
 */
final class DualDescent {
  /** As many as LinearSVC makes at most; small problems, where they cost nothing, may take more. */
  private static final int MOST_EPOCHS = 1000;

  private static final int STEPS = 4_000_000;
  private static final double TOLERANCE = 1e-4;

  private DualDescent() {}

  /**
   * Trains.
   *
   * @param gram products of the rows
   * @param positive whether each row is of the class
   * @param c weight of the losses, above 0
   * @param seed order of the coordinates
   * @return {@code yᵢ αᵢ}: the weight vector is the sum of these times the rows
   * @throws CancellationException if the thread is interrupted
   */
  static float[] train(Gram gram, boolean[] positive, double c, long seed) {
    int n = gram.size();
    double diagonal = 0.5 / c;
    double[] alpha = new double[n];
    float[] decision = new float[n];
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int active = n;
    double shrinkAbove = Double.POSITIVE_INFINITY;
    int mostEpochs = Math.max(MOST_EPOCHS, STEPS / n);
    for (int epoch = 0; epoch < mostEpochs; epoch++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while training a support vector machine");
      }
      double highest = Double.NEGATIVE_INFINITY;
      double lowest = Double.POSITIVE_INFINITY;
      shuffle(order, active, random);
      for (int s = 0; s < active; s++) {
        int i = order[s];
        int y = positive[i] ? 1 : -1;
        double gradient = y * decision[i] - 1 + diagonal * alpha[i];
        double projected = gradient;
        if (alpha[i] == 0) {
          if (gradient > shrinkAbove) {
            // At its bound and meant to stay there: leave it out until the rest has settled.
            active--;
            order[s] = order[active];
            order[active] = i;
            s--;
            continue;
          }
          projected = Math.min(gradient, 0);
        }
        highest = Math.max(highest, projected);
        lowest = Math.min(lowest, projected);
        if (Math.abs(projected) > 1e-12) {
          float[] row = gram.row(i);
          double old = alpha[i];
          alpha[i] = Math.max(old - gradient / (row[i] + diagonal), 0);
          float change = (float) ((alpha[i] - old) * y);
          for (int j = 0; j < n; j++) {
            decision[j] += change * row[j];
          }
        }
      }
      if (highest - lowest <= TOLERANCE) {
        if (active == n) {
          break;
        }
        active = n;
        shrinkAbove = Double.POSITIVE_INFINITY;
      } else {
        shrinkAbove = highest <= 0 ? Double.POSITIVE_INFINITY : highest;
      }
    }
    float[] signed = new float[n];
    for (int i = 0; i < n; i++) {
      signed[i] = (float) (positive[i] ? alpha[i] : -alpha[i]);
    }
    return signed;
  }

  /** Puts the first ones into a random order. */
  static void shuffle(int[] order, int count, SplittableRandom random) {
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
