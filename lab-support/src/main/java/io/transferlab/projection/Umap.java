package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Rows;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import smile.manifold.UMAP;
import smile.math.MathEx;

/**
 * UMAP by Smile, as a second view beside t-SNE (McInnes, Healy, Melville 2018, arXiv:1802.03426).
 *
 * <p>Smile maps only the largest piece of the graph of neighbours. Rows outside of it would be
 * lost, so a graph in pieces is an error here. Smile's neighbours are found by a random descent,
 * its steps run in one thread: some thousand rows are its reach.
 *
 * @param neighbours how many neighbours each row is joined with, at least 2; 15 is usual
 * @param minimumDistance how near points may lie, above 0; 0.1 is usual
 * @param epochs passes over the graph, at least 10; 500 is usual
 * @param seed of Smile's choices in this thread
 */
public record Umap(int neighbours, double minimumDistance, int epochs, long seed) {
  /** 15 neighbours, distance 0.1, 500 epochs, seed 1. */
  public static final Umap USUAL = new Umap(15, 0.1, 500, 1);

  /** Checks the settings. */
  public Umap {
    if (neighbours < 2 || minimumDistance <= 0 || epochs < 10) {
      throw LabException.of(
          "at least 2 neighbours, a distance above 0, at least 10 epochs",
          neighbours + ", " + minimumDistance + ", " + epochs,
          "start from Umap.USUAL");
    }
  }

  /**
   * Maps rows to the plane.
   *
   * @param rows {@code [n, d]}, finite, more rows than neighbours
   * @return {@code [n, 2]}
   */
  public Projection map(INDArray rows) {
    double[][] data = Rows.doubles(Rows.checked(rows, 4));
    if (neighbours >= data.length) {
      throw LabException.of(
          "more rows than the " + neighbours + " neighbours",
          data.length + " rows",
          "lower the neighbours");
    }
    MathEx.setSeed(seed);
    UMAP map = UMAP.of(data, neighbours, 2, epochs, 1.0, minimumDistance, 1.0, 5, 1.0);
    if (map.index.length < data.length) {
      throw LabException.of(
          "a graph of neighbours in one piece",
          "one whose largest piece has " + map.index.length + " of " + data.length + " rows",
          "take more neighbours, or t-SNE, which does not mind");
    }
    float[] points = new float[2 * data.length];
    for (int i = 0; i < map.index.length; i++) {
      points[2 * map.index[i]] = (float) map.coordinates[i][0];
      points[2 * map.index[i] + 1] = (float) map.coordinates[i][1];
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("neighbours", String.valueOf(neighbours));
    settings.put("minimum distance", String.valueOf(minimumDistance));
    settings.put("epochs", String.valueOf(epochs));
    settings.put("seed", String.valueOf(seed));
    INDArray matrix = Nd4j.createFromArray(points).reshape(data.length, 2);
    return Projection.of(matrix, "UMAP", settings);
  }
}
