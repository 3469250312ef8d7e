package io.transferlab.classroom;

import java.time.Duration;

/**
 * What a submission may use.
 *
 * @param time for all of its own code together
 * @param memoryMib of its program, in MiB: half for Java's objects, half for arrays beside them
 * @param threads with which it computes
 */
public record MarkLimits(Duration time, int memoryMib, int threads) {
  /** The least that a lab needs. */
  public static final int LEAST_MIB = 1000;

  /** Printed by one exercise; nothing of it is kept. */
  static final long OUTPUT_BYTES = 16L << 20;

  /** Of one file that it writes. */
  static final long FILE_BYTES = 1L << 30;

  /** The longest that the course's own cells may take, which are not the student's fault. */
  static final Duration PREPARATION = Duration.ofMinutes(15);

  /** How long one exercise may take that takes the course's own answer {@code own}. */
  static Duration exercise(Duration own) {
    return Duration.ofSeconds(20).plus(own.multipliedBy(10));
  }
}
