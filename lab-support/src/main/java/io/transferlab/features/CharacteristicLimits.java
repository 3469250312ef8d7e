package io.transferlab.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

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
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while looking for limits");
      }
      double[] column = standardised.column(j);
      if (Arrays.stream(column).anyMatch(v -> v != 0)) {
        Sorted sorted = Sorted.of(column, labels, classes);
        for (int label = 0; label < classes; label++) {
          limits.add(sorted, label);
        }
      }
    }
    double upper = between(limits.neither, limits.high);
    double lower = 0 - between(negative(limits.neither), negative(limits.low));
    return new Discretiser((float) Math.min(lower, upper), (float) Math.max(lower, upper));
  }

  private void add(Sorted column, int label) {
    int inside = column.places()[label].length;
    int outside = column.values().length - inside;
    if (inside == 0 || outside == 0) {
      return;
    }
    double needed = CRITICAL * Math.sqrt((inside + outside) / ((double) inside * outside));
    double mean =
        IntStream.of(column.places()[label])
            .mapToDouble(place -> column.values()[place])
            .average()
            .orElse(0);
    (column.distance(label) <= needed ? neither : mean > 0 ? high : low).add(mean);
  }

  /**
   * A column, sorted once for all classes.
   *
   * @param values ascending
   * @param less how many values are less than each
   * @param upTo how many are no greater
   * @param places of each class, where its values are among them, ascending
   */
  record Sorted(double[] values, int[] less, int[] upTo, int[][] places) {
    static Sorted of(double[] column, int[] labels, int classes) {
      int n = column.length;
      long[] keys = new long[n];
      Arrays.setAll(keys, i -> key(column[i]) << Integer.SIZE | i);
      Arrays.sort(keys);
      int[] counts = new int[classes];
      IntStream.of(labels).forEach(label -> counts[label]++);
      int[][] places = new int[classes][];
      Arrays.setAll(places, k -> new int[counts[k]]);
      int[] next = new int[classes];
      double[] values = new double[n];
      for (int at = 0; at < n; at++) {
        int row = (int) keys[at];
        values[at] = column[row];
        places[labels[row]][next[labels[row]]++] = at;
      }
      int[] less = new int[n];
      int[] upTo = new int[n];
      for (int at = 1; at < n; at++) {
        less[at] = values[at] == values[at - 1] ? less[at - 1] : at;
      }
      for (int at = n - 1; at >= 0; at--) {
        upTo[at] = at + 1 < n && values[at] == values[at + 1] ? upTo[at + 1] : at + 1;
      }
      return new Sorted(values, less, upTo, places);
    }

    /** In the order of the numbers, which are floats. */
    private static long key(double value) {
      int bits = Float.floatToIntBits((float) value);
      return bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
    }

    /**
     * The largest difference of two cumulative distributions (Kolmogorov-Smirnov), that of a class
     * and that of all others; it is met before or at a value of the class.
     *
     * @return 0 to 1
     */
    double distance(int label) {
      int[] inside = places[label];
      double others = values.length - inside.length;
      double largest = 0;
      int i = 0;
      while (i < inside.length) {
        int before = less[inside[i]];
        int to = upTo[inside[i]];
        largest = Math.max(largest, Math.abs((double) i / inside.length - (before - i) / others));
        while (i < inside.length && inside[i] < to) {
          i++;
        }
        largest = Math.max(largest, Math.abs((double) i / inside.length - (to - i) / others));
      }
      return largest;
    }
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
