package io.transferlab.train;

import io.transferlab.network.Backbone;
import java.util.List;

/**
 * What fine-tuning gives.
 *
 * @param network the trained network, with the weights of its best epoch
 * @param history how it got there
 * @param problems the pictures that could not be read and took no part: one line each, with the
 *     reason
 */
public record FineTuned(Backbone network, History history, List<String> problems) {
  /**
   * Copies the list.
   *
   * @param network the trained network, with the weights of its best epoch
   * @param history how it got there
   * @param problems the pictures that could not be read and took no part
   */
  public FineTuned {
    problems = List.copyOf(problems);
  }

  @Override
  public String toString() {
    return problems.isEmpty()
        ? history.toString()
        : history + "\n" + problems.size() + " pictures left out: " + String.join("; ", problems);
  }
}
