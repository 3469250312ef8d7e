package io.transferlab.data.fetch;

import java.time.Duration;

/** Waits; tests put something quicker in its place. */
@FunctionalInterface
interface Pause {
  /** Lets the time pass. */
  Pause REAL = d -> Thread.sleep(d.toMillis());

  void of(Duration duration) throws InterruptedException;
}
