package io.transferlab.classify;

import io.transferlab.features.Features;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Many rows: the features are read again and again, in blocks, and never copied. */
final class StreamedRows implements SvmRows {
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
    return PrimalNewton.train(matrix, train.labels(), classes, all, c).weights();
  }

  @Override
  public float[] decisions(int[] inside, int[] outside, double c) {
    boolean[] some = new boolean[train.size()];
    for (int i : inside) {
      some[i] = true;
    }
    float[][] all = PrimalNewton.train(matrix, train.labels(), classes, some, c).decisions();
    float[] decisions = new float[outside.length * classes];
    for (int i = 0; i < outside.length; i++) {
      for (int k = 0; k < classes; k++) {
        decisions[i * classes + k] = all[k][outside[i]];
      }
    }
    return decisions;
  }
}
