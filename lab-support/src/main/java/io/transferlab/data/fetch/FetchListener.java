package io.transferlab.data.fetch;

/** Is told how a fetch goes on; called by several threads. */
@FunctionalInterface
public interface FetchListener {
  /** Tells nobody. */
  FetchListener NONE = step -> {};

  /**
   * Something went on.
   *
   * @param step where it is now
   */
  void at(Step step);
}
