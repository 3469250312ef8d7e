package io.transferlab.predict;

import io.transferlab.evaluate.Calibration;
import io.transferlab.evaluate.Evaluation;
import io.transferlab.evaluate.Interval;
import io.transferlab.evaluate.Predicted;
import io.transferlab.evaluate.Reliability;
import java.util.List;

/**
 * What a classifier said of labelled pictures.
 *
 * @param predicted the class it said of each, among the classifier's classes
 * @param scores of each picture, one a class, before any temperature
 * @param temperature what the scores are divided by before the softmax
 * @param otherClasses classes of the pictures that the classifier does not know: their pictures are
 *     left out
 * @param problems the pictures that could not be read and are not counted: one line each
 */
public record Tested(
    Predicted predicted,
    double[][] scores,
    double temperature,
    List<String> otherClasses,
    List<String> problems) {
  /**
   * Copies what it is given.
   *
   * @param predicted the class it said of each
   * @param scores of each picture, one a class, before any temperature
   * @param temperature what the scores are divided by before the softmax
   * @param otherClasses classes of the pictures that the classifier does not know
   * @param problems the pictures that could not be read and are not counted
   */
  public Tested {
    scores = copy(scores);
    otherClasses = List.copyOf(otherClasses);
    problems = List.copyOf(problems);
  }

  /**
   * The scores.
   *
   * @return a copy: of each picture one a class, before any temperature
   */
  @Override
  public double[][] scores() {
    return copy(scores);
  }

  private static double[][] copy(double[][] rows) {
    double[][] out = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      out[i] = rows[i].clone();
    }
    return out;
  }

  /**
   * How probable each class is.
   *
   * @return of each picture one a class: the softmax of scores / temperature
   */
  public double[][] probabilities() {
    return probabilities(temperature);
  }

  private double[][] probabilities(double divisor) {
    double[][] rows = new double[scores.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Calibration.softmax(scores[i], divisor);
    }
    return rows;
  }

  /**
   * Whether the probabilities mean what they say.
   *
   * @return in ten bins
   */
  public Reliability reliability() {
    return Reliability.of(probabilities(), predicted.truth());
  }

  /**
   * The same for the scores as they are, without a temperature.
   *
   * @return in ten bins
   */
  public Reliability reliabilityBefore() {
    return Reliability.of(probabilities(1), predicted.truth());
  }

  /**
   * What it got right.
   *
   * @return accuracies and confusion, over the classifier's classes
   */
  public Evaluation evaluation() {
    return predicted.evaluation();
  }

  /**
   * Where the accuracy may lie.
   *
   * @return with 95 % confidence
   */
  public Interval interval() {
    return evaluation().interval();
  }
}
