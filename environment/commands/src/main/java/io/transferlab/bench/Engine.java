package io.transferlab.bench;

import java.io.IOException;

/** Who does the work of a {@link Contest}. */
interface Engine extends AutoCloseable {
  /**
   * Does the work once.
   *
   * @throws IOException with the reason, if it cannot
   */
  Took once() throws IOException;

  /** Name and version. */
  String name();

  @Override
  default void close() {}

  /**
   * One measurement.
   *
   * @param seconds by the clock
   * @param processorSeconds of all its threads
   */
  record Took(double seconds, double processorSeconds) {}

  /** Starts one, which may fail. */
  @FunctionalInterface
  interface Start {
    /**
     * Starts it.
     *
     * @throws IOException with the reason, if it is not there
     */
    Engine start() throws IOException;
  }
}
