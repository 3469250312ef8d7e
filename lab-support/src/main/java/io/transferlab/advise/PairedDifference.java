package io.transferlab.advise;

import io.transferlab.core.Sizes;
import io.transferlab.evaluate.Predicted;
import io.transferlab.evaluate.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Two ways on the same draws: the difference of their accuracies, picture by picture.
 *
 * @param difference of the mean per-class accuracies over the draws that both have, -1 to 1
 * @param error standard error of the difference: of the pictures that judged (paired; with one
 *     further pair of pictures of which each way knows the other, so that no disagreement among few
 *     pictures is no proof) and of the draws, added as squares. Where draws differ in the pictures
 *     held back, these count twice: rather too wide than too narrow.
 * @param draws how many draws both have; without any the difference is NaN
 */
public record PairedDifference(double difference, double error, int draws) {
  /** Of two standard errors: one of twenty differences that are none looks larger. */
  private static final double SURE = 2;

  /**
   * Compares.
   *
   * @param better trials of one way, with one size of training sets
   * @param other trials of another, with one size
   */
  static PairedDifference of(Collection<Trial> better, Collection<Trial> other) {
    Map<Long, Trial> others = new TreeMap<>();
    other.forEach(t -> others.put(t.draw(), t));
    List<Trial> common = better.stream().filter(t -> others.containsKey(t.draw())).toList();
    if (common.isEmpty()) {
      return new PairedDifference(Double.NaN, Double.NaN, 0);
    }
    double[] differences =
        common.stream()
            .mapToDouble(
                t -> t.accuracy() - Objects.requireNonNull(others.get(t.draw())).accuracy())
            .toArray();
    double draws = deviation(differences, better, other) / Math.sqrt(differences.length);
    double pictures = pictures(common, others);
    return new PairedDifference(
        Arrays.stream(differences).average().getAsDouble(),
        Math.sqrt(draws * draws + pictures * pictures),
        differences.length);
  }

  /** Over draws; of a single one the larger of the two ways' own spreads tells. */
  private static double deviation(double[] differences, Collection<Trial> a, Collection<Trial> b) {
    return differences.length > 1
        ? Spread.of(differences).deviation()
        : Math.max(spread(a), spread(b));
  }

  private static double spread(Collection<Trial> trials) {
    return trials.size() < 2
        ? 0
        : Spread.of(trials.stream().mapToDouble(Trial::accuracy).toArray()).deviation();
  }

  private static double pictures(List<Trial> common, Map<Long, Trial> byDraw) {
    // Class to picture to the differences of its draws.
    Map<Integer, Map<String, List<Integer>>> found = new TreeMap<>();
    for (Trial trial : common) {
      Map<String, Integer> others =
          rights(Objects.requireNonNull(byDraw.get(trial.draw())).judged());
      Predicted judged = trial.judged();
      Map<String, Integer> rights = rights(judged);
      int[] truth = judged.truth();
      for (int i = 0; i < truth.length; i++) {
        String key = judged.keys().get(i);
        int right = Objects.requireNonNull(rights.get(key));
        found
            .computeIfAbsent(truth[i], c -> new TreeMap<>())
            .computeIfAbsent(key, k -> new ArrayList<>())
            .add(right - others.getOrDefault(key, right));
      }
    }
    double variance = 0;
    int all = 0;
    for (Map<String, List<Integer>> ofClass : found.values()) {
      double[] means =
          ofClass.values().stream()
              .mapToDouble(v -> v.stream().mapToInt(Integer::intValue).average().orElse(0))
              .toArray();
      double deviation = means.length < 2 ? Math.abs(means[0]) : Spread.of(means).deviation();
      variance += deviation * deviation / means.length;
      all += means.length;
    }
    return Math.sqrt(variance / found.size() / found.size() + 2 / Math.pow(all + 2.0, 2));
  }

  private static Map<String, Integer> rights(Predicted judged) {
    Map<String, Integer> rights = new TreeMap<>();
    int[] truth = judged.truth();
    int[] said = judged.labels();
    for (int i = 0; i < truth.length; i++) {
      rights.put(judged.keys().get(i), truth[i] == said[i] ? 1 : 0);
    }
    return rights;
  }

  /**
   * Whether there is a difference, and not only chance.
   *
   * @return true if it is larger than {@link #uncertainty}
   */
  public boolean isTold() {
    return Math.abs(difference) > SURE * error;
  }

  /** The largest difference that chance does not exclude. */
  double atMost() {
    return difference + SURE * error;
  }

  /**
   * Half of the interval that holds the difference in most cases.
   *
   * @return two standard errors, 0 to 1
   */
  public double uncertainty() {
    return SURE * error;
  }

  /** The difference as a lead. */
  String lead() {
    return String.format(
        Locale.ROOT, "%.1f points (± %.1f)", 100 * Math.abs(difference), 100 * uncertainty());
  }

  @Override
  public String toString() {
    String points = Sizes.points(difference);
    return String.format(
        Locale.ROOT,
        "%s (± %.1f)",
        points.matches("[-+]0\\.0 .*") ? "no difference" : points,
        100 * uncertainty());
  }
}
