package io.transferlab.kernel.execution;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Gives memory back to the system when no cell has run for some seconds and the process has grown
 * since it did so last: on a machine with many kernels most of them wait for their readers, and
 * what the last cells let go of is of use to the others. Native arrays go with the Java objects
 * that stand for them.
 *
 * <p>The same while a cell runs and the process grows by hundreds of megabytes: the objects that
 * stand for arrays and sessions are small, so that Java by itself sees no reason to collect them.
 */
public final class IdleCollector {
  private static final long IDLE_MILLIS = 5_000;
  private static final long GROWN_BYTES = 4L << 20;
  private static final long LOOK_MILLIS = 1_000;
  private static final long WORKING_GROWN_BYTES = 192L << 20;

  /** Native arrays are freed by a thread of their library, after the collection. */
  private static final long FREEING_MILLIS = 500;

  private static final String LEAST_FREE = "10";
  private static final String MOST_FREE = "25";

  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4096;

  private long ended;
  private long resting = Long.MAX_VALUE;
  private long working = Long.MAX_VALUE;
  private boolean running;
  private boolean waiting;
  private Thread thread;

  /** A cell begins. */
  public synchronized void begin() {
    running = true;
    if (thread == null) {
      resting = 0;
      thread = new Thread(this::serve, "kernel-idle");
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  /** A cell has ended. */
  public synchronized void end() {
    running = false;
    waiting = true;
    ended = System.nanoTime();
    notifyAll();
  }

  /** Collects no more, and waits until nothing is being collected. */
  public void stop() throws InterruptedException {
    Thread stopping;
    synchronized (this) {
      stopping = thread;
    }
    if (stopping != null) {
      stopping.interrupt();
      stopping.join();
    }
  }

  private void serve() {
    try {
      while (true) {
        if (awaitIdle()) {
          if (size() > resting + GROWN_BYTES) {
            collect();
            resting = size();
            working = resting;
          }
        } else {
          lookAtWork();
        }
      }
    } catch (InterruptedException e) {
      // It is stopped.
    }
  }

  /** True when no cell has run for a while; false every second while one runs. */
  private synchronized boolean awaitIdle() throws InterruptedException {
    while (true) {
      long left = IDLE_MILLIS - (System.nanoTime() - ended) / 1_000_000;
      if (running) {
        wait(LOOK_MILLIS);
        if (running) {
          return false;
        }
      } else if (waiting && left <= 0) {
        waiting = false;
        return true;
      } else if (waiting) {
        wait(left);
      } else {
        wait();
      }
    }
  }

  /** What is in use stays; so the next look is at what comes on top of it. */
  private void lookAtWork() throws InterruptedException {
    long now = size();
    working = Math.min(working, now);
    if (now > working + Math.max(WORKING_GROWN_BYTES, working / 5)) {
      System.gc();
      Thread.sleep(FREEING_MILLIS);
      working = size();
    }
  }

  private static void collect() throws InterruptedException {
    shrink();
    System.gc();
    Thread.sleep(FREEING_MILLIS);
    trim();
  }

  /**
   * A full collection may leave a heap of which seven tenths are free; here it shall not. The heap
   * grows again as cells need it.
   */
  private static void shrink() {
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      machine.setVMOption("MinHeapFreeRatio", LEAST_FREE);
      machine.setVMOption("MaxHeapFreeRatio", MOST_FREE);
    } catch (RuntimeException e) {
      // Another Java machine, or another collector.
    }
  }

  /**
   * What the C library keeps for later, where Java can ask it to let go (Linux, 17.0.9 and later).
   */
  private static void trim() {
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      ManagementFactory.getPlatformMBeanServer()
          .invoke(commands, "systemTrimNativeHeap", new Object[0], new String[0]);
    } catch (JMException | RuntimeException e) {
      // It cannot be asked.
    }
  }

  /** What the process holds of the machine's memory; where the system does not say, the heap. */
  private static long size() {
    try {
      return Long.parseLong(Files.readString(STATM).split(" ")[1]) * PAGE_BYTES;
    } catch (IOException | RuntimeException e) {
      return Runtime.getRuntime().totalMemory();
    }
  }
}
