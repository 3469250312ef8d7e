package io.transferlab.classify;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;

/**
 * In which of two ways a number of training rows is best trained on, and whether there is room for
 * it on the heap. Both solve the same problem.
 *
 * <p>All pairs of rows ({@link DualDescent} over a {@link Gram} matrix) cost the same however many
 * features there are and however hard the problem is, but grow with the square of the rows; Newton
 * steps over the rows ({@link PrimalNewton}) grow with their number. With 10 to 20 classes and 500
 * to 1,000 features the second were as quick at 5,000 to 8,000 rows and ahead from there; on easily
 * separated rows with a large C they need longer, so a margin is kept.
 *
 * @param rows how many training rows there are
 * @param classes how many classes they are of
 * @param folds parts of the cross-validation, which holds a second, smaller table; 1 for none
 */
record SvmMemory(int rows, int classes, int folds) {
  /** More rows are not paired. */
  static final int MOST_PAIRED = 10_000;

  /** Part of the free heap that training may take. */
  private static final double USABLE = 0.8;

  /** For each row and class: its decision, how a step changes it, and one product. */
  private static final int BYTES_A_DECISION = 3 * Float.BYTES;

  private static final double GIGA = 1 << 30;

  /** Bytes of the products of all pairs. */
  long pairs() {
    double part = (folds - 1.0) / folds;
    return (long) (4 * (1 + part * part) * rows * rows);
  }

  /** Bytes of what Newton steps keep beside the features. */
  long decisions() {
    return (long) BYTES_A_DECISION * classes * rows;
  }

  /** Whether all pairs of rows are the better way, with some bytes of free heap. */
  boolean isPaired(long free) {
    return rows <= MOST_PAIRED && pairs() <= USABLE * free;
  }

  /** Whether all pairs of rows are the better way now. */
  boolean isPaired() {
    return isPaired(free());
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long free() {
    return Runtime.getRuntime().maxMemory() - used();
  }

  /**
   * Looks at the free heap.
   *
   * @param views how many rows a picture has
   * @throws LabException if neither way fits; says what does
   */
  void require(int views) {
    require(views, free(), used());
  }

  void require(int views, long free, long used) {
    if (isPaired(free) || decisions() <= USABLE * free) {
      return;
    }
    long each = (long) (USABLE * free / BYTES_A_DECISION) / classes / classes / views;
    String fewer =
        each < 1
            ? ""
            : "train with at most %,d pictures of each of the %d classes, or "
                .formatted(each, classes);
    throw LabException.of(
        "room for the decision values of %,d training rows and %,d classes, %s"
            .formatted(rows, classes, Sizes.text(decisions())),
        Sizes.text(free) + " of free heap",
        "%sgive Java more memory (LAB_HEAP=%.0fg)"
            .formatted(fewer, Math.ceil((decisions() / USABLE + used) / GIGA)));
  }
}
