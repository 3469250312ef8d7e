package io.transferlab.data.fetch;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How bytes are moved: what a test, a notebook and a command set differently.
 *
 * @param progress is told how it goes on
 * @param environment the variables that name proxies and mirror
 * @param connect how long a server may take to answer
 * @param stall how long it may send nothing
 * @param attempts how often in a row an address may fail without a byte gained
 * @param pause waits between attempts
 * @param nanoTime the time
 */
record Transfers(
    FetchListener progress,
    Map<String, String> environment,
    Duration connect,
    Duration stall,
    int attempts,
    Pause pause,
    LongSupplier nanoTime) {
  static Transfers of(FetchListener progress) {
    return new Transfers(
        progress,
        System.getenv(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        5,
        Pause.REAL,
        System::nanoTime);
  }

  /** Before the n-th attempt after the first: 1, 2, 4, 8 ... seconds, at most 30. */
  static Duration backOff(int failures) {
    return Duration.ofSeconds(Math.min(30, 1L << Math.min(5, failures - 1)));
  }
}
