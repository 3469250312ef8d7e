package io.transferlab.joint;

import io.transferlab.core.Matrices;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What helps against hubs: names that lie near everything, and are the answer to every question.
 * Each looks at all pictures of a test at once, without their labels: one picture alone cannot tell
 * that a name is a hub.
 */
public enum HubCure {
  /** The scores as they are. */
  NONE("as they are") {
    @Override
    void cure(float[] scores, int n, int m) {}
  },
  /** From each name's scores their mean is taken; then they are divided by their deviation. */
  STANDARDISED("standardised") {
    @Override
    void cure(float[] scores, int n, int m) {
      for (int j = 0; j < m; j++) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
          double value = scores[i * m + j];
          sum += value;
          squares += value * value;
        }
        double mean = sum / n;
        double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
        for (int i = 0; i < n; i++) {
          double centred = scores[i * m + j] - mean;
          scores[i * m + j] = (float) (deviation > 1e-9 ? centred / deviation : 0);
        }
      }
    }
  },
  /**
   * Cross-domain similarity local scaling (Conneau et al. 2018, arXiv 1710.04087): twice the
   * cosine, less how near a picture and a name are to their ten nearest.
   */
  CSLS("CSLS") {
    @Override
    void cure(float[] scores, int n, int m) {
      double[] ofPicture = new double[n];
      for (int i = 0; i < n; i++) {
        ofPicture[i] = nearest(Arrays.copyOfRange(scores, i * m, i * m + m));
      }
      for (int j = 0; j < m; j++) {
        double ofName = nearest(column(scores, n, m, j));
        for (int i = 0; i < n; i++) {
          scores[i * m + j] = (float) (2 * scores[i * m + j] - ofPicture[i] - ofName);
        }
      }
    }
  },
  /**
   * The softmax over the pictures, not over the names (Smith et al. 2017, arXiv 1702.03859), with
   * the inverse temperature 30.
   */
  INVERTED_SOFTMAX("inverted softmax") {
    @Override
    void cure(float[] scores, int n, int m) {
      for (int j = 0; j < m; j++) {
        float[] column = column(scores, n, m, j);
        double highest = column[0];
        for (float value : column) {
          highest = Math.max(highest, value);
        }
        double sum = 0;
        for (float value : column) {
          sum += Math.exp(INVERSE_TEMPERATURE * (value - highest));
        }
        for (int i = 0; i < n; i++) {
          // The logarithm orders a row alike, and no number is too small for it.
          scores[i * m + j] = (float) (INVERSE_TEMPERATURE * (column[i] - highest) - Math.log(sum));
        }
      }
    }
  },
  /**
   * Global correction (Dinu et al. 2015, arXiv 1412.6568): the name for which this picture is the
   * nearest, or the second nearest, and so on; the cosine decides between equal ones.
   */
  GLOBAL("global correction") {
    @Override
    void cure(float[] scores, int n, int m) {
      for (int j = 0; j < m; j++) {
        float[] column = column(scores, n, m, j);
        float[] sorted = column.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < n; i++) {
          int before = n - 1 - last(sorted, column[i]);
          // A cosine is at most 1: a quarter of it never bridges two ranks.
          scores[i * m + j] = -before + column[i] / 4;
        }
      }
    }
  };

  private static final int NEAREST = 10;
  private static final double INVERSE_TEMPERATURE = 30;

  private final String title;

  HubCure(String title) {
    this.title = title;
  }

  /** Changes the scores of n pictures with m names in place. */
  abstract void cure(float[] scores, int n, int m);

  /**
   * Cures scores.
   *
   * @param scores {@code [pictures, names]}: cosines
   * @return others of the same shape, larger for a better name; no longer cosines
   */
  public INDArray apply(INDArray scores) {
    int n = (int) scores.size(0);
    int m = (int) scores.size(1);
    float[] values = Matrices.flat(Matrices.checked(scores, 1));
    cure(values, n, m);
    return Nd4j.createFromArray(values).reshape(n, m);
  }

  private static float[] column(float[] scores, int n, int m, int j) {
    float[] column = new float[n];
    for (int i = 0; i < n; i++) {
      column[i] = scores[i * m + j];
    }
    return column;
  }

  /** The mean of the ten largest; of all, where there are fewer. */
  private static double nearest(float[] values) {
    Arrays.sort(values);
    int k = Math.min(NEAREST, values.length);
    double sum = 0;
    for (int i = values.length - k; i < values.length; i++) {
      sum += values[i];
    }
    return sum / k;
  }

  /** The last place of a value in sorted ones. */
  private static int last(float[] sorted, float value) {
    int at = Arrays.binarySearch(sorted, value);
    while (at + 1 < sorted.length && sorted[at + 1] == value) {
      at++;
    }
    return at;
  }

  @Override
  public String toString() {
    return title;
  }
}
