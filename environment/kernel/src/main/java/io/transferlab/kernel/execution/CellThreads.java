package io.transferlab.kernel.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the code of cells on a thread that can be interrupted and, if that does not help, given up:
 * the next cell then gets a new thread.
 */
public final class CellThreads {
  private static final long GRACE_MILLIS = 1000;

  private final long limitMillis;
  private final Object lock = new Object();
  private final List<Runner> abandoned = new ArrayList<>();
  private ClassLoader contextLoader = ClassLoader.getSystemClassLoader();
  private Runner runner;
  private boolean active;
  private boolean stopping;

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

  private static final class Group extends ThreadGroup {
    volatile boolean abandoned;

    Group(ThreadGroup parent) {
      super(parent, "cell");
    }
  }

  private static final class Task<T> {
    final Callable<T> work;
    final CompletableFuture<T> result = new CompletableFuture<>();

    Task(Callable<T> work) {
      this.work = work;
    }

    void run() {
      try {
        result.complete(work.call());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    }
  }

  private static final class Runner extends Thread {
    final LinkedBlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
    final Group group;
    volatile Task<?> current;

    Runner(Group group) {
      super(group, "cell");
      this.group = group;
      setDaemon(true);
    }

    @Override
    public void run() {
      while (!group.abandoned) {
        try {
          current = tasks.take();
          current.run();
        } catch (InterruptedException e) {
          // A late interrupt of a cell that has ended: the next one shall not see it.
        } finally {
          current = null;
          Thread.interrupted();
        }
      }
    }
  }

  /** Whether the thread, or the cell that started it, was given up. */
  public static boolean isAbandoned(Thread thread) {
    for (ThreadGroup g = thread.getThreadGroup(); g != null; g = g.getParent()) {
      if (g instanceof Group group) {
        return group.abandoned;
      }
    }
    return false;
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
      abandoned.removeIf(r -> !r.isAlive());
      Checkpoint.stop(false, !abandoned.isEmpty());
    }
  }

  /** The cell has ended. */
  public void end() {
    synchronized (lock) {
      active = false;
      stopping = false;
      Checkpoint.stop(false, !abandoned.isEmpty());
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
      Checkpoint.stop(true, !abandoned.isEmpty());
      if (runner != null) {
        runner.interrupt();
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
    if (isCellThread()) {
      return work.call();
    }
    Task<T> task = new Task<>(work);
    synchronized (lock) {
      if (stopping) {
        throw new CellInterrupted();
      }
      if (runner == null) {
        runner = new Runner(new Group(rootGroup()));
        runner.start();
      }
      runner.setContextClassLoader(contextLoader);
      runner.tasks.add(task);
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
    Runner given = runner;
    given.group.abandoned = true;
    abandoned.add(given);
    runner = null;
    Checkpoint.stop(true, true);
    Task<?> task = given.current;
    if (task != null) {
      task.result.completeExceptionally(new Abandoned());
    }
    given.interrupt();
  }

  private static boolean isCellThread() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group != null && !(group instanceof Group)) {
      group = group.getParent();
    }
    return group != null;
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
