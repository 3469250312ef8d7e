package io.transferlab.core;

import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas;

/**
 * Leaves the processors to threads of the caller's: matrix products that they compute at once get
 * their share of the threads of BLAS each, and do not wait for each other's.
 */
public final class BlasThreads {
  private static int users;
  private static int whole;

  private BlasThreads() {}

  /**
   * Shares them out for as long as some work, or any other that shares, takes.
   *
   * @param atOnce how many products it computes at a time, at least 1
   * @param work what is done
   * @param <T> what comes of it
   * @return what the work gives
   */
  public static <T> T shared(int atOnce, Supplier<T> work) {
    begin(atOnce);
    try {
      return work.get();
    } finally {
      end();
    }
  }

  private static synchronized void begin(int atOnce) {
    if (users == 0) {
      whole = openblas.blas_get_num_threads();
    }
    users++;
    openblas.blas_set_num_threads(Math.max(1, whole / atOnce));
  }

  private static synchronized void end() {
    users--;
    if (users == 0) {
      openblas.blas_set_num_threads(whole);
    }
  }
}
