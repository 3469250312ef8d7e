package io.transferlab.train;

import io.transferlab.network.Backbone;

/**
 * What fine-tuning gives.
 *
 * @param network the trained network, with the weights of its best epoch
 * @param history how it got there
 */
public record FineTuned(Backbone network, History history) {
  @Override
  public String toString() {
    return history.toString();
  }
}
