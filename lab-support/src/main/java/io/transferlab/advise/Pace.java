package io.transferlab.advise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long things take here, by how long those of their kind took; and how much of the time that
 * was given is left.
 */
final class Pace {
  private final LongSupplier nanoTime;
  private final long start;
  private final double budget;

  /** Kind to the seconds that were guessed and those that it took. */
  private final Map<String, double[]> done = new HashMap<>();

  Pace(double budget, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.budget = budget;
    start = nanoTime.getAsLong();
  }

  /** Something of some kinds was done that was guessed to take some seconds. */
  void took(List<String> kinds, double guess, double seconds) {
    for (String kind : kinds) {
      double[] of = done.computeIfAbsent(kind, k -> new double[2]);
      of[0] += guess;
      of[1] += seconds;
    }
  }

  /**
   * Seconds that something takes.
   *
   * @param kinds the narrowest first
   * @param guess in seconds; right as far as nothing of these kinds was done
   */
  double seconds(List<String> kinds, double guess) {
    for (String kind : kinds) {
      double[] of = done.get(kind);
      if (of != null) {
        return guess * of[1] / of[0];
      }
    }
    return guess;
  }

  /** Whether something of this kind was done. */
  boolean knows(String kind) {
    return done.containsKey(kind);
  }

  /** Seconds that are left. */
  double left() {
    return budget - (nanoTime.getAsLong() - start) / 1e9;
  }
}
