package io.transferlab.transfer;

import org.jspecify.annotations.Nullable;

/**
 * One trained network of a layer transfer.
 *
 * @param arm what was done with the copied layers; null if none were copied: the base
 * @param layer name of the last copied layer; empty if none
 * @param seed of the training pictures, the random weights and the order
 * @param accuracy mean per-class accuracy on the test pictures, 0 to 1
 * @param validationAccuracy that of the best epoch on the validation pictures, 0 to 1
 * @param bestEpoch whose weights were kept, 1 for the first
 * @param seconds training time, with the looks at the validation pictures
 */
public record TransferCell(
    @Nullable TransferArm arm,
    String layer,
    long seed,
    double accuracy,
    double validationAccuracy,
    int bestEpoch,
    double seconds) {
  /**
   * Whether it is the network of an arm, a layer and a seed.
   *
   * @param otherArm null for the base
   * @param otherLayer empty for the base
   * @param otherSeed of the run
   * @return true if all three are its own
   */
  boolean is(@Nullable TransferArm otherArm, String otherLayer, long otherSeed) {
    return arm == otherArm && layer.equals(otherLayer) && seed == otherSeed;
  }
}
