package io.transferlab.train;

import io.transferlab.core.LabException;
import io.transferlab.data.Augmentation;

/**
 * How to train. Immutable: the {@code with} methods return changed copies.
 *
 * @param epochs passes over the training pictures, at least 1
 * @param batchSize pictures a step, at least 1
 * @param headRate highest learning rate of the output layer
 * @param bodyRate highest learning rate of all other layers that are not frozen
 * @param warmupSteps steps in which the rates rise to their highest; then they fall along a cosine
 * @param augmentation random changes of the training pictures
 * @param patience epochs without a better validation accuracy before training stops; 0: never
 * @param seed decides the order of the pictures, their changes and new random weights
 */
public record Plan(
    int epochs,
    int batchSize,
    double headRate,
    double bodyRate,
    int warmupSteps,
    Augmentation augmentation,
    int patience,
    long seed) {
  /** Fine-tuning on few pictures: Adam, 1e-3 for the new head and 3e-4 below it. */
  public static final Plan FINE_TUNING =
      new Plan(20, 16, 1e-3, 3e-4, 10, Augmentation.STANDARD, 0, 1);

  /** From scratch on few pictures: one rate for all layers, and enough epochs to converge. */
  public static final Plan FROM_SCRATCH =
      new Plan(80, 16, 5e-4, 5e-4, 10, Augmentation.STANDARD, 0, 1);

  /** Checks the values. */
  public Plan {
    require(epochs >= 1, "at least 1 epoch", epochs);
    require(batchSize >= 1, "a batch of at least 1 picture", batchSize);
    require(headRate > 0 && headRate < 10, "a head rate above 0 (usual: 1e-4 to 1e-2)", headRate);
    require(bodyRate > 0 && bodyRate < 10, "a body rate above 0 (usual: 1e-5 to 1e-3)", bodyRate);
    require(warmupSteps >= 0, "a warm-up of at least 0 steps", warmupSteps);
    require(patience >= 0, "a patience of at least 0 epochs", patience);
  }

  private static void require(boolean good, String expected, Object found) {
    if (!good) {
      throw LabException.of(expected, String.valueOf(found), "change that value of the plan");
    }
  }

  /** A copy with other epochs. */
  public Plan withEpochs(int value) {
    return new Plan(
        value, batchSize, headRate, bodyRate, warmupSteps, augmentation, patience, seed);
  }

  /** A copy with another batch size. */
  public Plan withBatchSize(int value) {
    return new Plan(epochs, value, headRate, bodyRate, warmupSteps, augmentation, patience, seed);
  }

  /** A copy with other rates: of the head, and of the body. */
  public Plan withRates(double head, double body) {
    return new Plan(epochs, batchSize, head, body, warmupSteps, augmentation, patience, seed);
  }

  /** A copy with another warm-up. */
  public Plan withWarmup(int steps) {
    return new Plan(epochs, batchSize, headRate, bodyRate, steps, augmentation, patience, seed);
  }

  /** A copy with other random changes. */
  public Plan withAugmentation(Augmentation value) {
    return new Plan(epochs, batchSize, headRate, bodyRate, warmupSteps, value, patience, seed);
  }

  /** A copy that stops after so many epochs without improvement; 0: never. */
  public Plan withPatience(int value) {
    return new Plan(epochs, batchSize, headRate, bodyRate, warmupSteps, augmentation, value, seed);
  }

  /** A copy with another seed. */
  public Plan withSeed(long value) {
    return new Plan(
        epochs, batchSize, headRate, bodyRate, warmupSteps, augmentation, patience, value);
  }
}
