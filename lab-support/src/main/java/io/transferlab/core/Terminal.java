package io.transferlab.core;

import java.io.Console;

/** Whether a person looks at what is printed. */
public final class Terminal {
  private Terminal() {}

  /**
   * Tells whether standard input and output are a terminal; newer JDKs have a console even for a
   * log.
   *
   * @return false for a pipe, a file, a notebook
   */
  public static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before Java 22 a console is a terminal
    }
  }
}
