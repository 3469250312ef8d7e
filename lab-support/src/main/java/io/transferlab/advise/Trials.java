package io.transferlab.advise;

import io.transferlab.evaluate.Spread;
import java.util.LinkedHashSet;
import java.util.List;

/** What is asked of a list of trials. */
final class Trials {
  private Trials() {}

  /** What was tried, the cheapest way first, its sources in the order of the trials. */
  static List<Candidate> candidates(List<Trial> trials) {
    LinkedHashSet<Candidate> found = new LinkedHashSet<>();
    for (Way way : Way.values()) {
      trials.stream().filter(t -> t.way() == way).map(Trial::candidate).forEach(found::add);
    }
    return List.copyOf(found);
  }

  /** Those of a candidate with some pictures, one a draw. */
  static List<Trial> of(List<Trial> trials, Candidate candidate, int perClass) {
    return trials.stream()
        .filter(t -> t.candidate().equals(candidate) && t.perClass() == perClass)
        .toList();
  }

  /**
   * Their accuracies.
   *
   * @param some of one candidate with some pictures; may be empty
   * @param same whether all draws learn from the same pictures and are judged by the same: then
   *     those without random numbers are one measurement
   */
  static Spread spread(List<Trial> some, boolean same) {
    double[] values = some.stream().mapToDouble(Trial::accuracy).toArray();
    return same && values.length > 0 && some.get(0).way().takesFeatures()
        ? Spread.of(values[0])
        : Spread.of(values);
  }
}
