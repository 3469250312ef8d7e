package io.transferlab.evaluate;

import java.util.Locale;

/**
 * How sure a classifier may be: one number that its scores are divided by before the softmax
 * (temperature scaling, Guo et al. 2017, <a href="https://arxiv.org/abs/1706.04599">arXiv
 * 1706.04599</a>). Which class is best never changes.
 *
 * <p>The temperature is the one at which pictures that were not trained on are least surprising:
 * their negative log-likelihood is minimal. Of n pictures the label is believed up to 1 / (n + 2),
 * Laplace's rule of succession: twelve pictures, all classified rightly, are no evidence for
 * probabilities of 1, to which the plain likelihood would then go. With many pictures that share
 * vanishes, and the result is Guo's.
 *
 * @param temperature above 0; 1 leaves the scores as they are, above 1 makes less sure
 * @param lossBefore mean negative log-likelihood at temperature 1, in nats
 * @param lossAfter the same at this temperature; both of the labels as they are
 * @param pictures how many it was fitted on
 */
public record Calibration(double temperature, double lossBefore, double lossAfter, int pictures) {
  /** Limits that no scores of any use reach. */
  private static final double LOWEST = 1e-3;

  private static final double HIGHEST = 1e3;
  private static final int HALVINGS = 100;

  /**
   * Fits the temperature.
   *
   * @param scores of each picture, one a class: logits or decision values, finite
   * @param labels the right class of each
   * @return the calibration; temperature 1 without pictures
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Calibration fit(double[][] scores, int[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          "Expected as many labels as rows of scores; found %d and %d"
              .formatted(labels.length, scores.length));
    }
    if (scores.length == 0) {
      return new Calibration(1, Double.NaN, Double.NaN, 0);
    }
    // The likelihood is convex in 1 / temperature: where its slope is 0 it is minimal.
    double low = Math.log(1 / HIGHEST);
    double high = Math.log(1 / LOWEST);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(scores, labels, Math.exp(middle)) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    // Scores that say nothing have no slope anywhere.
    boolean flat = slope(scores, labels, 1) == 0;
    double temperature = flat ? 1 : Math.exp(-(low + high) / 2);
    return new Calibration(
        temperature, loss(scores, labels, 1), loss(scores, labels, temperature), scores.length);
  }

  /** The derivative of the mean loss by the inverse of the temperature. */
  private static double slope(double[][] scores, int[] labels, double inverse) {
    double doubt = 1.0 / (scores.length + 2);
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double[] p = softmax(scores[i], 1 / inverse);
      for (int k = 0; k < p.length; k++) {
        double believed = doubt / p.length + (k == labels[i] ? 1 - doubt : 0);
        sum += (p[k] - believed) * scores[i][k];
      }
    }
    return sum / scores.length;
  }

  private static double loss(double[][] scores, int[] labels, double temperature) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double highest = highest(scores[i]);
      double all = 0;
      for (double score : scores[i]) {
        all += Math.exp((score - highest) / temperature);
      }
      sum += Math.log(all) - (scores[i][labels[i]] - highest) / temperature;
    }
    return sum / scores.length;
  }

  /**
   * Probabilities of scores.
   *
   * @param scores one a class
   * @param temperature what they are divided by, above 0
   * @return as many, 0 to 1, their sum 1
   */
  public static double[] softmax(double[] scores, double temperature) {
    double highest = highest(scores);
    double[] p = new double[scores.length];
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp((scores[k] - highest) / temperature);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  private static double highest(double[] scores) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      highest = Math.max(highest, score);
    }
    return highest;
  }

  @Override
  public String toString() {
    return pictures == 0
        ? "not calibrated"
        : String.format(
            Locale.ROOT,
            "temperature %.2f, fitted on %d validation pictures (mean loss %.3f before, %.3f"
                + " after)",
            temperature,
            pictures,
            lossBefore,
            lossAfter);
  }
}
