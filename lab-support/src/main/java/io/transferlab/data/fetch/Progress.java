package io.transferlab.data.fetch;

/** Is told how a fetch goes on; called by several threads. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = step -> {};

  /**
   * Something went on.
   *
   * @param step where it is now
   */
  void at(Step step);
}
