package io.transferlab.words.train;

import io.transferlab.core.LabException;

/** How to train GloVe. Immutable: the {@code with} methods return changed copies. */
public final class GloveOptions {
  private static final GloveOptions DEFAULTS = new GloveOptions();

  private int dimension = 50;
  private int window = 10;
  private int minCount = 5;
  private double xMax = 10;
  private double alpha = 0.75;
  private double rate = 0.05;
  private int epochs = 25;
  private long seed = 1;

  private GloveOptions() {}

  /**
   * The usual options, for the small world and other small texts.
   *
   * @return 50 numbers a word, a window of 10, x_max 10, 25 epochs
   */
  public static GloveOptions defaults() {
    return DEFAULTS;
  }

  private GloveOptions copy() {
    GloveOptions copy = new GloveOptions();
    copy.dimension = dimension;
    copy.window = window;
    copy.minCount = minCount;
    copy.xMax = xMax;
    copy.alpha = alpha;
    copy.rate = rate;
    copy.epochs = epochs;
    copy.seed = seed;
    return copy;
  }

  private static void require(boolean holds, String expected, Number found) {
    if (!holds) {
      throw LabException.of(expected, String.valueOf(found), "give " + expected);
    }
  }

  /**
   * The size of the vectors.
   *
   * @return numbers of a vector, at least 1
   */
  public int dimension() {
    return dimension;
  }

  /**
   * The same with another size of vectors.
   *
   * @param dimension numbers of a vector, at least 1
   * @return changed options
   * @throws LabException for any other number
   */
  public GloveOptions withDimension(int dimension) {
    require(dimension >= 1, "a dimension of at least 1", dimension);
    GloveOptions copy = copy();
    copy.dimension = dimension;
    return copy;
  }

  /**
   * The window.
   *
   * @return how many places apart two words may stand, at least 1
   */
  public int window() {
    return window;
  }

  /**
   * The same with another window.
   *
   * @param window how many places apart two words may stand, at least 1
   * @return changed options
   * @throws LabException for any other number
   */
  public GloveOptions withWindow(int window) {
    require(window >= 1, "a window of at least 1", window);
    GloveOptions copy = copy();
    copy.window = window;
    return copy;
  }

  /**
   * The least count.
   *
   * @return words rarer than this are left out; at least 1
   */
  public int minCount() {
    return minCount;
  }

  /**
   * The same with another least count.
   *
   * @param minCount words rarer than this are left out; at least 1
   * @return changed options
   * @throws LabException for any other number
   */
  public GloveOptions withMinCount(int minCount) {
    require(minCount >= 1, "a least count of at least 1", minCount);
    GloveOptions copy = copy();
    copy.minCount = minCount;
    return copy;
  }

  /**
   * The bound of the weights.
   *
   * @return the co-occurrence from which a cell has its full weight, above 0; the paper's 100 is
   *     for billions of words
   */
  public double xMax() {
    return xMax;
  }

  /**
   * The same with another bound of the weights.
   *
   * @param xMax the co-occurrence from which a cell has its full weight, above 0; the paper's 100
   *     is for billions of words
   * @return changed options
   * @throws LabException for any other number
   */
  public GloveOptions withXMax(double xMax) {
    require(xMax > 0, "an x_max above 0", xMax);
    GloveOptions copy = copy();
    copy.xMax = xMax;
    return copy;
  }

  /**
   * The bend of the weights.
   *
   * @return the exponent of the weight below x_max, above 0 and at most 1
   */
  public double alpha() {
    return alpha;
  }

  /**
   * The same with another bend of the weights.
   *
   * @param alpha the exponent of the weight below x_max, above 0 and at most 1
   * @return changed options
   * @throws LabException for any other number
   */
  public GloveOptions withAlpha(double alpha) {
    require(alpha > 0 && alpha <= 1, "an alpha above 0 and up to 1", alpha);
    GloveOptions copy = copy();
    copy.alpha = alpha;
    return copy;
  }

  /**
   * The learning rate.
   *
   * @return AdaGrad's rate, above 0
   */
  public double rate() {
    return rate;
  }

  /**
   * The same with another learning rate.
   *
   * @param rate AdaGrad's rate, above 0
   * @return changed options
   * @throws LabException for any other number
   */
  public GloveOptions withRate(double rate) {
    require(rate > 0 && rate < Double.POSITIVE_INFINITY, "a rate above 0", rate);
    GloveOptions copy = copy();
    copy.rate = rate;
    return copy;
  }

  /**
   * The length of the training.
   *
   * @return passes over the cells that are not zero, at least 1
   */
  public int epochs() {
    return epochs;
  }

  /**
   * The same with another length of the training.
   *
   * @param epochs passes over the cells that are not zero, at least 1
   * @return changed options
   * @throws LabException for any other number
   */
  public GloveOptions withEpochs(int epochs) {
    require(epochs >= 1, "at least 1 epoch", epochs);
    GloveOptions copy = copy();
    copy.epochs = epochs;
    return copy;
  }

  /**
   * The seed.
   *
   * @return of the first vectors and of the order of the cells
   */
  public long seed() {
    return seed;
  }

  /**
   * The same with another seed.
   *
   * @param seed of the first vectors and of the order of the cells
   * @return changed options
   */
  public GloveOptions withSeed(long seed) {
    GloveOptions copy = copy();
    copy.seed = seed;
    return copy;
  }
}
