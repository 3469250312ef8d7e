package io.transferlab.classify;

import io.transferlab.core.LabException;
import io.transferlab.core.Sizes;

/**
 * In which way a number of training rows is best trained on, and whether there is room for it on
 * the heap. All solve the same problem.
 *
 * <p>All pairs of rows ({@link DualDescent} over a {@link Gram} matrix) cost the same however many
 * features there are, but grow with the square of the rows. Newton steps ({@link PrimalNewton}) and
 * blocks of the dual ({@link BlockDescent}) grow with their number. Which of these two is quicker
 * depends on the shape: on ternary features of classes that overlap, C = 1, 3,000 rows of 512
 * features took 11 s in pairs, without an end, 13 s and more in blocks and 1.4 s by Newton steps;
 * 1,000 rows of 4,000 features 0.1 s in pairs, 1.1 s in blocks and 9 s by Newton steps ({@code
 * environment/lab bench svm} measures it).
 *
 * @param rows how many training rows there are
 * @param classes how many classes they are of
 * @param folds parts of the cross-validation, which holds a second, smaller table; 1 for none
 */
record SvmMemory(int rows, int classes, int folds) {
  /** More rows are not paired. */
  static final int MOST_PAIRED = 10_000;

  /** Fewer rows are paired unless they are taller still: it is done in a moment. */
  private static final int FEW = 2_000;

  /** So many rows a feature make Newton steps the quicker way. */
  private static final int TALL = 2;

  /**
   * And so many where rows are few, of classes that hardly differ and with a large C: 300 rows of
   * 32 features, C = 100, took 0.52 s in pairs and 0.16 to 0.28 s by Newton steps; of 128 features
   * 0.12 s and 0.28 to 0.37 s.
   */
  private static final int TALL_OF_FEW = 4;

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

  /** Whether Newton steps are the better way for many rows. */
  static boolean isTall(int rows, int columns) {
    return rows > (long) TALL * columns;
  }

  /** Bytes of what either way for many rows keeps beside the features. */
  long kept() {
    return rows * bytesOfRow(classes);
  }

  private static long bytesOfRow(int classes) {
    return Math.max(
        (long) BYTES_A_DECISION * classes, (long) Float.BYTES * (BlockDescent.BLOCK + classes));
  }

  /** Whether all pairs of rows are the better way, with some bytes of free heap. */
  boolean isPaired(int columns, long free) {
    int tall = rows <= FEW ? TALL_OF_FEW : TALL;
    return rows <= MOST_PAIRED && rows <= (long) tall * columns && pairs() <= USABLE * free;
  }

  /** Whether all pairs of rows are the better way now. */
  boolean isPaired(int columns) {
    return isPaired(columns, free());
  }

  /**
   * Working sets that fit into half of the free heap.
   *
   * @param rows how many one may have
   * @param atOnce how many there may be at a time
   */
  record Sets(int rows, int atOnce) {
    /**
     * Of many processors some have no set: few large sets end, many small ones may not.
     *
     * @param wanted rows of a set that should not be had for less
     * @param most more rows are of no use
     */
    static Sets fitting(int wanted, int most, int processors, long free) {
      double pairs = 0.5 * free / Float.BYTES;
      double rows = Math.max(Math.sqrt(pairs / processors), Math.min(wanted, Math.sqrt(pairs)));
      int each = (int) Math.max(1, Math.min(most, rows));
      return new Sets(
          each, (int) Math.max(1, Math.min(processors, pairs / ((double) each * each))));
    }

    /** With the free heap and the processors of now. */
    static Sets fitting(int wanted, int most) {
      int processors = Runtime.getRuntime().availableProcessors();
      Sets sets = fitting(wanted, most, processors, free());
      if (sets.rows() < most || sets.atOnce() < processors) {
        System.gc(); // garbage counts as used, and training has just left hundreds of megabytes
        return fitting(wanted, most, processors, free());
      }
      return sets;
    }
  }

  /** Rows whose pairs fit into a quarter of the free heap. */
  static int mostShared() {
    return (int) Math.min(MOST_PAIRED, Math.sqrt(0.25 * free() / Float.BYTES));
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
    boolean mayBePaired = rows <= MOST_PAIRED && pairs() <= USABLE * free;
    if (mayBePaired || kept() <= USABLE * free) {
      return;
    }
    long each = (long) (USABLE * free / bytesOfRow(classes)) / classes / views;
    String fewer =
        each < 1
            ? ""
            : "train with at most %,d pictures of each of the %d classes, or "
                .formatted(each, classes);
    throw LabException.of(
        "room for what training keeps of %,d rows and %,d classes, %s"
            .formatted(rows, classes, Sizes.text(kept())),
        Sizes.text(free) + " of free heap",
        "%sgive Java more memory (LAB_HEAP=%.0fg)"
            .formatted(fewer, Math.ceil((kept() / USABLE + used) / GIGA)));
  }
}
