package io.transferlab.projection;

import java.util.Arrays;

/**
 * t-SNE's P: how much each pair of rows belongs together. Gaussian weights of each row's
 * neighbours, their width such that the row has the wanted perplexity, made symmetric; sums to 1
 * (van der Maaten and Hinton 2008, section 2; van der Maaten 2014, section 3.1). Sparse: row i's
 * entries lie at {@code start[i]} to {@code start[i + 1]}, sorted by column.
 */
record Affinities(int[] start, int[] column, float[] value) {
  private static final int STEPS = 100;
  private static final double TOLERANCE = 1e-6;

  static Affinities of(Neighbours neighbours, double perplexity, Workers workers) {
    int n = neighbours.size();
    int k = neighbours.k();
    float[] conditional = new float[n * k];
    int[] sorted = new int[n * k];
    workers.forEach(
        n,
        row -> {
          double[] weights = weights(neighbours, row, perplexity);
          long[] byColumn = new long[k];
          for (int rank = 0; rank < k; rank++) {
            byColumn[rank] = ((long) neighbours.at(row, rank) << 32) | rank;
          }
          Arrays.sort(byColumn);
          for (int i = 0; i < k; i++) {
            sorted[row * k + i] = (int) (byColumn[i] >> 32);
            conditional[row * k + i] = (float) weights[(int) byColumn[i]];
          }
        });
    return symmetric(n, k, sorted, conditional);
  }

  /** The neighbours' weights, with sum 1 and the wanted perplexity, found by bisection. */
  static double[] weights(Neighbours neighbours, int row, double perplexity) {
    int k = neighbours.k();
    double nearest = neighbours.squaredDistance(row, 0);
    double mean = 0;
    for (int rank = 0; rank < k; rank++) {
      mean += neighbours.squaredDistance(row, rank) - nearest;
    }
    double[] weights = new double[k];
    // Of the order of the answer, whatever the data's unit.
    double beta = mean > 0 ? k / mean : 1;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double wanted = Math.log(perplexity);
    for (int step = 0; step < STEPS; step++) {
      double sum = 0;
      double moment = 0;
      for (int rank = 0; rank < k; rank++) {
        double distance = neighbours.squaredDistance(row, rank) - nearest;
        weights[rank] = Math.exp(-beta * distance);
        sum += weights[rank];
        moment += distance * weights[rank];
      }
      for (int rank = 0; rank < k; rank++) {
        weights[rank] /= sum;
      }
      double entropy = Math.log(sum) + beta * moment / sum;
      // Neighbours at equal distances have equal weights, whatever the width.
      if (mean == 0 || Math.abs(entropy - wanted) < TOLERANCE) {
        break;
      }
      if (entropy > wanted) {
        low = beta;
        beta = Double.isInfinite(high) ? beta * 2 : (beta + high) / 2;
      } else {
        high = beta;
        beta = (beta + low) / 2;
      }
    }
    return weights;
  }

  /** (P + P') / 2n: merges each row's entries with those in its column. */
  private static Affinities symmetric(int n, int k, int[] columns, float[] values) {
    int[] begin = new int[n + 1];
    for (int column : columns) {
      begin[column + 1]++;
    }
    for (int i = 0; i < n; i++) {
      begin[i + 1] += begin[i];
    }
    int[] fromRow = new int[n * k];
    float[] fromValue = new float[n * k];
    int[] next = Arrays.copyOf(begin, n);
    for (int i = 0; i < n * k; i++) {
      int at = next[columns[i]]++;
      fromRow[at] = i / k;
      fromValue[at] = values[i];
    }
    int[] start = new int[n + 1];
    int[] column = new int[2 * n * k];
    float[] value = new float[2 * n * k];
    int size = 0;
    for (int row = 0; row < n; row++) {
      int a = row * k;
      int b = begin[row];
      while (a < (row + 1) * k || b < begin[row + 1]) {
        int left = a < (row + 1) * k ? columns[a] : Integer.MAX_VALUE;
        int right = b < begin[row + 1] ? fromRow[b] : Integer.MAX_VALUE;
        column[size] = Math.min(left, right);
        value[size] = (left <= right ? values[a++] : 0) + (right <= left ? fromValue[b++] : 0);
        size++;
      }
      start[row + 1] = size;
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += value[i];
    }
    for (int i = 0; i < size; i++) {
      value[i] = (float) (value[i] / sum);
    }
    return new Affinities(start, Arrays.copyOf(column, size), Arrays.copyOf(value, size));
  }

  int size() {
    return start.length - 1;
  }
}
