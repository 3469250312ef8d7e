package io.transferlab.advise;

import io.transferlab.network.FrozenNetwork;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A network to be trained.
 *
 * @param way how
 * @param source from which
 * @param perClass on how many pictures of each class
 * @param draw on which
 */
record Job(Way way, FrozenNetwork source, int perClass, long draw) {
  /** Training is dear, and three draws tell the spread. */
  private static final int DRAWS = 3;

  /**
   * All that can be trained, what decides most first: fine-tuning and a head on the source whose
   * features are the best, with all pictures; how fine-tuning gains from more; from scratch; then
   * the other sources.
   *
   * @param sources the best one first
   * @param sizes rising
   */
  static List<Job> all(
      Set<Way> ways, List<FrozenNetwork> sources, List<Integer> sizes, List<Long> all) {
    List<Long> draws = all.subList(0, Math.min(DRAWS, all.size()));
    List<Long> first = draws.subList(0, 1);
    List<FrozenNetwork> best = sources.subList(0, 1);
    List<FrozenNetwork> open = sources.stream().filter(Way.FINE_TUNED::isOpenTo).toList();
    List<FrozenNetwork> tuned = open.subList(0, Math.min(1, open.size()));
    List<Integer> most = sizes.subList(sizes.size() - 1, sizes.size());
    LinkedHashSet<Job> jobs = new LinkedHashSet<>();
    add(jobs, Way.FINE_TUNED, tuned, most, first);
    add(jobs, Way.HEAD, best, most, draws);
    add(jobs, Way.HEAD, best, sizes, draws);
    add(jobs, Way.FINE_TUNED, tuned, most, draws);
    add(jobs, Way.FINE_TUNED, tuned, sizes, first);
    add(jobs, Way.SCRATCH, tuned, most, first);
    add(jobs, Way.FINE_TUNED, open, most, first);
    add(jobs, Way.FINE_TUNED, tuned, sizes, draws);
    add(jobs, Way.FINE_TUNED, open, most, draws);
    add(jobs, Way.SCRATCH, tuned, most, draws);
    add(jobs, Way.HEAD, sources, most, draws);
    List<FrozenNetwork> shapes = new ArrayList<>(tuned);
    for (FrozenNetwork source : open) {
      if (shapes.stream().noneMatch(s -> Speed.shape(s).equals(Speed.shape(source)))) {
        shapes.add(source);
      }
    }
    add(jobs, Way.SCRATCH, shapes, most, draws);
    add(jobs, Way.SCRATCH, tuned, sizes, draws);
    add(jobs, Way.HEAD, sources, sizes, draws);
    add(jobs, Way.FINE_TUNED, open, sizes, draws);
    return jobs.stream().filter(job -> ways.contains(job.way())).toList();
  }

  private static void add(
      Set<Job> jobs, Way way, List<FrozenNetwork> sources, List<Integer> sizes, List<Long> draws) {
    for (Long draw : draws) {
      for (FrozenNetwork source : sources) {
        for (int i = sizes.size() - 1; i >= 0; i--) {
          jobs.add(new Job(way, source, sizes.get(i), draw));
        }
      }
    }
  }

  Candidate candidate() {
    return new Candidate(way, source.name());
  }

  /** What takes equally long, but for the number of pictures: the narrowest first. */
  List<String> kinds() {
    String shape = String.valueOf(Speed.shape(source));
    return way == Way.HEAD
        ? List.of(way + shape, way.id())
        : List.of(way + shape, shape, "trained");
  }

  @Override
  public String toString() {
    return "%s, %d a class, draw %d".formatted(candidate(), perClass, draw);
  }
}
