package io.transferlab.study.vit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101), and gradients of
 * a limited length. Biases, norms and places do not decay.
 */
final class AdamW {
  private static final double DECAY = 0.05;
  private static final double LONGEST = 1;
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double TINY = 1e-8;

  private final Map<String, INDArray> weights;
  private final Map<String, INDArray> means = new LinkedHashMap<>();
  private final Map<String, INDArray> squares = new LinkedHashMap<>();

  /**
   * An updater that has seen nothing.
   *
   * @param weights what it changes, in place
   */
  AdamW(Map<String, INDArray> weights) {
    this.weights = weights;
    weights.forEach(
        (name, values) -> {
          means.put(name, Nd4j.zerosLike(values));
          squares.put(name, Nd4j.zerosLike(values));
        });
  }

  /**
   * What it remembers.
   *
   * @return the means of the gradients, then those of their squares
   */
  java.util.List<Collection<INDArray>> memory() {
    return java.util.List.of(means.values(), squares.values());
  }

  /**
   * A step.
   *
   * @param gradients of each weight; used up
   * @param rate the learning rate
   * @param step steps done so far
   */
  void step(Map<String, INDArray> gradients, double rate, int step) {
    double squared = 0;
    for (INDArray gradient : gradients.values()) {
      double norm = gradient.norm2Number().doubleValue();
      squared += norm * norm;
    }
    double scale = Math.min(1, LONGEST / Math.max(Math.sqrt(squared), TINY));
    weights.forEach(
        (name, values) -> {
          INDArray gradient = gradients.get(name).muli(scale);
          Nd4j.exec(
              new AdamUpdater(
                  gradient, squares.get(name), means.get(name), rate, FIRST, SECOND, TINY, step));
          if (decays(values)) {
            values.muli(1 - rate * DECAY);
          }
          values.subi(gradient);
        });
  }

  /** Matrices and the stem's convolutions: places have a first side of 1. */
  private static boolean decays(INDArray values) {
    return values.rank() > 1 && values.size(0) > 1;
  }
}
