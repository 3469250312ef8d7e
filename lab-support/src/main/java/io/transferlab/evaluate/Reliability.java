package io.transferlab.evaluate;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Sizes;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: of the pictures of which a classifier is 70 to 80 %
 * sure, 70 to 80 % should be classified rightly. The probability of the best class is divided into
 * bins of equal width (Guo et al. 2017, <a href="https://arxiv.org/abs/1706.04599">arXiv
 * 1706.04599</a>).
 *
 * @param bins from low to high probabilities, the empty ones among them
 * @param error the expected calibration error: the mean distance between how sure and how right, 0
 *     to 1, each bin weighted by its pictures; NaN without pictures
 * @param pictures how many
 */
public record Reliability(List<Bin> bins, double error, int pictures) {
  /** Enough to see a shape, and some pictures in each. */
  public static final int BINS = 10;

  /**
   * The pictures of whose class the classifier is about as sure.
   *
   * @param from above this probability
   * @param to up to this one
   * @param pictures how many
   * @param confidence mean probability of their best class; NaN without pictures
   * @param accuracy share of them that is classified rightly; NaN without pictures
   */
  public record Bin(double from, double to, int pictures, double confidence, double accuracy) {}

  /**
   * Copies the list.
   *
   * @param bins from low to high probabilities
   * @param error the expected calibration error
   * @param pictures how many
   */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Compares probabilities with what is right, in {@link #BINS} bins.
   *
   * @param probabilities of each picture, one a class
   * @param labels the right class of each
   * @return the comparison
   */
  public static Reliability of(double[][] probabilities, int[] labels) {
    return of(probabilities, labels, BINS);
  }

  /**
   * Compares probabilities with what is right.
   *
   * @param probabilities of each picture, one a class
   * @param labels the right class of each
   * @param bins how many, at least 1
   * @return the comparison
   * @throws LabException for less than one bin
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Reliability of(double[][] probabilities, int[] labels, int bins) {
    if (bins < 1) {
      throw LabException.of("at least 1 bin", String.valueOf(bins), "10 are usual");
    }
    if (probabilities.length != labels.length) {
      throw new IllegalArgumentException(
          "Expected as many labels as rows of probabilities; found %d and %d"
              .formatted(labels.length, probabilities.length));
    }
    int[] counts = new int[bins];
    int[] right = new int[bins];
    double[] sums = new double[bins];
    for (int i = 0; i < labels.length; i++) {
      int best = Matrices.argMax(probabilities[i]);
      double sure = probabilities[i][best];
      int bin = Math.max(0, Math.min(bins - 1, (int) Math.ceil(sure * bins) - 1));
      counts[bin]++;
      sums[bin] += sure;
      right[bin] += best == labels[i] ? 1 : 0;
    }
    List<Bin> all = new ArrayList<>();
    double error = 0;
    for (int b = 0; b < bins; b++) {
      double n = counts[b];
      all.add(new Bin((double) b / bins, (b + 1.0) / bins, counts[b], sums[b] / n, right[b] / n));
      error += Math.abs(sums[b] - right[b]);
    }
    return new Reliability(all, error / labels.length, labels.length);
  }

  /**
   * How sure the classifier is on average.
   *
   * @return mean probability of the best class, 0 to 1; NaN without pictures
   */
  public double confidence() {
    return bins.stream()
            .filter(b -> b.pictures() > 0)
            .mapToDouble(b -> b.confidence() * b.pictures())
            .sum()
        / pictures;
  }

  /**
   * How often it is right.
   *
   * @return 0 to 1; NaN without pictures
   */
  public double accuracy() {
    return bins.stream()
            .filter(b -> b.pictures() > 0)
            .mapToDouble(b -> b.accuracy() * b.pictures())
            .sum()
        / pictures;
  }

  @Override
  public String toString() {
    return "sure %s on average, right %s; expected calibration error %s"
        .formatted(Sizes.percent(confidence()), Sizes.percent(accuracy()), Sizes.percent(error));
  }
}
