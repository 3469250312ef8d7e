package io.transferlab.predict;

import io.transferlab.network.ClassProbability;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier says of a picture.
 *
 * @param key the picture
 * @param predictions all classes with their probabilities, best first; empty if the picture could
 *     not be read
 * @param known false for "I do not know": the best class is less probable than the threshold, or
 *     there is no picture
 * @param problem why the picture could not be read, with its name; null if it could
 */
public record Answer(
    String key, List<ClassProbability> predictions, boolean known, @Nullable String problem) {
  /**
   * Copies the list.
   *
   * @param key the picture
   * @param predictions all classes with their probabilities, best first
   * @param known false for "I do not know"
   * @param problem why the picture could not be read, with its name; null if it could
   */
  public Answer {
    predictions = List.copyOf(predictions);
  }

  /**
   * The most probable class.
   *
   * @return with its probability, also where the classifier does not know
   * @throws java.util.NoSuchElementException if the picture could not be read
   */
  public ClassProbability best() {
    return predictions.stream().findFirst().orElseThrow();
  }

  /**
   * The answer in words.
   *
   * @param most how many classes at most
   * @return the classes with their probabilities, best first, or that it does not know
   */
  public String words(int most) {
    String classes =
        predictions.stream()
            .limit(most)
            .map(ClassProbability::toString)
            .collect(Collectors.joining(", "));
    return known ? classes : "I do not know (" + classes + ")";
  }

  @Override
  public String toString() {
    if (problem != null) {
      return key + ": " + problem;
    }
    return key + ": " + (known ? best() : "I do not know (perhaps " + best() + ")");
  }
}
