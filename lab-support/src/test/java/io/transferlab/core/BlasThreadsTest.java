package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;

class BlasThreadsTest {
  @Test
  void theLastToEndGivesAllBack() throws InterruptedException {
    int whole = openblas.blas_get_num_threads();
    CountDownLatch ended = new CountDownLatch(1);
    Thread longer =
        BlasThreads.shared(
            Integer.MAX_VALUE,
            () -> {
              assertEquals(1, openblas.blas_get_num_threads());
              return startedInside(ended);
            });
    assertEquals(1, openblas.blas_get_num_threads(), "another still shares");
    ended.countDown();
    longer.join();
    assertEquals(whole, openblas.blas_get_num_threads());
  }

  /** A thread that shares too, until it is told to end. */
  private static Thread startedInside(CountDownLatch ended) {
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () ->
                BlasThreads.shared(
                    Integer.MAX_VALUE,
                    () -> {
                      begun.countDown();
                      await(ended);
                      return true;
                    }));
    thread.start();
    await(begun);
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFailureGivesAllBack() {
    int whole = openblas.blas_get_num_threads();
    assertThrows(
        IllegalStateException.class,
        () ->
            BlasThreads.shared(
                Integer.MAX_VALUE,
                () -> {
                  throw new IllegalStateException("made by the test");
                }));
    assertEquals(whole, openblas.blas_get_num_threads());
  }
}
