package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.network.Backbone;
import io.transferlab.network.ClassifierNetwork;
import java.nio.file.Path;
import java.util.List;

/**
 * What fine-tuning gives.
 *
 * @param classifier the trained network, with the weights of its best epoch
 * @param history how it got there
 * @param problems the pictures that could not be read and took no part: one line each, with the
 *     reason
 */
public record FineTuned(ClassifierNetwork classifier, History history, List<String> problems) {
  /**
   * Copies the list.
   *
   * @param classifier the trained network, with the weights of its best epoch
   * @param history how it got there
   * @param problems the pictures that could not be read and took no part
   */
  public FineTuned {
    problems = List.copyOf(problems);
  }

  /**
   * The trained network, of a source whose layers can be trained.
   *
   * @return a network of DL4J
   * @throws LabException if the source is frozen as a whole, and a head was trained behind it
   */
  public Backbone network() {
    if (classifier instanceof Backbone network) {
      return network;
    }
    throw LabException.of(
        "a network whose own layers can be trained",
        classifier.toString(),
        "ask classifier() in its place: evaluate, classify and predict are there too; or take"
            + " PictureClassifier.of(tuned)");
  }

  /**
   * What it gets right.
   *
   * @param set labelled pictures of the classes it was trained on
   * @return accuracies and confusion
   */
  public Evaluation evaluate(ImageSet set) {
    return classifier.evaluate(set);
  }

  /**
   * Writes the network, as {@link ClassifierNetwork#save} does. {@code PictureClassifier.of(tuned)}
   * can be calibrated first, and carry examples.
   *
   * @param file where to, by custom {@code .zip}; replaced in one step
   * @throws LabException if it cannot be written
   */
  public void save(Path file) {
    classifier.save(file);
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
