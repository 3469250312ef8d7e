package io.transferlab.projection;

import java.util.Arrays;

/**
 * UMAP's graph: how strongly each pair of neighbours is joined, 0 to 1, each pair once from either
 * side.
 *
 * @param from one end of each edge
 * @param to the other end
 * @param weight its strength, above 0
 */
record UmapGraph(int[] from, int[] to, double[] weight) {
  private static final int STEPS = 64;
  private static final double TOLERANCE = 1e-5;
  private static final double NARROWEST = 1e-3;

  static UmapGraph of(Neighbours neighbours) {
    int n = neighbours.size();
    int k = neighbours.k();
    double[] directed = new double[n * k];
    for (int i = 0; i < n; i++) {
      weights(neighbours, i, directed);
    }
    int[] from = new int[2 * n * k];
    int[] to = new int[2 * n * k];
    double[] weight = new double[2 * n * k];
    int size = 0;
    for (int i = 0; i < n; i++) {
      for (int rank = 0; rank < k; rank++) {
        int j = neighbours.at(i, rank);
        int back = rankOf(neighbours, j, i);
        double there = directed[i * k + rank];
        double here = back < 0 ? 0 : directed[j * k + back];
        double both = there + here - there * here;
        // A pair that is in both lists is met twice; one that is in one list is added twice.
        for (int side = 0; side < (back < 0 ? 2 : 1) && both > 0; side++) {
          from[size] = side == 0 ? i : j;
          to[size] = side == 0 ? j : i;
          weight[size++] = both;
        }
      }
    }
    return new UmapGraph(
        Arrays.copyOf(from, size), Arrays.copyOf(to, size), Arrays.copyOf(weight, size));
  }

  private static int rankOf(Neighbours neighbours, int row, int of) {
    for (int rank = 0; rank < neighbours.k(); rank++) {
      if (neighbours.at(row, rank) == of) {
        return rank;
      }
    }
    return -1;
  }

  /** Weights that fall with the distance beyond the nearest one, and sum to log2 of k. */
  private static void weights(Neighbours neighbours, int row, double[] out) {
    int k = neighbours.k();
    double nearest = Math.sqrt(neighbours.squaredDistance(row, 0));
    double[] beyond = new double[k];
    for (int rank = 0; rank < k; rank++) {
      beyond[rank] = Math.max(0, Math.sqrt(neighbours.squaredDistance(row, rank)) - nearest);
    }
    double mean = Arrays.stream(beyond).average().orElse(0);
    double wanted = Math.log(k) / Math.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double width = mean > 0 ? mean : 1;
    for (int step = 0; step < STEPS; step++) {
      double sum = 0;
      for (int rank = 0; rank < k; rank++) {
        out[row * k + rank] = Math.exp(-beyond[rank] / width);
        sum += out[row * k + rank];
      }
      if (mean == 0 || Math.abs(sum - wanted) < TOLERANCE) {
        break;
      }
      if (sum > wanted) {
        high = width;
        width = (low + width) / 2;
      } else {
        low = width;
        width = Double.isInfinite(high) ? 2 * width : (width + high) / 2;
      }
      width = Math.max(width, NARROWEST * mean);
    }
  }
}
