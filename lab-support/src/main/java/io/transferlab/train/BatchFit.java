package io.transferlab.train;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import java.util.function.IntConsumer;
import org.nd4j.linalg.factory.Nd4j;

/** Which batch size the memory suffices for, found by trying. */
final class BatchFit {
  private BatchFit() {}

  /**
   * The largest batch size that works, of half the present one, a quarter, and so on.
   *
   * @param tooLarge a size that does not
   * @param trial makes one training step of that size
   * @return the size; 0 if not even one picture fits
   */
  static int below(int tooLarge, IntConsumer trial) {
    for (int size = tooLarge / 2; size >= 1; size /= 2) {
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
      System.gc(); // arrays outside the heap are freed with their Java halves
      try {
        trial.accept(size);
        return size;
      } catch (OutOfMemoryError | RuntimeException e) {
        if (!Lab.isOutOfMemory(e)) {
          throw e;
        }
      }
    }
    return 0;
  }

  /**
   * The error to show.
   *
   * @param size the batch size that did not fit
   * @param fits the largest that did; 0 for none
   * @param cause what was thrown
   * @return the error, ready to be thrown
   */
  static LabException error(int size, int fits, Throwable cause) {
    return LabException.of(
        "memory for batches of " + size + " pictures",
        "too little (heap " + (Runtime.getRuntime().maxMemory() >> 20) + " MB)",
        fits > 0
            ? "withBatchSize("
                + fits
                + "), which fits here (it was tried); or more memory, for"
                + " instance LAB_HEAP=4g"
            : "more memory, for instance LAB_HEAP=4g: not even one picture fits; or freeze more"
                + " layers",
        cause);
  }
}
