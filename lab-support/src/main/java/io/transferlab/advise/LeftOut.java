package io.transferlab.advise;

import io.transferlab.core.Sizes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What there was no time for. */
final class LeftOut {
  /** Estimates are rather too small: room for a fifth more. */
  private static final double ROOM = 1.2;

  private final Set<Candidate> all = new HashSet<>();

  /** Of those with all pictures the seconds of a trial. */
  private final Map<Candidate, Double> withAll = new LinkedHashMap<>();

  private final int largest;

  LeftOut(int largest) {
    this.largest = largest;
  }

  void add(Job job, double estimate) {
    all.add(job.candidate());
    if (job.perClass() == largest) {
      withAll.putIfAbsent(job.candidate(), estimate);
    }
  }

  /** Whether a smaller size is no use any more: points without the larger ones make no curve. */
  boolean isIdle(Job job) {
    return job.perClass() < largest && all.contains(job.candidate());
  }

  /**
   * In words.
   *
   * @param advice what was measured
   * @param limit the seconds that there were
   * @return one line; none if nothing was left out
   */
  List<String> lines(Advice advice, double limit) {
    double missing = 0;
    Map<Way, List<String>> never = new EnumMap<>(Way.class);
    Map<Way, Double> longest = new EnumMap<>(Way.class);
    for (Map.Entry<Candidate, Double> entry : withAll.entrySet()) {
      Candidate candidate = entry.getKey();
      if (advice.trials(candidate, largest).isEmpty()) {
        missing += entry.getValue();
        never.computeIfAbsent(candidate.way(), w -> new ArrayList<>()).add(candidate.source());
        longest.merge(candidate.way(), entry.getValue(), Math::max);
      }
    }
    List<String> each = new ArrayList<>();
    never.forEach(
        (way, names) ->
            each.add(
                "%s (%s; up to %s each time)"
                    .formatted(
                        way.title(),
                        String.join(", ", names),
                        Sizes.time(Objects.requireNonNull(longest.get(way))))));
    if (each.isEmpty()) {
      return List.of();
    }
    return List.of(
        "%s, for want of time: about %d minutes would do for each once"
            .formatted(String.join(", ", each), (int) Math.ceil((limit + missing * ROOM) / 60)));
  }
}
