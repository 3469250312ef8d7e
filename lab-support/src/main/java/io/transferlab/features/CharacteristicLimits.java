package io.transferlab.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds limits for standardised features as those of the Full-Network Embedding were found, after
 * Garcia-Gasulla et al. 2017 (arXiv 1703.01127): every feature is compared, for every class, inside
 * and outside of it. Where the Kolmogorov-Smirnov test sees a difference, the feature is
 * characteristic of the class by being high or by being low, else it is not. The upper limit is the
 * value that best tells the means of those that are high from the means of those that are not
 * characteristic, the lower one the same for those that are low.
 *
 * <p>The level of the test and what "best" means are ours: 1 %, and as few as possible on the wrong
 * side, each kind counted in per cent of itself.
 */
final class CharacteristicLimits {
  /** Of the two-sided test at a level of 1 %. */
  private static final double CRITICAL = 1.628;

  private final List<Double> high = new ArrayList<>();
  private final List<Double> low = new ArrayList<>();
  private final List<Double> neither = new ArrayList<>();

  private CharacteristicLimits() {}

  static Discretiser of(Features standardised) {
    CharacteristicLimits limits = new CharacteristicLimits();
    int classes = standardised.classes().size();
    int[] labels = standardised.labels();
    for (int j = 0; j < standardised.dimension(); j++) {
      double[] column = standardised.column(j);
      if (Arrays.stream(column).anyMatch(v -> v != 0)) {
        for (int label = 0; label < classes; label++) {
          limits.add(column, labels, label);
        }
      }
    }
    double upper = between(limits.neither, limits.high);
    double lower = 0 - between(negative(limits.neither), negative(limits.low));
    return new Discretiser((float) Math.min(lower, upper), (float) Math.max(lower, upper));
  }

  private void add(double[] column, int[] labels, int label) {
    double[] inside = sorted(column, labels, label, true);
    double[] outside = sorted(column, labels, label, false);
    if (inside.length == 0 || outside.length == 0) {
      return;
    }
    double distance = distance(inside, outside);
    double needed =
        CRITICAL
            * Math.sqrt(
                (inside.length + outside.length) / ((double) inside.length * outside.length));
    double mean = Arrays.stream(inside).average().orElse(0);
    (distance <= needed ? neither : mean > 0 ? high : low).add(mean);
  }

  private static double[] sorted(double[] column, int[] labels, int label, boolean inside) {
    double[] some = new double[column.length];
    int n = 0;
    for (int i = 0; i < column.length; i++) {
      if ((labels[i] == label) == inside) {
        some[n++] = column[i];
      }
    }
    double[] all = Arrays.copyOf(some, n);
    Arrays.sort(all);
    return all;
  }

  /** The largest difference of two cumulative distributions (Kolmogorov-Smirnov), 0 to 1. */
  static double distance(double[] a, double[] b) {
    double largest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double at = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= at) {
        i++;
      }
      while (j < b.length && b[j] <= at) {
        j++;
      }
      largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return largest;
  }

  /** Where the lower ones are best told from the upper ones; 0 if there are none of one kind. */
  private static double between(List<Double> lower, List<Double> upper) {
    if (lower.isEmpty() || upper.isEmpty()) {
      return 0;
    }
    double[] below = lower.stream().mapToDouble(v -> v).sorted().toArray();
    double[] above = upper.stream().mapToDouble(v -> v).sorted().toArray();
    double best = Double.POSITIVE_INFINITY;
    double limit = 0;
    int i = 0;
    for (int j = 0; j < above.length; j++) {
      while (i < below.length && below[i] < above[j]) {
        i++;
      }
      double wrong = (double) (below.length - i) / below.length + (double) j / above.length;
      if (wrong < best) {
        best = wrong;
        limit = i == 0 ? above[j] : (below[i - 1] + above[j]) / 2;
      }
    }
    return limit;
  }

  private static List<Double> negative(List<Double> values) {
    return values.stream().map(v -> -v).toList();
  }
}
