package io.transferlab.kernel;

import io.transferlab.kernel.display.Renderers;
import java.util.Map;

/**
 * How library code in the same JVM shows something: it finds this class by its name, if there is a
 * kernel, and needs no other class of it. Callable from any thread.
 *
 * <p>The running kernel is held statically, because such callers have nothing to find it by.
 */
public final class KernelBridge {
  private static volatile Kernel running;

  private KernelBridge() {}

  /** Whether a kernel runs in this JVM. */
  public static boolean isRunning() {
    return running != null;
  }

  /**
   * Shows something in the output of the running cell.
   *
   * @param data by MIME type; pictures as base64
   * @param metadata the metadata of the Jupyter protocol, for example {@code {"image/png": {"alt":
   *     "..."}}}; may be null
   * @return the id for {@link #update}
   */
  public static String display(Map<String, Object> data, Map<String, Object> metadata) {
    return required().show(Renderers.of(data, metadata));
  }

  /** Shows something in place of what has the given id. */
  public static void update(String id, Map<String, Object> data, Map<String, Object> metadata) {
    required().update(id, Renderers.of(data, metadata));
  }

  /**
   * One line of the running cell, to show that long work goes on: replaced in place, and gone when
   * the cell has ended. Without a running cell nothing is shown.
   *
   * @param line empty: takes it away
   */
  public static void sign(String line) {
    required().sign(line);
  }

  /**
   * An error of the code of a cell in one line: what it is and where in the cell; for code that
   * does not compile, why and what to do.
   *
   * @return null where no kernel runs
   */
  public static String explain(Throwable thrown) {
    Kernel kernel = running;
    return kernel == null ? null : kernel.explain(thrown);
  }

  static void run(Kernel kernel) {
    running = kernel;
  }

  static Kernel kernel() {
    return running;
  }

  private static Kernel required() {
    Kernel kernel = running;
    if (kernel == null) {
      throw new IllegalStateException("there is no running kernel");
    }
    return kernel;
  }
}
