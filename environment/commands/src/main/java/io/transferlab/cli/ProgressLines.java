package io.transferlab.cli;

import io.transferlab.advise.AdviceProgress;

/** News on lines of their own, and on a terminal what goes on in the last one. */
final class ProgressLines {
  private static final int WIDTH = 100;

  private final boolean told;
  private final boolean terminal;
  private int shown;

  /**
   * Lines on standard output.
   *
   * @param told whether anything is said at all
   */
  ProgressLines(boolean told) {
    this.told = told;
    terminal = told && TerminalProgress.isTerminal();
  }

  void accept(AdviceProgress at) {
    if (!told) {
      return;
    }
    if (at.isNews()) {
      end();
      System.out.println("  " + at);
    } else if (terminal) {
      String text = at.toString();
      String line = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
      System.out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    }
    System.out.flush();
  }

  void end() {
    if (shown > 0) {
      System.out.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }
}
