package io.transferlab.show;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** One picture at a time, a few that wait, and no more a second than a person would show. */
final class Turns {
  private static final double NANOS = 1e9;

  private final Limits limits;
  private final LongSupplier clock;
  private final Semaphore places;
  private final ReentrantLock network = new ReentrantLock(true);
  private double left;
  private long seen;

  /**
   * Nobody waits.
   *
   * @param limits how many
   * @param clock nanoseconds
   */
  Turns(Limits limits, LongSupplier clock) {
    this.limits = limits;
    this.clock = clock;
    this.places = new Semaphore(limits.waiting() + 1);
    this.left = limits.atOnce();
    this.seen = clock.getAsLong();
  }

  /** Something that takes the network. */
  @FunctionalInterface
  interface Work<T> {
    T get() throws IOException;
  }

  /**
   * Counts a request.
   *
   * @throws Refusal if there were too many in the last seconds
   */
  synchronized void count() throws Refusal {
    long now = clock.getAsLong();
    left = Math.min(limits.atOnce(), left + (now - seen) / NANOS * limits.perSecond());
    seen = now;
    if (left < 1) {
      throw new Refusal(
          Refusal.TOO_MANY, "Too many pictures at once. Next: try again in a second.");
    }
    left--;
  }

  /**
   * Waits for its turn and does the work.
   *
   * @param <T> what it gives
   * @param work what takes the network
   * @return what the work gives
   * @throws Refusal if too many wait already
   * @throws IOException what the work throws
   */
  <T> T take(Work<T> work) throws IOException {
    if (!places.tryAcquire()) {
      throw new Refusal(
          Refusal.TOO_MANY,
          limits.waiting()
              + " pictures wait for the network already. Next: try again in a moment.");
    }
    try {
      network.lock();
      try {
        return work.get();
      } finally {
        network.unlock();
      }
    } finally {
      places.release();
    }
  }
}
