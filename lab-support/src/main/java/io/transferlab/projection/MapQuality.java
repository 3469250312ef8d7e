package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How good a t-SNE map is, measured the same way whoever made it.
 *
 * @param kl the divergence (natural logarithm) with the affinities of the nearest 3 x perplexity
 *     rows and the exact sum over all pairs of points
 * @param trustworthiness of the 12 nearest points, 0 to 1
 */
public record MapQuality(double kl, double trustworthiness) {
  private static final int NEAREST = 12;

  /** So many points are asked at most; with 2,000 the error is below 0.003. */
  private static final int ASKED = 2000;

  /**
   * Measures a map. Time grows with n squared.
   *
   * @param rows {@code [n, d]}: what was mapped, more than 24 rows
   * @param map {@code [n, 2]}
   * @param perplexity of the affinities
   * @return divergence and trustworthiness
   */
  public static MapQuality of(INDArray rows, INDArray map, double perplexity) {
    if (map.rank() != 2 || map.size(0) != rows.size(0) || map.size(1) != 2) {
      throw LabException.of(
          "a map [" + rows.size(0) + ", 2]",
          "the shape " + java.util.Arrays.toString(map.shape()),
          "give the rows and their map");
    }
    INDArray floats = Matrices.checked(rows, 2 * NEAREST + 1);
    int n = Math.toIntExact(floats.size(0));
    double met = Math.min(perplexity, Tsne.mostPerplexity(n));
    try (Workers workers = Workers.all()) {
      Neighbours neighbours =
          ExactNeighbours.find(floats, (int) Math.min(n - 1.0, Math.ceil(3 * met)), workers);
      TsneGradient exact = new TsneGradient(Affinities.of(neighbours, met, workers), 0, workers);
      exact.compute(
          map.getColumn(0).dup().toDoubleVector(), map.getColumn(1).dup().toDoubleVector(), true);
      return new MapQuality(
          exact.divergence(), Trustworthiness.ofSome(floats, map, NEAREST, ASKED));
    }
  }
}
