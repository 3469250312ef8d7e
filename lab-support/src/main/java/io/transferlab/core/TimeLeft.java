package io.transferlab.core;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Guesses how long the rest of some work takes, from what has been done. Work of several kinds is
 * told apart, so that a quick beginning does not promise a quick end.
 *
 * @param <K> the kinds of work
 */
public final class TimeLeft<K> {
  private static final class Kind {
    private double open;
    private double done;
    private double seconds;
    private final RecentPace pace = new RecentPace();

    void add(double work, double took) {
      pace.add(work, took);
      done += work;
      seconds += took;
    }

    /** Seconds of a unit; what the others take, before any of it is done. */
    double pace(double others) {
      return pace.isKnown() ? pace.seconds() : others;
    }
  }

  private final Map<K, Kind> kinds = new HashMap<>();
  private final LongSupplier nanoTime;
  private long last;

  /** Nothing to do yet; the clock runs from now on. */
  public TimeLeft() {
    this(System::nanoTime);
  }

  TimeLeft(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
  }

  /**
   * Something is to be done.
   *
   * @param kind what sort of work
   * @param work how much, in any unit; a first guess of the seconds, where there are several kinds
   */
  public void expect(K kind, double work) {
    kinds.computeIfAbsent(kind, k -> new Kind()).open += work;
  }

  /**
   * Some of it is done, and took the time since the last call or the beginning.
   *
   * @param kind what sort of work
   * @param work how much, in the unit of {@link #expect}
   */
  public void done(K kind, double work) {
    long now = nanoTime.getAsLong();
    done(kind, work, (now - last) / 1e9);
    last = now;
  }

  /**
   * Some of it is done.
   *
   * @param kind what sort of work
   * @param work how much, in the unit of {@link #expect}
   * @param seconds how long it took
   */
  public void done(K kind, double work, double seconds) {
    Kind of = kinds.computeIfAbsent(kind, k -> new Kind());
    of.open -= work;
    of.add(work, seconds);
  }

  /**
   * The guess.
   *
   * @return seconds: of each kind as fast as that kind was of late, of those not begun as fast as
   *     all others together; before anything is done, what was expected
   */
  public double seconds() {
    double done = kinds.values().stream().mapToDouble(k -> k.done).sum();
    double taken = kinds.values().stream().mapToDouble(k -> k.seconds).sum();
    double overall = done > 0 ? taken / done : 1;
    return kinds.values().stream().mapToDouble(k -> Math.max(0, k.open) * k.pace(overall)).sum();
  }

  @Override
  public String toString() {
    return Sizes.time(seconds()) + " left";
  }
}
