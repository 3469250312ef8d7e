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
 * @param rows float {@code [n, d]}
 * @param mean double {@code [1, d]}
 */
record CentredRows(INDArray rows, INDArray mean) {
  private static final int BLOCK = 1024;

  static CentredRows of(INDArray rows) {
    INDArray sum = Nd4j.zeros(DataType.DOUBLE, 1, rows.size(1));
    for (int start = 0; start < rows.size(0); start += BLOCK) {
      try (INDArray block = block(rows, start);
          INDArray part = block.sum(true, 0)) {
        sum.addi(part);
      }
    }
    return new CentredRows(rows, sum.divi(rows.size(0)));
  }

  static CentredRows of(INDArray rows, INDArray mean) {
    return new CentredRows(rows, mean);
  }

  private static INDArray block(INDArray rows, int start) {
    long end = Math.min(rows.size(0), start + (long) BLOCK);
    return rows.get(NDArrayIndex.interval(start, end), NDArrayIndex.all()).castTo(DataType.DOUBLE);
  }

  long count() {
    return rows.size(0);
  }

  long width() {
    return rows.size(1);
  }

  /**
   * Passes each block {@code [b, d]}, centred, with its first row's number. The block is freed
   * afterwards: left to the garbage collector, such blocks pile up outside the heap.
   */
  void forEach(BiConsumer<Integer, INDArray> action) {
    for (int start = 0; start < count(); start += BLOCK) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while looking for principal components");
      }
      try (INDArray block = block(rows, start)) {
        block.subiRowVector(mean);
        action.accept(start, block);
      }
    }
  }

  /** All rows at once: only for few of them. */
  INDArray all() {
    return rows.castTo(DataType.DOUBLE).subRowVector(mean);
  }

  /** X W: {@code [n, k]} from {@code [d, k]}. */
  INDArray times(INDArray w) {
    INDArray product = Nd4j.create(DataType.DOUBLE, count(), w.size(1));
    forEach(
        (start, block) -> {
          try (INDArray part = block.mmul(w)) {
            product
                .get(NDArrayIndex.interval(start, start + block.size(0)), NDArrayIndex.all())
                .assign(part);
          }
        });
    return product;
  }

  /** X' Q: {@code [d, k]} from {@code [n, k]}. */
  INDArray transposedTimes(INDArray q) {
    INDArray product = Nd4j.zeros(DataType.DOUBLE, width(), q.size(1));
    forEach(
        (start, block) -> {
          INDArray some =
              q.get(NDArrayIndex.interval(start, start + block.size(0)), NDArrayIndex.all());
          try (INDArray rowsOfQ = some.dup('f');
              INDArray part = Nd4j.gemm(block, rowsOfQ, true, false)) {
            product.addi(part);
          }
        });
    return product;
  }

  /** X' X: {@code [d, d]}. */
  INDArray products() {
    INDArray product = Nd4j.zeros(DataType.DOUBLE, width(), width());
    forEach(
        (start, block) -> {
          try (INDArray part = Nd4j.gemm(block, block, true, false)) {
            product.addi(part);
          }
        });
    return product;
  }

  /** The sum of all squares. */
  double squares() {
    double[] sum = {0};
    forEach((start, block) -> sum[0] += block.muli(block).sumNumber().doubleValue());
    return sum[0];
  }
}
