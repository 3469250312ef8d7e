package io.transferlab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * This course, in this process.
 *
 * @param name what does the work
 * @param work what is measured
 * @param closing lets go of what it holds
 * @param parts the work is one of so many equal parts
 */
record OwnEngine(String name, Work work, Runnable closing, int parts) implements Engine {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** What is measured. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @throws IOException if a file cannot be read
     */
    void run() throws IOException;
  }

  static OwnEngine of(Work work) {
    return of(work, () -> {});
  }

  static OwnEngine of(Work work, Runnable closing) {
    return new OwnEngine("this course", work, closing, 1);
  }

  /** Under another name, doing one of so many equal parts and told for all. */
  OwnEngine named(String other, int of) {
    return new OwnEngine(other, work, closing, of);
  }

  @Override
  public Took once() throws IOException {
    long used = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Took(parts * seconds, parts * (SYSTEM.getProcessCpuTime() - used) / 1e9);
  }

  @Override
  public void close() {
    closing.run();
  }
}
