package io.transferlab.projection;

import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Rows minus their mean, without a second copy of them: blocks are centred as they pass by, in
 * double, since a mean far from 0 would eat float's digits.
 *
 * <p>All blocks pass by in one place: what is closed outside the heap is given back late, and
 * getting new memory for each block took ten times as long as computing with it.
 */
final class CentredRows implements AutoCloseable {
  private static final int BLOCK = 1024;

  private final INDArray rows;
  private final INDArray mean;
  private final INDArray place;

  private CentredRows(INDArray rows, INDArray mean) {
    this.rows = rows;
    this.mean = mean;
    place = Nd4j.createUninitialized(DataType.DOUBLE, Math.min(BLOCK, rows.size(0)), rows.size(1));
  }

  /**
   * Finds the mean.
   *
   * @param rows float {@code [n, d]}
   */
  static CentredRows of(INDArray rows) {
    CentredRows all = new CentredRows(rows, Nd4j.zeros(DataType.DOUBLE, 1, rows.size(1)));
    INDArray sum = all.mean.dup();
    all.forEach((start, block) -> sum.addi(block.sum(true, 0)));
    all.mean.assign(sum.divi(rows.size(0)));
    return all;
  }

  /**
   * With a mean found elsewhere.
   *
   * @param rows float {@code [n, d]}
   * @param mean double {@code [1, d]}
   */
  static CentredRows of(INDArray rows, INDArray mean) {
    return new CentredRows(rows, mean);
  }

  INDArray mean() {
    return mean;
  }

  long count() {
    return rows.size(0);
  }

  long width() {
    return rows.size(1);
  }

  /** Passes each block {@code [b, d]}, centred, with its first row's number. */
  void forEach(BiConsumer<Integer, INDArray> action) {
    for (int start = 0; start < count(); start += BLOCK) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while looking for principal components");
      }
      long end = Math.min(count(), start + (long) BLOCK);
      INDArray block = part(place, 0, end - start);
      block.assign(part(rows, start, end));
      block.subiRowVector(mean);
      action.accept(start, block);
    }
  }

  private static INDArray part(INDArray matrix, long from, long to) {
    return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }

  /** All rows at once: only for few of them. */
  INDArray all() {
    return rows.castTo(DataType.DOUBLE).subRowVector(mean);
  }

  /** X W: {@code [n, k]} from {@code [d, k]}. */
  INDArray times(INDArray w) {
    INDArray product = Nd4j.create(DataType.DOUBLE, count(), w.size(1));
    forEach(
        (start, block) ->
            Nd4j.gemm(block, w, part(product, start, start + block.size(0)), false, false, 1, 0));
    return product;
  }

  /** X' Q: {@code [d, k]} from {@code [n, k]}. */
  INDArray transposedTimes(INDArray q) {
    INDArray product = Nd4j.zeros(DataType.DOUBLE, width(), q.size(1));
    forEach(
        (start, block) -> {
          try (INDArray rowsOfQ = part(q, start, start + block.size(0)).dup('f')) {
            Nd4j.gemm(block, rowsOfQ, product, true, false, 1, 1);
          }
        });
    return product;
  }

  /** X' X: {@code [d, d]}. */
  INDArray products() {
    INDArray product = Nd4j.zeros(DataType.DOUBLE, width(), width());
    forEach((start, block) -> Nd4j.gemm(block, block, product, true, false, 1, 1));
    return product;
  }

  /** The sum of all squares. */
  double squares() {
    double[] sum = {0};
    forEach((start, block) -> sum[0] += block.muli(block).sumNumber().doubleValue());
    return sum[0];
  }

  @Override
  public void close() {
    place.close();
  }
}
