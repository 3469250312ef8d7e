package io.transferlab.joint;

import io.transferlab.core.LabException;

/** How to train two projections. Immutable: the {@code with} methods return changed copies. */
public final class ContrastivePlan {
  private int dimension = 64;
  private int batchSize = 256;
  private int epochs = 30;
  private int patience = 6;
  private double rate = 3e-3;
  private double temperature = 0.07;
  private long seed = 1;

  private ContrastivePlan() {}

  /**
   * What the course's own model is trained with.
   *
   * @return 64 columns, batches of 256, Adam at 3e-3, a temperature that begins at 0.07, 30 epochs,
   *     of which 6 in turn may be no better than before
   */
  public static ContrastivePlan defaults() {
    return new ContrastivePlan();
  }

  private ContrastivePlan copy() {
    ContrastivePlan copy = new ContrastivePlan();
    copy.dimension = dimension;
    copy.batchSize = batchSize;
    copy.epochs = epochs;
    copy.patience = patience;
    copy.rate = rate;
    copy.temperature = temperature;
    copy.seed = seed;
    return copy;
  }

  /**
   * Columns of the space.
   *
   * @return at least 1
   */
  public int dimension() {
    return dimension;
  }

  /**
   * A copy with another space.
   *
   * @param value columns, at least 1
   * @return the copy
   */
  public ContrastivePlan withDimension(int value) {
    require(value >= 1, "a space of at least 1 column", value, "64 serve the drawn world");
    ContrastivePlan copy = copy();
    copy.dimension = value;
    return copy;
  }

  /**
   * Pairs in a batch: each is told from the others of its batch.
   *
   * @return at least 2
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * A copy with other batches.
   *
   * @param value pairs, at least 2
   * @return the copy
   */
  public ContrastivePlan withBatchSize(int value) {
    require(value >= 2, "batches of at least 2 pairs", value, "64 to 256 are usual here");
    ContrastivePlan copy = copy();
    copy.batchSize = value;
    return copy;
  }

  /**
   * Passes over the pairs at most.
   *
   * @return at least 1
   */
  public int epochs() {
    return epochs;
  }

  /**
   * A copy with other epochs.
   *
   * @param value passes over the pairs at most, at least 1
   * @return the copy
   */
  public ContrastivePlan withEpochs(int value) {
    require(value >= 1, "at least 1 epoch", value, "10 to 30 are usual");
    ContrastivePlan copy = copy();
    copy.epochs = value;
    return copy;
  }

  /**
   * How many epochs in turn may be no better on the validation pairs before it stops.
   *
   * @return at least 1
   */
  public int patience() {
    return patience;
  }

  /**
   * A copy with another patience.
   *
   * @param value epochs, at least 1
   * @return the copy
   */
  public ContrastivePlan withPatience(int value) {
    require(value >= 1, "a patience of at least 1 epoch", value, "6 is usual");
    ContrastivePlan copy = copy();
    copy.patience = value;
    return copy;
  }

  /**
   * The learning rate of Adam at the beginning; it falls to 0 along half a cosine.
   *
   * @return above 0
   */
  public double rate() {
    return rate;
  }

  /**
   * A copy with another learning rate.
   *
   * @param value above 0
   * @return the copy
   */
  public ContrastivePlan withRate(double value) {
    require(value > 0 && Double.isFinite(value), "a rate above 0", value, "3e-3 is usual here");
    ContrastivePlan copy = copy();
    copy.rate = value;
    return copy;
  }

  /**
   * The temperature at the beginning; it is learned with the rest.
   *
   * @return above 0
   */
  public double temperature() {
    return temperature;
  }

  /**
   * A copy that begins with another temperature.
   *
   * @param value at least 0.01, which is the lowest that training goes to (as in CLIP)
   * @return the copy
   */
  public ContrastivePlan withTemperature(double value) {
    require(
        value >= 0.01 && Double.isFinite(value),
        "a temperature of at least 0.01, by which cosines are divided",
        value,
        "0.07 is what CLIP begins with");
    ContrastivePlan copy = copy();
    copy.temperature = value;
    return copy;
  }

  /**
   * Decides the first weights and the order of the pairs.
   *
   * @return any number
   */
  public long seed() {
    return seed;
  }

  /**
   * A copy with another seed.
   *
   * @param value any number
   * @return the copy
   */
  public ContrastivePlan withSeed(long value) {
    ContrastivePlan copy = copy();
    copy.seed = value;
    return copy;
  }

  private static void require(boolean good, String expected, Number found, String next) {
    if (!good) {
      throw LabException.of(expected, String.valueOf(found), next);
    }
  }
}
