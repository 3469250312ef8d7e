package io.transferlab.train;

import io.transferlab.network.Backbone;
import java.util.List;

/**
 * What learning a target and a source in turn gives: two networks whose shared layers have the same
 * weights.
 *
 * @param target the shared layers with the new head, with the weights of the best epoch
 * @param source the same shared layers with the source's own head, which learned with them; the
 *     weights of the same epoch
 * @param history how the target got there
 * @param problems the pictures that could not be read and took no part: one line each
 */
public record Rehearsed(Backbone target, Backbone source, History history, List<String> problems) {
  /**
   * Copies the list.
   *
   * @param target the shared layers with the new head, with the weights of the best epoch
   * @param source the same shared layers with the source's own head, which learned with them
   * @param history how the target got there
   * @param problems the pictures that could not be read and took no part
   */
  public Rehearsed {
    problems = List.copyOf(problems);
  }

  @Override
  public String toString() {
    return new FineTuned(target, history, problems).toString();
  }
}
