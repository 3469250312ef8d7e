package io.transferlab.words.train;

import io.transferlab.core.LabException;

/** How to train word2vec. Immutable: the {@code with} methods return changed copies. */
public final class Word2VecOptions {
  private static final Word2VecOptions DEFAULTS = new Word2VecOptions();

  private int dimension = 50;
  private int window = 5;
  private int minCount = 5;
  private double rate = 0.05;
  private int epochs = 3;
  private long seed = 1;
  private int threads = 1;

  private Word2VecOptions() {}

  /**
   * The usual options, for the small world and other small texts.
   *
   * @return 50 numbers a word, a window of 5, 3 epochs, one thread
   */
  public static Word2VecOptions defaults() {
    return DEFAULTS;
  }

  private Word2VecOptions copy() {
    Word2VecOptions copy = new Word2VecOptions();
    copy.dimension = dimension;
    copy.window = window;
    copy.minCount = minCount;
    copy.rate = rate;
    copy.epochs = epochs;
    copy.seed = seed;
    copy.threads = threads;
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
  public Word2VecOptions withDimension(int dimension) {
    require(dimension >= 1, "a dimension of at least 1", dimension);
    Word2VecOptions copy = copy();
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
  public Word2VecOptions withWindow(int window) {
    require(window >= 1, "a window of at least 1", window);
    Word2VecOptions copy = copy();
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
  public Word2VecOptions withMinCount(int minCount) {
    require(minCount >= 1, "a least count of at least 1", minCount);
    Word2VecOptions copy = copy();
    copy.minCount = minCount;
    return copy;
  }

  /**
   * The learning rate.
   *
   * @return the learning rate at the start, between 0 and 1; it falls to a hundredth
   */
  public double rate() {
    return rate;
  }

  /**
   * The same with another learning rate.
   *
   * @param rate the learning rate at the start, between 0 and 1; it falls to a hundredth
   * @return changed options
   * @throws LabException for any other number
   */
  public Word2VecOptions withRate(double rate) {
    require(rate > 0 && rate < 1, "a rate between 0 and 1", rate);
    Word2VecOptions copy = copy();
    copy.rate = rate;
    return copy;
  }

  /**
   * The length of the training.
   *
   * @return passes over the text, at least 1
   */
  public int epochs() {
    return epochs;
  }

  /**
   * The same with another length of the training.
   *
   * @param epochs passes over the text, at least 1
   * @return changed options
   * @throws LabException for any other number
   */
  public Word2VecOptions withEpochs(int epochs) {
    require(epochs >= 1, "at least 1 epoch", epochs);
    Word2VecOptions copy = copy();
    copy.epochs = epochs;
    return copy;
  }

  /**
   * The seed.
   *
   * @return of the first vectors and of all chance, see {@link Word2VecTraining}
   */
  public long seed() {
    return seed;
  }

  /**
   * The same with another seed.
   *
   * @param seed of the first vectors and of all chance, see {@link Word2VecTraining}
   * @return changed options
   */
  public Word2VecOptions withSeed(long seed) {
    Word2VecOptions copy = copy();
    copy.seed = seed;
    return copy;
  }

  /**
   * The number of threads.
   *
   * @return at least 1. With 1 the same seed gives very nearly the same vectors (not quite: the
   *     native code keeps threads of its own); more are faster, but write to the same vectors in
   *     whatever order they come, so that runs differ
   */
  public int threads() {
    return threads;
  }

  /**
   * The same with another number of threads.
   *
   * @param threads at least 1. With 1 the same seed gives very nearly the same vectors (not quite:
   *     the native code keeps threads of its own); more are faster, but write to the same vectors
   *     in whatever order they come, so that runs differ
   * @return changed options
   * @throws LabException for any other number
   */
  public Word2VecOptions withThreads(int threads) {
    require(threads >= 1, "at least 1 thread", threads);
    Word2VecOptions copy = copy();
    copy.threads = threads;
    return copy;
  }
}
