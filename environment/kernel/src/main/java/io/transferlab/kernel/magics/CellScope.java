package io.transferlab.kernel.magics;

import io.transferlab.kernel.execution.Outcome;

/** What magics ask of the kernel: the scope in which cells run. */
public interface CellScope {
  /** Evaluates what could be a cell. */
  Outcome evaluate(String source) throws Exception;

  /** Adds a jar or a folder to what cells can use. */
  void addToClasspath(String path);
}
