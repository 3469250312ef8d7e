package io.transferlab.train;

import io.transferlab.core.LabException;

/**
 * How learning rates change over a run: a warm-up in a straight line, then a shape. Immutable.
 *
 * @param shape what comes after the warm-up
 * @param warmup steps (batches) in which the rates rise to their highest; at most half of the run's
 * @param everyEpochs of {@link Shape#STEP}: epochs between two falls, at least 1
 * @param factor of {@link Shape#STEP}: what the rate is multiplied by at each; of {@link
 *     Shape#RISING}: the fraction at the first step; above 0, below 1
 */
public record Schedule(Shape shape, int warmup, int everyEpochs, double factor) {
  /** What a rate does after the warm-up. */
  public enum Shape {
    /** Stays as it is. */
    CONSTANT,
    /**
     * Falls to 0 along half a cosine (Loshchilov and Hutter 2017, arXiv 1608.03983, without
     * restarts).
     */
    COSINE,
    /** Falls by a factor every few epochs. */
    STEP,
    /** Rises by the same factor at each step, from a small fraction of the highest rate to it. */
    RISING
  }

  /**
   * Checks the values.
   *
   * @param shape what comes after the warm-up
   * @param warmup steps (batches) in which the rates rise to their highest
   * @param everyEpochs of {@link Shape#STEP}
   * @param factor of {@link Shape#STEP}
   * @throws LabException for a negative warm-up, a period below 1 or a factor outside its range
   */
  public Schedule {
    if (warmup < 0) {
      throw LabException.of(
          "a warm-up of at least 0 steps", String.valueOf(warmup), "10 to 200 are usual");
    }
    if (everyEpochs < 1 || !(factor > 0 && factor < 1)) {
      throw LabException.of(
          "a fall every 1 or more epochs, by a factor between 0 and 1",
          "every " + everyEpochs + " epochs by " + factor,
          "for instance Schedule.step(10, 0.1)");
    }
  }

  private static Schedule of(Shape shape) {
    return new Schedule(shape, 0, 10, 0.1);
  }

  /**
   * The same rate from the first step to the last.
   *
   * @return the schedule, without warm-up
   */
  public static Schedule constant() {
    return of(Shape.CONSTANT);
  }

  /**
   * Down to 0 along half a cosine.
   *
   * @return the schedule, without warm-up
   */
  public static Schedule cosine() {
    return of(Shape.COSINE);
  }

  /**
   * Down by a factor every few epochs.
   *
   * @param everyEpochs epochs between two falls, at least 1
   * @param factor above 0, below 1
   * @return the schedule, without warm-up
   */
  public static Schedule step(int everyEpochs, double factor) {
    return new Schedule(Shape.STEP, 0, everyEpochs, factor);
  }

  /**
   * Up from a fraction to 1 in equal factors: to see which rates are too small and which too large.
   *
   * @param from the fraction of the first step, above 0, below 1
   * @return the schedule
   */
  static Schedule rising(double from) {
    return new Schedule(Shape.RISING, 0, 1, from);
  }

  /**
   * A copy with another warm-up.
   *
   * @param steps (batches) in which the rates rise to their highest, at least 0
   * @return the copy
   * @throws LabException for a negative number
   */
  public Schedule withWarmup(int steps) {
    return new Schedule(shape, steps, everyEpochs, factor);
  }

  /**
   * What the highest rate is multiplied by.
   *
   * @param step steps done so far, 0 for the first
   * @param stepsPerEpoch steps in an epoch, at least 1
   * @param epochs epochs of the run, at least 1
   * @return 0 to 1
   */
  public double at(int step, int stepsPerEpoch, int epochs) {
    int steps = stepsPerEpoch * epochs;
    int rising = Math.min(warmup, steps / 2);
    if (step < rising) {
      return (step + 1.0) / rising;
    }
    return switch (shape) {
      case CONSTANT -> 1;
      case COSINE -> {
        double done = Math.min(1.0, (double) (step - rising) / (steps - rising));
        yield 0.5 * (1 + Math.cos(Math.PI * done));
      }
      case STEP -> Math.pow(factor, step / stepsPerEpoch / everyEpochs);
      case RISING -> Math.pow(factor, 1 - Math.min(1.0, step / Math.max(1.0, steps - 1.0)));
    };
  }

  @Override
  public String toString() {
    String after =
        switch (shape) {
          case CONSTANT -> "constant";
          case COSINE -> "cosine";
          case STEP -> "times " + factor + " every " + everyEpochs + " epochs";
          case RISING -> "rising from a fraction of " + factor;
        };
    return after + (warmup > 0 ? " after " + warmup + " steps of warm-up" : "");
  }
}
