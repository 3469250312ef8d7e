package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.ImageSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much a picture of each class counts in the loss. Immutable.
 *
 * @param balanced whether each class counts as much as any other, however many pictures it has
 * @param of weights by class name, above 0; classes not named count 1. Only their ratios matter:
 *     they are scaled so that the mean over the training pictures is 1
 */
public record ClassWeights(boolean balanced, Map<String, Double> of) {
  /** Every picture counts 1. */
  public static final ClassWeights NONE = new ClassWeights(false, Map.of());

  /**
   * Every class counts the same: a picture counts n / (k n_c), with n pictures in k classes, n_c of
   * them in its class ("balanced" in scikit-learn).
   */
  public static final ClassWeights BALANCED = new ClassWeights(true, Map.of());

  /**
   * Checks the weights.
   *
   * @param balanced whether each class counts as much as any other, however many pictures it has
   * @param of weights by class name, above 0
   * @throws LabException for a weight that is not above 0 and finite
   */
  public ClassWeights {
    of.forEach(
        (name, weight) -> {
          if (!(weight > 0) || weight.isInfinite()) {
            throw LabException.of(
                "a weight above 0 for " + name, String.valueOf(weight), "1 is the usual weight");
          }
        });
    of = Collections.unmodifiableMap(new TreeMap<>(of));
  }

  /**
   * Weights of one's own.
   *
   * @param weights by class name, above 0; classes not named count 1
   * @return the weights
   */
  public static ClassWeights of(Map<String, Double> weights) {
    return new ClassWeights(false, weights);
  }

  /**
   * The weights of a set's classes.
   *
   * @param train the training pictures
   * @return one weight a class, in label order; null if all are 1
   * @throws LabException if a class is named that the set has not
   */
  double @Nullable [] forClassesOf(ImageSet train) {
    for (String name : of.keySet()) {
      if (!train.classes().contains(name)) {
        throw Names.unknown("a class of " + train.name(), name, train.classes());
      }
    }
    int classes = train.classes().size();
    double[] counts = new double[classes];
    train.pictures().forEach(p -> counts[p.label()]++);
    double[] weights = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      weights[c] = balanced ? 1 / counts[c] : of.getOrDefault(train.classes().get(c), 1.0);
      sum += weights[c] * counts[c];
    }
    double scale = train.size() / sum;
    double[] scaled = Arrays.stream(weights).map(w -> w * scale).toArray();
    return Arrays.stream(scaled).allMatch(w -> Math.abs(w - 1) < 1e-9) ? null : scaled;
  }

  @Override
  public String toString() {
    return balanced ? "balanced" : of.isEmpty() ? "none" : of.toString();
  }
}
