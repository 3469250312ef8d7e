package io.transferlab.cli;

import io.transferlab.advise.AdviceProgress;

/** News on lines of their own; what goes on between them, the library shows by itself. */
final class ProgressLines {
  private final boolean told;

  /**
   * Lines on standard output.
   *
   * @param told whether anything is said at all
   */
  ProgressLines(boolean told) {
    this.told = told;
  }

  void accept(AdviceProgress at) {
    if (told && at.isNews()) {
      System.out.println("  " + at);
    }
  }
}
