package io.transferlab.projection;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Where t-SNE begins: the first two principal components, made small. */
final class TsneStart {
  /** The spread of the first coordinate (openTSNE, scikit-learn). */
  private static final double SPREAD = 1e-4;

  /** Noise that parts equal rows, and is all there is where all rows are equal. */
  private static final double NOISE = 1e-2;

  private TsneStart() {}

  /** Returns double {@code [n, 2]}. */
  static INDArray of(INDArray rows, long seed) {
    INDArray start = Nd4j.zeros(DataType.DOUBLE, rows.size(0), 2);
    int count = (int) Math.min(2, rows.size(1));
    INDArray components = Pca.of(rows, count).project(rows).castTo(DataType.DOUBLE);
    double spread = components.getColumn(0).stdNumber(false).doubleValue();
    if (spread > 0 && Double.isFinite(spread)) {
      start
          .get(NDArrayIndex.all(), NDArrayIndex.interval(0, count))
          .assign(components.muli(SPREAD / spread));
    }
    Random dice = new Random(seed);
    double[] noise = new double[Math.toIntExact(start.length())];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = SPREAD * NOISE * dice.nextGaussian();
    }
    return start.addi(Nd4j.createFromArray(noise).reshape(start.shape()));
  }
}
