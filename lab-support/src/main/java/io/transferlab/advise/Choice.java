package io.transferlab.advise;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to take.
 *
 * @param ranking the candidates that were tried with all pictures, the best on the pictures held
 *     back first
 * @param taken the best, or a cheaper one that cannot be told apart from it
 * @param behind what the best is ahead of the one taken
 */
record Choice(List<Candidate> ranking, Candidate taken, PairedDifference behind) {
  /** More than this is not given away because few pictures cannot prove it. */
  private static final double MUCH = 0.05;

  /** Chooses; nothing if none was tried with all pictures. */
  static Optional<Choice> of(Advice advice) {
    int all = advice.setting().all();
    List<Candidate> tried =
        advice.candidates().stream().filter(c -> !advice.trials(c, all).isEmpty()).toList();
    if (tried.isEmpty()) {
      return Optional.empty();
    }
    Map<Candidate, Double> scores = scores(advice, tried, all);
    // Of equals the cheaper, and of equally cheap ones the source that was named first.
    List<Candidate> ranking =
        tried.stream().sorted(Comparator.comparingDouble(c -> -score(scores, c))).toList();
    Candidate best = ranking.get(0);
    Candidate taken =
        ranking.stream()
            .filter(c -> isAsGood(compare(advice, best, c)) || c.equals(best))
            .min(Comparator.comparing(Candidate::way))
            .orElse(best);
    return Optional.of(new Choice(ranking, taken, compare(advice, best, taken)));
  }

  private static double score(Map<Candidate, Double> scores, Candidate candidate) {
    return Objects.requireNonNull(scores.get(candidate));
  }

  /**
   * Mean accuracies as if each had been tried with all draws: one with fewer is compared on its own
   * draws with the best of those that have all.
   */
  private static Map<Candidate, Double> scores(Advice advice, List<Candidate> tried, int all) {
    Candidate measure =
        tried.stream()
            .min(
                Comparator.comparingInt((Candidate c) -> -advice.trials(c, all).size())
                    .thenComparingDouble(c -> -mean(advice, c)))
            .orElseThrow();
    Map<Candidate, Double> scores = new HashMap<>();
    for (Candidate candidate : tried) {
      PairedDifference ahead = compare(advice, candidate, measure);
      scores.put(
          candidate,
          ahead.draws() == 0
              ? mean(advice, candidate)
              : mean(advice, measure) + ahead.difference());
    }
    return scores;
  }

  private static double mean(Advice advice, Candidate candidate) {
    return advice.spread(candidate, advice.setting().all()).mean();
  }

  /** How far the first is ahead of the second, with all pictures. */
  static PairedDifference compare(Advice advice, Candidate first, Candidate second) {
    int all = advice.setting().all();
    return PairedDifference.of(advice.trials(first, all), advice.trials(second, all));
  }

  /** Whether the one that the other is ahead of may be taken in its place. */
  static boolean isAsGood(PairedDifference behind) {
    return behind.draws() > 0 && !behind.isTold() && behind.difference() <= MUCH;
  }

  Candidate best() {
    return ranking.get(0);
  }

  /** The best of the ways that are cheaper than the one taken. */
  Optional<Candidate> bestCheaper() {
    return ranking.stream().filter(c -> c.way().compareTo(taken.way()) < 0).findFirst();
  }

  /** Those of dearer ways, the best first. */
  List<Candidate> dearer() {
    return ranking.stream().filter(c -> c.way().compareTo(taken.way()) > 0).toList();
  }
}
