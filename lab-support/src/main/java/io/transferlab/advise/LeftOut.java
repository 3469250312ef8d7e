package io.transferlab.advise;

import io.transferlab.core.Sizes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What there was no time for. */
final class LeftOut {
  /** Estimates are rather too small: room for a fifth more. */
  private static final double ROOM = 1.2;

  /** Of those with all pictures the seconds of a trial. */
  private final Map<Candidate, Double> withAll = new LinkedHashMap<>();

  private double seconds;
  private int all;

  void add(Job job, double estimate) {
    seconds += estimate;
    if (job.perClass() >= all) { // the largest size comes first
      all = job.perClass();
      withAll.putIfAbsent(job.candidate(), estimate);
    }
  }

  /**
   * In words.
   *
   * @param advice what was measured
   * @param limit the seconds that there were
   * @return one line; none if nothing was left out
   */
  List<String> lines(Advice advice, double limit) {
    if (seconds == 0) {
      return List.of();
    }
    Map<Way, List<String>> never = new EnumMap<>(Way.class);
    Map<Way, Double> longest = new EnumMap<>(Way.class);
    withAll.forEach(
        (candidate, estimate) -> {
          if (advice.trials(candidate, advice.setting().all()).isEmpty()) {
            never.computeIfAbsent(candidate.way(), w -> new ArrayList<>()).add(candidate.source());
            longest.merge(candidate.way(), estimate, Math::max);
          }
        });
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
      each.add("further draws and sizes");
    }
    return List.of(
        "%s, for want of time: about %d minutes would do for all"
            .formatted(String.join(", ", each), (int) Math.ceil((limit + seconds * ROOM) / 60)));
  }
}
