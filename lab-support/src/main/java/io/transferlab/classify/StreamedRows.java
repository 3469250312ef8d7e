package io.transferlab.classify;

import io.transferlab.core.Matrices;
import io.transferlab.features.Features;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Many rows: the features are read again and again, in blocks, and never copied. Where there are
 * many rows for the features by Newton steps, else block by block in the dual.
 */
final class StreamedRows implements SvmRows {
  private static final int BLOCK = 2048;

  private final Features train;
  private final INDArray matrix;
  private final int classes;

  StreamedRows(Features train) {
    this.train = train;
    this.matrix = train.matrix();
    this.classes = train.classes().size();
  }

  @Override
  public float[][] weights(double c) {
    boolean[] all = new boolean[train.size()];
    Arrays.fill(all, true);
    return train(all, train.size(), c);
  }

  @Override
  public float[] decisions(int[] inside, int[] outside, double c) {
    boolean[] some = new boolean[train.size()];
    for (int i : inside) {
      some[i] = true;
    }
    return decide(train(some, inside.length, c), outside);
  }

  private float[][] train(boolean[] used, int rows, double c) {
    int[] labels = train.labels();
    float[][] start = new float[0][];
    if (!SvmMemory.isTall(rows, train.dimension())) {
      BlockDescent.Machines machines = BlockDescent.train(matrix, labels, classes, used, c);
      if (machines.isDone()) {
        return machines.weights();
      }
      start = machines.weights();
    }
    return PrimalNewton.train(matrix, labels, classes, used, c, start);
  }

  private float[] decide(float[][] machines, int[] outside) {
    int d = train.dimension();
    float[] decisions = new float[outside.length * classes];
    try (INDArray all = Nd4j.create(machines);
        INDArray weights = all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, d)).dup('c')) {
      for (int from = 0; from < outside.length; from += BLOCK) {
        int[] rows = Arrays.copyOfRange(outside, from, Math.min(outside.length, from + BLOCK));
        try (INDArray some = Matrices.rows(matrix, rows)) {
          float[] values = Matrices.products(some, weights);
          for (int i = 0; i < values.length; i++) {
            decisions[from * classes + i] = values[i] + machines[i % classes][d];
          }
        }
      }
    }
    return decisions;
  }
}
