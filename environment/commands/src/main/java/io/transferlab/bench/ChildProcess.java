package io.transferlab.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process that does not outlive this one, nor do those that it has started. */
final class ChildProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final Process process;
  private final AtEnd end;

  private ChildProcess(Process process) {
    this.process = process;
    try {
      end = AtEnd.of(this::end);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  static ChildProcess start(ProcessBuilder builder) throws IOException {
    return new ChildProcess(builder.start());
  }

  Process process() {
    return process;
  }

  /** Whether this process was told to end, and this one with it. */
  boolean isTold() {
    return end.isTold();
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS); // it may hold files
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.close();
  }
}
