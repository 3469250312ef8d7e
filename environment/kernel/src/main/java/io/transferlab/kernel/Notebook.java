package io.transferlab.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;

/**
 * The functions that every cell can call, those of IJava: imported statically into each session.
 */
public final class Notebook {
  private Notebook() {}

  /** Shows a value in the forms it prefers and returns the id of its display. */
  public static String display(Object value) {
    return kernel().show(kernel().renderers().render(value));
  }

  /** Shows a value in the MIME types asked for, as far as it has them, and as text. */
  public static String display(Object value, String... types) {
    return kernel().show(kernel().renderers().render(value, types));
  }

  /** Shows a value in place of an earlier one. */
  public static void updateDisplay(String id, Object value) {
    kernel().update(id, kernel().renderers().render(value));
  }

  /** Shows a value, in the MIME types asked for, in place of an earlier one. */
  public static void updateDisplay(String id, Object value, String... types) {
    kernel().update(id, kernel().renderers().render(value, types));
  }

  /** A value in the forms it prefers; as the last expression of a cell, its result. */
  public static DisplayData render(Object value) {
    return kernel().renderers().render(value);
  }

  /** A value in the MIME types asked for, as far as it has them, and as text. */
  public static DisplayData render(Object value, String... types) {
    return kernel().renderers().render(value, types);
  }

  /** Removes what the cell has shown so far. */
  public static void clearOutput() {
    clearOutput(false);
  }

  /**
   * Removes what the cell has shown so far.
   *
   * @param wait only when something new comes, which does not flicker
   */
  public static void clearOutput(boolean wait) {
    kernel().clear(wait);
  }

  /** Evaluates what could be a cell and returns the value of its last expression. */
  public static Object eval(String code) throws Exception {
    return kernel().eval(code);
  }

  /** Prints as System.out.printf does. */
  public static void printf(String format, Object... args) {
    System.out.printf(format, args);
  }

  /** The kernel that runs this cell. */
  public static Kernel getKernelInstance() {
    return kernel();
  }

  /** Runs a line magic; the result is cast to whatever is expected, unchecked. */
  public static <T> T lineMagic(String name, List<String> args) throws Exception {
    return kernel().getMagics().applyLineMagic(name, args);
  }

  /** Runs a cell magic; the result is cast to whatever is expected, unchecked. */
  public static <T> T cellMagic(String name, List<String> args, String body) throws Exception {
    return kernel().getMagics().applyCellMagic(name, args, body);
  }

  private static Kernel kernel() {
    Kernel kernel = KernelBridge.kernel();
    if (kernel == null) {
      throw new IllegalStateException("there is no running kernel");
    }
    return kernel;
  }
}
