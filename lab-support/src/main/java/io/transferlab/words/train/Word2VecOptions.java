package io.transferlab.words.train;

import io.transferlab.core.LabException;

/**
 * How to train word2vec. Immutable: the {@code with} methods return changed copies.
 *
 * @param dimension numbers of a vector, at least 1
 * @param window how many places apart two words may stand
 * @param minCount words rarer than this are left out
 * @param rate the learning rate at the start; it falls to a hundredth
 * @param epochs passes over the text, at least 1
 * @param seed of the first vectors and of all chance, see {@link Word2VecTraining}
 * @param threads with 1 the same seed gives very nearly the same vectors (not quite: the native
 *     code keeps threads of its own); more are faster, but write to the same vectors in whatever
 *     order they come, so that runs differ
 */
public record Word2VecOptions(
    int dimension, int window, int minCount, double rate, int epochs, long seed, int threads) {
  /** For the small world and other small texts. */
  public static final Word2VecOptions SMALL = new Word2VecOptions(50, 5, 5, 0.05, 3, 1, 1);

  /** Checks the ranges. */
  public Word2VecOptions {
    check(dimension >= 1, "a dimension of at least 1", dimension);
    check(window >= 1, "a window of at least 1", window);
    check(minCount >= 1, "a least count of at least 1", minCount);
    check(rate > 0 && rate < 1, "a rate between 0 and 1", rate);
    check(epochs >= 1, "at least 1 epoch", epochs);
    check(threads >= 1, "at least 1 thread", threads);
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
  public Word2VecOptions withDimension(int dimension) {
    return new Word2VecOptions(dimension, window, minCount, rate, epochs, seed, threads);
  }

  /**
   * Another window.
   *
   * @param window how many places apart two words may stand
   * @return changed options
   */
  public Word2VecOptions withWindow(int window) {
    return new Word2VecOptions(dimension, window, minCount, rate, epochs, seed, threads);
  }

  /**
   * Another least count.
   *
   * @param minCount words rarer than this are left out
   * @return changed options
   */
  public Word2VecOptions withMinCount(int minCount) {
    return new Word2VecOptions(dimension, window, minCount, rate, epochs, seed, threads);
  }

  /**
   * Another number of passes.
   *
   * @param epochs passes over the text
   * @return changed options
   */
  public Word2VecOptions withEpochs(int epochs) {
    return new Word2VecOptions(dimension, window, minCount, rate, epochs, seed, threads);
  }

  /**
   * Another seed.
   *
   * @param seed of the first vectors and of all chance
   * @return changed options
   */
  public Word2VecOptions withSeed(long seed) {
    return new Word2VecOptions(dimension, window, minCount, rate, epochs, seed, threads);
  }

  /**
   * Another number of threads.
   *
   * @param threads 1 for runs that repeat very nearly
   * @return changed options
   */
  public Word2VecOptions withThreads(int threads) {
    return new Word2VecOptions(dimension, window, minCount, rate, epochs, seed, threads);
  }
}
