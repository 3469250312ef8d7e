package io.transferlab.testing;

import io.transferlab.core.Matrices;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows in groups, normally distributed around their group's middle. */
public record Blobs(INDArray rows, int[] labels) {
  public static Blobs of(int n, int d, int groups, long seed) {
    Random dice = new Random(seed);
    float[][] middles = new float[groups][d];
    for (float[] middle : middles) {
      for (int j = 0; j < d; j++) {
        middle[j] = (float) (3 * dice.nextGaussian());
      }
    }
    float[][] rows = new float[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = middles[i % groups][j] + (float) dice.nextGaussian();
      }
    }
    return new Blobs(Matrices.of(rows), IntStream.range(0, n).map(i -> i % groups).toArray());
  }
}
