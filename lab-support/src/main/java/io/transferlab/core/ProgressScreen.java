package io.transferlab.core;

/**
 * Where long work shows that it goes on: one line that is replaced in place. Found as a service
 * ({@link java.util.ServiceLoader}), because the rooms that work long know nothing of notebooks and
 * terminals.
 */
public interface ProgressScreen {
  /**
   * Whether somebody looks at it now.
   *
   * @return false where nothing should be shown, such as in a log
   */
  boolean isThere();

  /**
   * Shows a line in the place of the one before.
   *
   * @param line a few words; empty: takes the line away
   */
  void show(String line);

  /**
   * Whether the line may stay a moment when its work is over, for the work that comes next.
   *
   * @return false where anything printed meanwhile would run into it
   */
  boolean mayStay();
}
