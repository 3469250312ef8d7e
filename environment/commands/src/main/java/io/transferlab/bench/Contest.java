package io.transferlab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.stat.StatUtils;

/**
 * One piece of work that this course and its peers do in turn, one waiting while the other
 * computes. What a peer cannot do is told in its row, and the others go on.
 *
 * @param work what is done, with its size
 * @param ours this course
 * @param peers name to how it is started
 */
record Contest(String work, Engine.Start ours, Map<String, Engine.Start> peers) {

  /**
   * Measurements of one engine.
   *
   * @param median seconds
   * @param least of the rounds
   * @param most of the rounds
   * @param processor processor seconds, median
   */
  record Spread(double median, double least, double most, double processor) {
    static Spread of(List<Engine.Took> rounds) {
      double[] seconds = rounds.stream().mapToDouble(Engine.Took::seconds).toArray();
      double[] used = rounds.stream().mapToDouble(Engine.Took::processorSeconds).toArray();
      return new Spread(
          StatUtils.percentile(seconds, 50),
          StatUtils.min(seconds),
          StatUtils.max(seconds),
          StatUtils.percentile(used, 50));
    }
  }

  /**
   * This course beside one peer.
   *
   * @param work what was done
   * @param peer its name, always the same
   * @param version its name and version, as it told; null: it did not get so far
   * @param ours this course; null: it failed
   * @param theirs the peer; null: it has no measurement
   * @param fault why a measurement is missing, or ended early; null: all went well
   * @param kept the day of an earlier page that this row is of; null: it is of this run
   */
  record Row(
      String work,
      String peer,
      String version,
      Spread ours,
      Spread theirs,
      String fault,
      String kept) {

    /** How many times as fast as the peer this course is; NaN without both. */
    double ratio() {
      return ours == null || theirs == null ? Double.NaN : theirs.median() / ours.median();
    }

    /** The same of the processor time. */
    double processorRatio() {
      return ours == null || theirs == null || ours.processor() <= 0
          ? Double.NaN
          : theirs.processor() / ours.processor();
    }

    Row keptOf(String day) {
      return new Row(work, peer, version, ours, theirs, fault, kept == null ? day : kept);
    }
  }

  /**
   * Measures.
   *
   * @param rounds of each, at least 1; one more, to warm up, is not counted
   * @return a row for each peer
   */
  List<Row> run(int rounds) {
    Map<String, Engine> running = new LinkedHashMap<>();
    Map<String, String> faults = new LinkedHashMap<>();
    Map<String, List<Engine.Took>> took = new LinkedHashMap<>();
    Map<String, String> versions = new LinkedHashMap<>();
    Map<String, Engine.Start> all = new LinkedHashMap<>();
    all.put("", ours);
    all.putAll(peers);
    try {
      all.forEach(
          (name, start) -> {
            took.put(name, new ArrayList<>());
            try {
              Engine engine = start.start();
              running.put(name, engine);
              versions.put(name, engine.name());
            } catch (CancellationException e) {
              throw e;
            } catch (IOException | RuntimeException e) {
              faults.put(name, String.valueOf(e.getMessage()));
            }
          });
      for (int round = 0; round <= rounds; round++) {
        for (String name : List.copyOf(running.keySet())) {
          try {
            Engine.Took once = running.get(name).once();
            if (round > 0) {
              took.get(name).add(once);
            }
          } catch (CancellationException e) {
            throw e;
          } catch (IOException | RuntimeException e) {
            faults.put(name, "round " + round + ": " + e.getMessage());
            running.remove(name).close();
          }
        }
      }
    } finally {
      running.values().forEach(Engine::close);
    }
    List<Row> rows = new ArrayList<>();
    Spread mine = took.get("").isEmpty() ? null : Spread.of(took.get(""));
    for (String peer : peers.keySet()) {
      List<Engine.Took> its = took.get(peer);
      String fault = faults.containsKey("") ? "this course: " + faults.get("") : faults.get(peer);
      rows.add(
          new Row(
              work,
              peer,
              versions.get(peer),
              mine,
              its.isEmpty() ? null : Spread.of(its),
              fault,
              null));
    }
    return rows;
  }
}
