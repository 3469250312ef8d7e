package io.transferlab.features;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Divides each picture's features by their Euclidean norm, so that only their direction counts. A
 * picture whose features are all 0 keeps them. What the norm is taken of is a choice that changes
 * the result: public implementations differ in it.
 */
public enum L2 implements FeatureTransform {
  /** Of each layer by itself: every layer then counts as much as another. */
  PER_LAYER,
  /** Of the whole row: layers with large activations drown the others. */
  WHOLE;

  /**
   * Normalises.
   *
   * @param features any
   * @return rows (or their parts from each layer) of norm 1
   */
  @Override
  public Features apply(Features features) {
    int d = features.dimension();
    float[] values = features.block(0, features.size());
    for (int row = 0; row < features.size(); row++) {
      if (this == WHOLE) {
        normalise(values, row * d, row * d + d);
      } else {
        for (Columns columns : features.columns().values()) {
          normalise(values, row * d + columns.from(), row * d + columns.to());
        }
      }
    }
    INDArray out = Nd4j.create(values, new long[] {features.size(), d}, 'c');
    return features.with(
        out, "post-processing", this == WHOLE ? "L2 of the whole row" : "L2 of each layer");
  }

  private static void normalise(float[] values, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (double) values[i] * values[i];
    }
    double norm = Math.sqrt(squares);
    for (int i = from; norm > 0 && i < to; i++) {
      values[i] = (float) (values[i] / norm);
    }
  }
}
