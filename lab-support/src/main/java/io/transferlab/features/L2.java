package io.transferlab.features;

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
    return features.with(
        RowBlocks.map(features, d, values -> rows(features, values)),
        "post-processing",
        this == WHOLE ? "L2 of the whole row" : "L2 of each layer");
  }

  private float[] rows(Features features, float[] values) {
    int d = features.dimension();
    for (int at = 0; at < values.length; at += d) {
      if (this == WHOLE) {
        normalise(values, at, at + d);
      } else {
        for (Columns columns : features.columns().values()) {
          normalise(values, at + columns.from(), at + columns.to());
        }
      }
    }
    return values;
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
