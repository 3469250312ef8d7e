package io.transferlab.explain;

import io.transferlab.core.Matrices;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums and means of feature maps {@code [n, h, w, c]}. */
final class Maps {
  private Maps() {}

  /**
   * The mean of each map.
   *
   * @param maps {@code [n, h, w, c]}
   * @return {@code [n][c]}
   */
  static double[][] means(INDArray maps) {
    float[] values = Matrices.copy(maps);
    int channels = (int) maps.size(3);
    int places = (int) (maps.size(1) * maps.size(2));
    double[][] means = new double[(int) maps.size(0)][channels];
    for (int i = 0; i < values.length; i++) {
      means[i / (places * channels)][i % channels] += (double) values[i] / places;
    }
    return means;
  }

  /**
   * The weighted sum of each picture's maps.
   *
   * @param maps {@code [n, h, w, c]}
   * @param weights {@code [n][c]}
   * @return {@code [n][h][w]}
   */
  static float[][][] sums(INDArray maps, double[][] weights) {
    float[] values = Matrices.copy(maps);
    int width = (int) maps.size(2);
    int channels = (int) maps.size(3);
    float[][][] sums = new float[(int) maps.size(0)][(int) maps.size(1)][width];
    int at = 0;
    for (int picture = 0; picture < sums.length; picture++) {
      for (float[] row : sums[picture]) {
        for (int x = 0; x < width; x++) {
          double sum = 0;
          for (int channel = 0; channel < channels; channel++) {
            sum += weights[picture][channel] * values[at++];
          }
          row[x] = (float) sum;
        }
      }
    }
    return sums;
  }
}
