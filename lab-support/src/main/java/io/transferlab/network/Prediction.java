package io.transferlab.network;

import java.util.Locale;

/**
 * One class with its probability.
 *
 * @param label the class
 * @param probability 0 to 1
 */
public record Prediction(String label, double probability) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.1f %%", label, 100 * probability);
  }
}
