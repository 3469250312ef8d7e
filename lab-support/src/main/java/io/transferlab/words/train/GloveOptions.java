package io.transferlab.words.train;

import io.transferlab.core.LabException;

/**
 * How to train GloVe. Immutable: the {@code with} methods return changed copies.
 *
 * @param dimension numbers of a vector, at least 1
 * @param window how many places apart two words may stand
 * @param minCount words rarer than this are left out
 * @param xMax the co-occurrence from which a cell has its full weight; the paper's 100 is for
 *     billions of words
 * @param alpha the exponent of the weight below {@code xMax}
 * @param rate AdaGrad's rate
 * @param epochs passes over the cells that are not zero, at least 1
 * @param seed of the first vectors and of the order of the cells
 */
public record GloveOptions(
    int dimension,
    int window,
    int minCount,
    double xMax,
    double alpha,
    double rate,
    int epochs,
    long seed) {
  /** For the small world and other small texts. */
  public static final GloveOptions SMALL = new GloveOptions(50, 10, 5, 10, 0.75, 0.05, 25, 1);

  /** Checks the ranges. */
  public GloveOptions {
    check(dimension >= 1, "a dimension of at least 1", dimension);
    check(window >= 1, "a window of at least 1", window);
    check(minCount >= 1, "a least count of at least 1", minCount);
    check(xMax > 0, "an x_max above 0", xMax);
    check(alpha > 0 && alpha <= 1, "an alpha above 0 and up to 1", alpha);
    check(rate > 0 && rate < Double.POSITIVE_INFINITY, "a rate above 0", rate);
    check(epochs >= 1, "at least 1 epoch", epochs);
  }

  private static void check(boolean holds, String expected, Number found) {
    if (!holds) {
      throw LabException.of(expected, String.valueOf(found), "choose another value");
    }
  }

  /**
   * Another size of vectors.
   *
   * @param dimension numbers of a vector
   * @return changed options
   */
  public GloveOptions withDimension(int dimension) {
    return new GloveOptions(dimension, window, minCount, xMax, alpha, rate, epochs, seed);
  }

  /**
   * Another window.
   *
   * @param window how many places apart two words may stand
   * @return changed options
   */
  public GloveOptions withWindow(int window) {
    return new GloveOptions(dimension, window, minCount, xMax, alpha, rate, epochs, seed);
  }

  /**
   * Another least count.
   *
   * @param minCount words rarer than this are left out
   * @return changed options
   */
  public GloveOptions withMinCount(int minCount) {
    return new GloveOptions(dimension, window, minCount, xMax, alpha, rate, epochs, seed);
  }

  /**
   * Another weighting of the cells.
   *
   * @param xMax the co-occurrence from which a cell has its full weight
   * @return changed options
   */
  public GloveOptions withXMax(double xMax) {
    return new GloveOptions(dimension, window, minCount, xMax, alpha, rate, epochs, seed);
  }

  /**
   * Another number of passes.
   *
   * @param epochs passes over the cells
   * @return changed options
   */
  public GloveOptions withEpochs(int epochs) {
    return new GloveOptions(dimension, window, minCount, xMax, alpha, rate, epochs, seed);
  }

  /**
   * Another seed.
   *
   * @param seed of the first vectors and the order
   * @return changed options
   */
  public GloveOptions withSeed(long seed) {
    return new GloveOptions(dimension, window, minCount, xMax, alpha, rate, epochs, seed);
  }
}
