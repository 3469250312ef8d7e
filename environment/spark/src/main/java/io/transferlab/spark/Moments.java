package io.transferlab.spark;

import java.io.Serializable;

/**
 * Sums of many numbers in twice the precision (Knuth's two-sum): whatever the order in which tasks
 * end, what is rounded at the end is the same, and with it each -1, 0 and 1.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] high;
  private final double[] low;
  private long count;

  Moments(int columns) {
    high = new double[columns];
    low = new double[columns];
  }

  /** Adds a value to a column. */
  void add(int column, double value) {
    double sum = high[column] + value;
    double part = sum - high[column];
    low[column] += (high[column] - (sum - part)) + (value - part);
    high[column] = sum;
  }

  /** One more row is in. */
  void counted() {
    count++;
  }

  /**
   * Adds another's sums.
   *
   * @param other of as many columns
   * @return this
   */
  Moments merge(Moments other) {
    for (int j = 0; j < high.length; j++) {
      add(j, other.high[j]);
      low[j] += other.low[j];
    }
    count += other.count;
    return this;
  }

  /** The mean of each column. */
  double[] means() {
    double[] means = new double[high.length];
    for (int j = 0; j < means.length; j++) {
      means[j] = (high[j] + low[j]) / count;
    }
    return means;
  }
}
