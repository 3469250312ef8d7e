package io.transferlab.bench;

import java.util.concurrent.CancellationException;

/** Work done once: when this is closed, or else when the process is told to end. */
final class AtEnd implements AutoCloseable {
  private final Runnable work;
  private final Thread hook;
  private volatile boolean told;

  private AtEnd(Runnable work) {
    this.work = work;
    hook =
        new Thread(
            () -> {
              told = true;
              work.run();
            },
            "at the end");
  }

  /**
   * Keeps some work for the end.
   *
   * @throws CancellationException if the end has begun
   */
  static AtEnd of(Runnable work) {
    AtEnd end = new AtEnd(work);
    try {
      Runtime.getRuntime().addShutdownHook(end.hook);
    } catch (IllegalStateException e) {
      throw new CancellationException("Interrupted.");
    }
    return end;
  }

  /** Whether the process was told to end. */
  boolean isTold() {
    return told;
  }

  @Override
  public void close() {
    try {
      if (Runtime.getRuntime().removeShutdownHook(hook)) {
        work.run();
      }
    } catch (IllegalStateException e) {
      // the process is ending: the hook does it
    }
  }
}
