package io.transferlab.kernel.execution;

import java.util.concurrent.LinkedBlockingQueue;

/**
 * A thread that runs the code of cells, one task after the other, until it is given up. The threads
 * that cells start are in its group, so that they are known for what they are.
 */
final class CellThread extends Thread {
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Group group;
  private boolean usedUp;

  CellThread() {
    this(new Group(rootGroup()));
  }

  private CellThread(Group group) {
    super(group, "cell");
    this.group = group;
    setDaemon(true);
  }

  private static final class Group extends ThreadGroup {
    volatile boolean abandoned;

    Group(ThreadGroup parent) {
      super(parent, "cell");
    }
  }

  @Override
  public void run() {
    while (!group.abandoned) {
      try {
        // Not kept in a variable: it would keep the result while this waits.
        tasks.take().run();
      } catch (InterruptedException e) {
        // Before the task was taken; it is still there, or this thread was given up.
      }
    }
  }

  void add(Runnable task) {
    tasks.add(task);
  }

  /** The task that runs is the last; without one the thread ends. */
  void abandon() {
    group.abandoned = true;
    interrupt();
  }

  /** The flag of this, the current thread, is not for its next task. */
  void forget() {
    usedUp = false;
    Thread.interrupted();
  }

  /** Sets the flag again if it was cleared when this was called last, and still is. */
  void remind() {
    boolean cleared = !isInterrupted();
    if (cleared && usedUp) {
      interrupt();
    }
    usedUp = cleared && !usedUp;
  }

  /** Whether the thread, or the cell that started it, was given up. */
  static boolean isAbandoned(Thread thread) {
    Group group = groupOf(thread);
    return group != null && group.abandoned;
  }

  /** Whether this is such a thread, or one that a cell started. */
  static boolean isCurrent() {
    return groupOf(Thread.currentThread()) != null;
  }

  private static Group groupOf(Thread thread) {
    for (ThreadGroup g = thread.getThreadGroup(); g != null; g = g.getParent()) {
      if (g instanceof Group group) {
        return group;
      }
    }
    return null;
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
