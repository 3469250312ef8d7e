package io.transferlab.classify;

import io.transferlab.features.Features;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Few rows: the inner products of all pairs are computed once. */
final class PairedRows implements SvmRows {
  private final Features train;
  private final int classes;
  private final Gram gram;

  PairedRows(Features train) {
    this.train = train;
    this.classes = train.classes().size();
    this.gram = Gram.of(train.matrix());
  }

  @Override
  public float[][] weights(double c) {
    float[][] signed = OneVersusRest.train(gram, train.labels(), classes, c);
    return weights(signed, train.matrix());
  }

  /**
   * Weights from what each row adds to them.
   *
   * @param signed {@code [k][n]}
   * @param rows {@code [n, d]}
   * @return {@code [k][d + 1]}: the weights, the intercept last
   */
  static float[][] weights(float[][] signed, INDArray rows) {
    int d = rows.columns();
    try (INDArray alphas = Nd4j.create(signed);
        INDArray weights = alphas.mmul(rows);
        INDArray intercepts = alphas.sum(1)) {
      float[][] all = new float[signed.length][];
      for (int k = 0; k < all.length; k++) {
        all[k] = Arrays.copyOf(weights.getRow(k).dup().toFloatVector(), d + 1);
        all[k][d] = intercepts.getFloat(k);
      }
      return all;
    }
  }

  @Override
  public float[] decisions(int[] inside, int[] outside, double c) {
    int[] labels = train.labels();
    int[] some = Arrays.stream(inside).map(i -> labels[i]).toArray();
    float[][] signed = OneVersusRest.train(gram.of(inside), some, classes, c);
    float[] decisions = new float[outside.length * classes];
    for (int i = 0; i < outside.length; i++) {
      float[] products = gram.row(outside[i]);
      for (int k = 0; k < classes; k++) {
        double sum = 0;
        for (int j = 0; j < inside.length; j++) {
          sum += signed[k][j] * products[inside[j]];
        }
        decisions[i * classes + k] = (float) sum;
      }
    }
    return decisions;
  }
}
