package io.transferlab.evaluate;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Sizes;
import java.util.Arrays;
import java.util.Locale;

/**
 * When a classifier shall say "I do not know": when the probability of its best class is below a
 * threshold. The threshold is the highest one that still lets it answer 95 % of the validation
 * pictures that it classifies rightly (the greatest probability as a measure: Hendrycks and Gimpel
 * 2017, <a href="https://arxiv.org/abs/1610.02136">arXiv 1610.02136</a>). So it costs few right
 * answers, whatever the classifier; what it brings is how many of the wrong ones, and of the
 * pictures of something else, fall below it.
 *
 * @param threshold 0 to 1; 0: everything is answered
 * @param answered share of the validation pictures that are answered
 * @param accuracy share of the answered ones that are right
 */
public record Abstention(double threshold, double answered, double accuracy) {
  /** Share of the right answers that are kept. */
  public static final double KEPT = 0.95;

  /**
   * Chooses the threshold.
   *
   * @param probabilities of each picture, one a class
   * @param labels the right class of each
   * @param kept share of the right answers to keep, above 0 to 1; {@link #KEPT} is usual
   * @return threshold 0 if there is no right answer to learn from
   * @throws LabException for a share outside its range
   */
  public static Abstention choose(double[][] probabilities, int[] labels, double kept) {
    if (!(kept > 0 && kept <= 1)) {
      throw LabException.of(
          "a share above 0 to 1 of right answers to keep", String.valueOf(kept), "0.95 is usual");
    }
    double[] right = new double[labels.length];
    int n = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = Matrices.argMax(probabilities[i]);
      if (best == labels[i]) {
        right[n++] = probabilities[i][best];
      }
    }
    double[] sorted = Arrays.copyOf(right, n);
    Arrays.sort(sorted);
    // As many lie at or above it as have to be kept, rounded up.
    double threshold = n == 0 ? 0 : sorted[n - (int) Math.ceil(kept * n - 1e-9)];
    return at(threshold, probabilities, labels);
  }

  /**
   * What a threshold brings.
   *
   * @param threshold 0 to 1
   * @param probabilities of each picture, one a class
   * @param labels the right class of each
   * @return shares; NaN without pictures, or without answers
   */
  public static Abstention at(double threshold, double[][] probabilities, int[] labels) {
    int answered = 0;
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = Matrices.argMax(probabilities[i]);
      if (probabilities[i][best] >= threshold) {
        answered++;
        right += best == labels[i] ? 1 : 0;
      }
    }
    return new Abstention(threshold, (double) answered / labels.length, (double) right / answered);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "\"I do not know\" below %s: answers %s of the pictures, %s of those rightly",
        Sizes.percent(threshold),
        Sizes.percent(answered),
        Sizes.percent(accuracy));
  }
}
