package io.transferlab.study;

import io.transferlab.evaluate.Spread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The same thing measured with several source networks and several sets of training pictures.
 *
 * @param runs seed of the source network to seed of the training pictures to a value, 0 to 1
 */
public record Measured(Map<Long, Map<Long, Double>> runs) {
  /**
   * Takes the accuracies of some measurements; random weights are new with each set of pictures.
   */
  static Measured of(Collection<Measurement> cells) {
    Map<Long, Map<Long, Double>> runs = new TreeMap<>();
    for (Measurement cell : cells) {
      TransferQuestion of = cell.question();
      long source = of.source().equals(TransferQuestion.RANDOM) ? 0 : of.sourceSeed();
      runs.computeIfAbsent(source, s -> new TreeMap<>()).put(of.seed(), cell.accuracy());
    }
    return new Measured(runs);
  }

  /**
   * Whether nothing was measured.
   *
   * @return true without a run
   */
  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /**
   * All values.
   *
   * @return one a run, 0 to 1
   */
  public double[] values() {
    return runs.values().stream()
        .flatMap(r -> r.values().stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /**
   * The mean as if every source network had been run with every set of training pictures: where
   * some runs are missing, what a network and what a set of pictures is worth are fitted to those
   * that are there (two-way additive model, least squares). Otherwise a set of pictures that many
   * networks have seen would count more than one that few have seen.
   *
   * @return the mean; that of all runs where none is missing; NaN for none
   */
  public double mean() {
    Map<Long, Double> pictures = new TreeMap<>();
    runs.values().forEach(r -> r.keySet().forEach(seed -> pictures.put(seed, 0.0)));
    Map<Long, Double> networks = new TreeMap<>();
    double mean = Double.NaN;
    double before;
    do { // each in turn given the other; comes near the fit by a constant factor a round
      runs.forEach(
          (source, r) ->
              networks.put(
                  source,
                  r.entrySet().stream()
                      .mapToDouble(e -> e.getValue() - pictures.get(e.getKey()))
                      .average()
                      .orElseThrow()));
      pictures.replaceAll(
          (seed, old) ->
              runs.entrySet().stream()
                  .filter(e -> e.getValue().containsKey(seed))
                  .mapToDouble(e -> e.getValue().get(seed) - networks.get(e.getKey()))
                  .average()
                  .orElseThrow());
      before = mean;
      mean = average(networks) + average(pictures);
    } while (Math.abs(mean - before) > 1e-12 || Double.isNaN(before) && !isEmpty());
    return mean;
  }

  private static double average(Map<Long, Double> parts) {
    return parts.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /**
   * The same runs with their source networks numbered 1, 2, ...: those with the most runs first,
   * then by seed. Networks of two sources have no partner by nature; numbered like this, they get
   * one with which they share as many sets of pictures as there are.
   *
   * @return the renamed runs
   */
  Measured numbered() {
    List<Map<Long, Double>> ordered = new ArrayList<>(runs.values());
    ordered.sort(Comparator.comparingInt((Map<Long, Double> r) -> r.size()).reversed());
    Map<Long, Map<Long, Double>> renamed = new TreeMap<>();
    ordered.forEach(r -> renamed.put(renamed.size() + 1L, r));
    return new Measured(renamed);
  }

  /**
   * What other training pictures change, the source network being the same.
   *
   * @return the standard deviation, pooled over the source networks; NaN if none has two runs
   */
  public double overPictures() {
    return pooled(runs.values());
  }

  /**
   * What another source network of the same kind changes, the training pictures being the same.
   *
   * @return the standard deviation, pooled over the sets of training pictures; NaN if none has two
   */
  public double overSources() {
    Map<Long, Map<Long, Double>> turned = new TreeMap<>();
    runs.forEach(
        (source, values) ->
            values.forEach(
                (seed, value) ->
                    turned.computeIfAbsent(seed, s -> new TreeMap<>()).put(source, value)));
    return pooled(turned.values());
  }

  private static double pooled(Collection<Map<Long, Double>> groups) {
    double squares = 0;
    int degrees = 0;
    for (Map<Long, Double> group : groups) {
      if (group.size() > 1) {
        double deviation =
            Spread.of(group.values().stream().mapToDouble(Double::doubleValue).toArray())
                .deviation();
        squares += deviation * deviation * (group.size() - 1);
        degrees += group.size() - 1;
      }
    }
    return degrees == 0 ? Double.NaN : Math.sqrt(squares / degrees);
  }

  /**
   * The differences, run by run: of the same training pictures and, where both have source
   * networks, those of the same seed.
   *
   * @param other what to take away
   * @return the runs that both have
   */
  public Measured minus(Measured other) {
    Map<Long, Map<Long, Double>> differences = new TreeMap<>();
    runs.forEach(
        (source, values) -> {
          Map<Long, Double> others = other.runs.getOrDefault(source, other.runs.get(0L));
          values.forEach(
              (seed, value) -> {
                if (others != null && others.containsKey(seed)) {
                  differences
                      .computeIfAbsent(source, s -> new TreeMap<>())
                      .put(seed, value - others.get(seed));
                }
              });
        });
    return new Measured(differences);
  }

  /**
   * In per cent.
   *
   * @return {@code 91.2 ± 1.0 ± 0.8}: mean, spread over training pictures, spread over source
   *     networks where there are several; a dash where nothing is known
   */
  public String percent() {
    if (isEmpty()) {
      return "–";
    }
    List<String> parts = new ArrayList<>(List.of(number(mean())));
    boolean several = runs.size() > 1;
    if (several || !Double.isNaN(overPictures())) {
      parts.add(number(overPictures()));
    }
    if (several) {
      parts.add(number(overSources()));
    }
    return String.join(" ± ", parts);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * value);
  }
}
