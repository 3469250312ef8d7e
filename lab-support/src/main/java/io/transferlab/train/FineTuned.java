package io.transferlab.train;

import io.transferlab.network.Backbone;
import java.nio.file.Path;
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

  /**
   * Writes the network, as {@link Backbone#save} does. {@code PictureClassifier.of(tuned)} can be
   * calibrated first, and carry examples.
   *
   * @param file where to, by custom {@code .zip}; replaced in one step
   * @throws io.transferlab.core.LabException if it cannot be written
   */
  public void save(Path file) {
    network.save(file);
  }

  @Override
  public String toString() {
    return problems.isEmpty()
        ? history.toString()
        : history
            + "\n"
            + (problems.size() == 1 ? "1 picture" : problems.size() + " pictures")
            + " left out: "
            + String.join("; ", problems);
  }
}
