package io.transferlab.core;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.openblas.global.openblas_nolapack;
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
    INDArray there = isPlain(rows) ? rows : rows.dup('c');
    // On a graphics card the newest values may be there alone.
    Nd4j.getAffinityManager().ensureLocation(there, AffinityManager.Location.HOST);
    return new RowReader(there);
  }

  /** Whether numbers lie row after row, and nothing else with them. */
  static boolean isPlain(INDArray rows) {
    return rows.ordering() == 'c' && !rows.isView() && rows.data().length() == rows.length();
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
    read(row, 1, out);
    return out;
  }

  /**
   * Copies rows that follow one another.
   *
   * @param from the first, from 0
   * @param many how many, not over the end
   * @param into at least many x d numbers
   */
  public void read(long from, int many, float[] into) {
    at(from).get(into, 0, Math.multiplyExact(many, columns));
    Reference.reachabilityFence(this);
  }

  /**
   * The inner products of some vectors with rows that follow one another: one matrix product, on
   * the processor even where ND4J computes on a graphics card, so that several threads can.
   *
   * @param vectors {@code [count, d]}
   * @param count how many vectors
   * @param from the first row, from 0
   * @param many how many rows, not over the end
   * @param into {@code [count, many]}
   */
  public void products(FloatPointer vectors, int count, long from, int many, FloatPointer into) {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        openblas_nolapack.CblasNoTrans,
        openblas_nolapack.CblasTrans,
        count,
        many,
        columns,
        1f,
        vectors,
        columns,
        at(from),
        columns,
        0f,
        into,
        many);
    Reference.reachabilityFence(this); // else its memory could be given back meanwhile
  }

  /**
   * Where a row begins.
   *
   * @param row from 0
   * @return its numbers, and all rows after it; for as long as this reader is held
   */
  public FloatPointer at(long row) {
    return new FloatPointer(values.pointer()).getPointer(row * columns);
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
