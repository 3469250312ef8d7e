package io.transferlab.core;

import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads rows of a matrix where it lies, in memory or in a mapped file, in any order and from
 * several threads: a copy of all rows would be as large as what does not fit.
 */
public final class RowReader {
  private final INDArray rows;
  private final FloatIndexer values;
  private final int columns;

  private RowReader(INDArray rows) {
    this.rows = rows; // what is mapped stays as long as this
    this.values = (FloatIndexer) rows.data().indexer();
    this.columns = Math.toIntExact(rows.size(1));
  }

  /**
   * A reader.
   *
   * @param rows float {@code [n, d]}, as {@link Matrices#checked} gives them; what lies otherwise
   *     in memory, such as a part of another matrix, is copied
   * @return the reader
   */
  public static RowReader of(INDArray rows) {
    boolean plain =
        rows.ordering() == 'c' && !rows.isView() && rows.data().length() == rows.length();
    INDArray there = plain ? rows : rows.dup('c');
    // On a graphics card the newest values may be there alone.
    Nd4j.getAffinityManager().ensureLocation(there, AffinityManager.Location.HOST);
    return new RowReader(there);
  }

  /**
   * How many rows there are.
   *
   * @return n
   */
  public long rows() {
    return rows.size(0);
  }

  /**
   * How long each is.
   *
   * @return d
   */
  public int columns() {
    return columns;
  }

  /**
   * One row.
   *
   * @param row from 0
   * @return a copy, {@code [d]}
   */
  public float[] row(long row) {
    float[] out = new float[columns];
    long at = row * columns;
    for (int c = 0; c < columns; c++) {
      out[c] = values.get(at + c);
    }
    return out;
  }

  /**
   * The squared Euclidean distance from one row to another, summed in double precision.
   *
   * @param from numbers of a row
   * @param to the other row, from 0
   * @return at least 0
   */
  public double squaredDistance(float[] from, long to) {
    double sum = 0;
    long at = to * columns;
    for (int c = 0; c < columns; c++) {
      double difference = from[c] - values.get(at + c);
      sum += difference * difference;
    }
    return sum;
  }
}
