package io.transferlab.advise;

import io.transferlab.network.FrozenNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which source is trained from first. */
final class SourceOrder {
  private SourceOrder() {}

  /**
   * That with the best features first; one that cannot be told apart from it and is smaller goes
   * before it, for its networks are trained sooner.
   *
   * @param advice the trials of features with all pictures
   * @param sources those that were tried
   */
  static List<FrozenNetwork> of(Advice advice, List<FrozenNetwork> sources) {
    List<Candidate> ranking = Choice.of(advice).map(Choice::ranking).orElse(List.of());
    List<FrozenNetwork> order =
        new ArrayList<>(
            ranking.stream()
                .map(Candidate::source)
                .distinct()
                .map(name -> named(name, sources))
                .toList());
    order.stream()
        .filter(source -> isAsGood(advice, ranking, source.name()))
        .min(Comparator.comparingLong(SourceOrder::size))
        .ifPresent(
            first -> {
              order.remove(first);
              order.add(0, first);
            });
    return order;
  }

  static FrozenNetwork named(String name, List<FrozenNetwork> sources) {
    return sources.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** By the best that was made of it. */
  private static boolean isAsGood(Advice advice, List<Candidate> ranking, String source) {
    return ranking.stream()
        .filter(c -> c.source().equals(source))
        .limit(1)
        .anyMatch(c -> Choice.isAsGood(Choice.compare(advice, ranking.get(0), c)));
  }

  /** What a pass takes grows with the layers and the pixels. */
  private static long size(FrozenNetwork source) {
    return (long) source.layerNames().size() * source.side() * source.side();
  }
}
