package io.transferlab.kernel.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.kernel.errors.CellInterrupted;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work of libraries, which has no checks woven in. */
@Timeout(60)
class CellThreadsTest {
  private final CellThreads threads = new CellThreads(0);

  @Test
  void insistsUntilWorkThatUsesFlagsUpHasEnded() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    threads.begin();
    interruptAfter(begun, 1);
    int waits =
        threads.call(
            () -> {
              begun.countDown();
              int ended = 0;
              while (ended < 3) {
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  ended++;
                }
              }
              return ended;
            });
    assertEquals(3, waits);
    assertThrows(CellInterrupted.class, () -> threads.call(() -> "more of the same cell"));
    assertTrue(threads.end());
  }

  @Test
  void leavesTimeToWorkThatWasTold() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    threads.begin();
    interruptAfter(begun, 1);
    boolean again =
        threads.call(
            () -> {
              begun.countDown();
              while (!Thread.interrupted()) {
                Thread.onSpinWait();
              }
              return Thread.interrupted();
            });
    assertFalse(again);
    assertTrue(threads.end());
  }

  @Test
  void leavesNoFlagToTheNextCell() throws Exception {
    for (int i = 0; i < 1000; i++) {
      CountDownLatch begun = new CountDownLatch(1);
      threads.begin();
      Thread other = interruptAfter(begun, 1);
      try {
        threads.call(
            () -> {
              begun.countDown();
              return null;
            });
      } finally {
        threads.end();
      }
      threads.begin();
      boolean flag;
      try {
        flag = threads.call(() -> Thread.currentThread().isInterrupted());
      } catch (CellInterrupted e) {
        flag = true;
      }
      boolean asked = threads.end();
      other.join();
      // The interrupt may have come so late that it was meant for the second, even before its task.
      assertTrue(!flag || asked);
    }
  }

  @Test
  void waitsForNoTaskOfAThreadThatWasGivenUp() throws Exception {
    for (int i = 0; i < 1000; i++) {
      CountDownLatch begun = new CountDownLatch(1);
      threads.begin();
      Thread other = interruptAfter(begun, 2);
      begun.countDown();
      try {
        threads.call(() -> null);
      } catch (CellInterrupted | CellThreads.Abandoned e) {
        // It was early enough.
      }
      other.join();
      threads.end();
      threads.begin();
      assertEquals("next", threads.call(() -> "next"));
      assertFalse(threads.end());
    }
  }

  private Thread interruptAfter(CountDownLatch latch, int times) {
    Thread thread =
        new Thread(
            () -> {
              try {
                latch.await();
              } catch (InterruptedException e) {
                return;
              }
              for (int i = 0; i < times; i++) {
                threads.interrupt();
              }
            });
    thread.start();
    return thread;
  }
}
