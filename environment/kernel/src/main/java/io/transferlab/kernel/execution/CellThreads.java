package io.transferlab.kernel.execution;

import io.transferlab.kernel.errors.CellInterrupted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the code of cells on a thread that can be interrupted and, if that does not help, given up:
 * the next cell then gets a new thread.
 *
 * <p>An interrupt that was accepted holds until its cell has ended, whatever becomes of the
 * thread's flag. No further task of the cell is begun; {@link Checkpoint} ends its loops and calls;
 * and where the flag was used up (by a poll, or an InterruptedException that was caught) but the
 * task goes on, the flag is set again and again. What is left is code without loops between calls
 * that end when they see the flag.
 *
 * <p>No flag outlives its task: it is set under the lock, on a thread that has a task, and cleared
 * under the lock, before anyone learns that the task is done.
 */
public final class CellThreads {
  private static final long GRACE_MILLIS = 1000;

  /**
   * A flag that was used up stays so for one to two of these: a library that was told needs a
   * moment to put things in order.
   */
  private static final long INSIST_MILLIS = 100;

  private final long limitMillis;
  private final Object lock = new Object();
  private final List<CellThread> abandoned = new ArrayList<>();
  private ClassLoader contextLoader = ClassLoader.getSystemClassLoader();
  private CellThread runner;
  private Task<?> current;
  private boolean active;
  private boolean stopping;
  private boolean insisting;

  /**
   * @param limitMillis how long a statement may take; 0 for as long as it likes
   */
  public CellThreads(long limitMillis) {
    this.limitMillis = limitMillis;
  }

  /** A thread that was given up throws this to whoever waits for it. */
  public static final class Abandoned extends Exception {
    private static final long serialVersionUID = 1L;

    Abandoned() {
      super("the thread of the cell was given up", null, false, false);
    }
  }

  private final class Task<T> implements Runnable {
    final Callable<T> work;
    final CompletableFuture<T> result = new CompletableFuture<>();

    Task(Callable<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        T value = work.call();
        done(this);
        result.complete(value);
      } catch (Throwable e) {
        done(this);
        result.completeExceptionally(e);
      }
    }
  }

  /** Whether the thread, or the cell that started it, was given up. */
  public static boolean isAbandoned(Thread thread) {
    return CellThread.isAbandoned(thread);
  }

  /** The context class loader of cells, by which libraries find their services. */
  public void setContextLoader(ClassLoader loader) {
    synchronized (lock) {
      contextLoader = loader;
    }
  }

  /** From now on until {@link #end} an interrupt is meant for this cell. */
  public void begin() {
    synchronized (lock) {
      active = true;
      stopping = false;
      tellCheckpoint();
    }
  }

  /**
   * The cell has ended.
   *
   * @return whether it was asked to stop
   */
  public boolean end() {
    synchronized (lock) {
      boolean stopped = stopping;
      active = false;
      stopping = false;
      tellCheckpoint();
      return stopped;
    }
  }

  /** Whether the current cell was asked to stop. */
  public boolean isStopping() {
    synchronized (lock) {
      return stopping;
    }
  }

  /** Asks the current cell to stop; asked again, gives its thread up. */
  public void interrupt() {
    synchronized (lock) {
      if (!active) {
        return;
      }
      if (stopping) {
        abandon();
        return;
      }
      stopping = true;
      // Before the flag is set: who sees the flag sees the stop.
      tellCheckpoint();
      if (current != null) {
        runner.interrupt();
      }
      if (!insisting) {
        Thread thread = new Thread(this::insist, "kernel-insist");
        thread.setDaemon(true);
        thread.start();
        insisting = true;
      }
    }
  }

  /**
   * Does the work on the thread of cells and waits for it; at once if this is already such a
   * thread. Work that takes longer than the time limit is interrupted.
   *
   * @throws Abandoned if the thread was given up
   * @throws TimeoutException if it took too long
   * @throws Exception what the work threw
   */
  public <T> T call(Callable<T> work) throws Exception {
    if (CellThread.isCurrent()) {
      Checkpoint.check();
      return work.call();
    }
    Task<T> task = new Task<>(work);
    synchronized (lock) {
      if (stopping) {
        throw new CellInterrupted();
      }
      if (runner == null) {
        runner = new CellThread();
        runner.start();
      }
      runner.setContextClassLoader(contextLoader);
      current = task;
      runner.add(task);
    }
    try {
      return limitMillis > 0 ? limited(task) : task.result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private <T> T limited(Task<T> task) throws Exception {
    try {
      return task.result.get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      interrupt();
      try {
        task.result.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stuck) {
        interrupt();
      } catch (ExecutionException stopped) {
        // As it should.
      }
      throw e;
    }
  }

  private void abandon() {
    if (runner == null) {
      return;
    }
    CellThread given = runner;
    abandoned.add(given);
    runner = null;
    tellCheckpoint();
    if (current != null) {
      current.result.completeExceptionally(new Abandoned());
      current = null;
    }
    given.abandon();
  }

  /** On the thread of the task. */
  private void done(Task<?> task) {
    synchronized (lock) {
      if (current == task) {
        current = null;
        runner.forget();
      }
    }
  }

  /** Sets used up flags again until the cell has ended, and the threads that were given up. */
  private void insist() {
    while (true) {
      try {
        Thread.sleep(INSIST_MILLIS);
      } catch (InterruptedException e) {
        // Nobody interrupts this thread.
      }
      synchronized (lock) {
        tellCheckpoint();
        if (!stopping && abandoned.isEmpty()) {
          insisting = false;
          return;
        }
        abandoned.forEach(CellThread::remind);
        if (stopping && current != null) {
          runner.remind();
        }
      }
    }
  }

  private void tellCheckpoint() {
    abandoned.removeIf(r -> !r.isAlive());
    Checkpoint.stop(stopping, !abandoned.isEmpty());
  }
}
