package io.transferlab.classify;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;

/**
 * Whether the inner products of all pairs of training rows fit into memory.
 *
 * @param rows how many training rows there are
 * @param folds parts of the cross-validation, which holds a second, smaller table; 1 for none
 */
record GramMemory(int rows, int folds) {
  /** Part of the free heap that the products may take. */
  private static final double USABLE = 0.8;

  private static final double GIGA = 1 << 30;

  private double perSquaredRow() {
    double part = (folds - 1.0) / folds;
    return 4 * (1 + part * part);
  }

  /** Bytes. */
  long needed() {
    return (long) (perSquaredRow() * rows * rows);
  }

  /** How many rows would fit into some bytes of free heap. */
  int most(long free) {
    return (int) Math.sqrt(USABLE * free / perSquaredRow());
  }

  /**
   * Looks at the free heap.
   *
   * @param classes how many classes the rows are of
   * @param views how many rows a picture has
   * @throws LabException if the products do not fit; says what does
   */
  void require(int classes, int views) {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    require(classes, views, runtime.maxMemory() - used, used);
  }

  void require(int classes, int views, long free, long used) {
    if (needed() <= USABLE * free) {
      return;
    }
    int each = most(free) / views / classes;
    String fewer =
        each < 1
            ? ""
            : "train with at most %,d pictures of each of the %d classes, or "
                .formatted(each, classes);
    throw LabException.of(
        "room for the inner products of all pairs of %,d training rows, %s"
            .formatted(rows, Sizes.text(needed())),
        Sizes.text(free) + " of free heap",
        "%sgive Java more memory (LAB_HEAP=%.0fg)"
            .formatted(fewer, Math.ceil((needed() / USABLE + used) / GIGA)));
  }
}
