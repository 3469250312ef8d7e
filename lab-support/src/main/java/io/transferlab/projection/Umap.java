package io.transferlab.projection;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import io.transferlab.features.Features;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * UMAP, as a second view beside t-SNE (McInnes, Healy, Melville 2018, arXiv:1802.03426), with the
 * paper's usual spread of 1 and smallest distance of 0.1. Starts from PCA; one thread, so that a
 * seed decides the map.
 *
 * <p>Ours rather than Smile's: that one needs a native library which this course does not bring,
 * and maps only the largest piece of the graph of neighbours.
 *
 * @param neighbours how many neighbours each row is joined with, at least 2; 15 is usual; lowered
 *     to n - 1
 * @param epochs passes over the graph, at least 10; 500 is usual for up to 10,000 rows, then 200
 * @param seed of the choices
 */
public record Umap(int neighbours, int epochs, long seed) {
  /** The curve 1 / (1 + a d^2b) that fits a smallest distance of 0.1 and a spread of 1. */
  private static final double A = 1.577;

  private static final double B = 0.895;
  private static final int NEGATIVES = 5;
  private static final double LONGEST = 4;

  /**
   * Checks the settings.
   *
   * @param neighbours how many neighbours each row is joined with, at least 2
   * @param epochs passes over the graph, at least 10
   * @param seed of the choices
   * @throws LabException for fewer than 2 neighbours or 10 epochs
   */
  public Umap {
    if (neighbours < 2 || epochs < 10) {
      throw LabException.of(
          "at least 2 neighbours and 10 epochs",
          neighbours + " and " + epochs,
          "15 neighbours and 500 epochs are usual: Umap.defaults()");
    }
  }

  /**
   * The usual settings.
   *
   * @return 15 neighbours, 500 epochs, seed 1
   */
  public static Umap defaults() {
    return new Umap(15, 500, 1);
  }

  /**
   * A copy with another number of neighbours.
   *
   * @param value at least 2
   * @return the copy
   */
  public Umap withNeighbours(int value) {
    return new Umap(value, epochs, seed);
  }

  /**
   * A copy with another number of passes.
   *
   * @param value at least 10
   * @return the copy
   */
  public Umap withEpochs(int value) {
    return new Umap(neighbours, value, seed);
  }

  /**
   * A copy with another seed.
   *
   * @param value decides which points are pushed apart
   * @return the copy
   */
  public Umap withSeed(long value) {
    return new Umap(neighbours, epochs, value);
  }

  /**
   * Maps features to the plane.
   *
   * @param features of at least 3 pictures
   * @return as {@link #map(INDArray)}
   */
  public Projection map(Features features) {
    return map(features.matrix());
  }

  /**
   * Maps rows to the plane.
   *
   * @param rows {@code [n, d]}, at least 3 rows of finite numbers
   * @return {@code [n, 2]}, also if the thread is interrupted on the way: then the map so far,
   *     marked as interrupted, and the thread's flag is cleared
   * @throws java.util.concurrent.CancellationException if it is interrupted while neighbours are
   *     searched; the flag stays set
   */
  public Projection map(INDArray rows) {
    INDArray floats = Matrices.checked(rows, 3);
    int n = Math.toIntExact(floats.size(0));
    int k = Math.min(neighbours, n - 1);
    try (Progress signs = Progress.of("UMAP", "epochs", epochs)) {
      UmapGraph graph = UmapGraph.of(Neighbours.exact(floats, k));
      // The map's usual extent, from -10 to 10, is some 1e5 times that of t-SNE's start.
      INDArray start = TsneStart.of(floats, seed);
      double largest = Math.max(1e-12, start.amaxNumber().doubleValue());
      double[][] points = {
        start.getColumn(0).mul(10 / largest).toDoubleVector(),
        start.getColumn(1).mul(10 / largest).toDoubleVector()
      };
      int done = descend(graph, points[0], points[1], signs);
      Map<String, String> settings = new LinkedHashMap<>();
      settings.put("neighbours", k + (k < neighbours ? " (lowered from " + neighbours + ")" : ""));
      settings.put("epochs", String.valueOf(epochs));
      settings.put("seed", String.valueOf(seed));
      float[] flat = new float[2 * n];
      for (int i = 0; i < n; i++) {
        flat[2 * i] = (float) points[0][i];
        flat[2 * i + 1] = (float) points[1][i];
      }
      INDArray matrix = Nd4j.createFromArray(flat).reshape(n, 2);
      return new Projection(matrix, "UMAP", settings, Double.NaN, done, done < epochs);
    }
  }

  /** Stochastic descent: an edge's turn comes the more often, the stronger it is. */
  int descend(UmapGraph graph, double[] x, double[] y, Progress signs) {
    SplittableRandom dice = new SplittableRandom(seed);
    double[] next = new double[graph.weight().length];
    double strongest = Arrays.stream(graph.weight()).max().orElse(1);
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (Thread.interrupted()) { // used up: the map so far is what is wanted
        return epoch;
      }
      signs.at(epoch, "");
      double rate = 1 - (double) epoch / epochs;
      for (int e = 0; e < next.length; e++) {
        if (next[e] > epoch) {
          continue;
        }
        next[e] += strongest / graph.weight()[e];
        int i = graph.from()[e];
        int j = graph.to()[e];
        pull(x, y, i, j, rate);
        for (int negative = 0; negative < NEGATIVES; negative++) {
          push(x, y, i, dice.nextInt(x.length), rate);
        }
      }
    }
    return epochs;
  }

  private static void pull(double[] x, double[] y, int i, int j, double rate) {
    double dx = x[i] - x[j];
    double dy = y[i] - y[j];
    double squares = dx * dx + dy * dy;
    if (squares > 0) {
      double power = Math.pow(squares, B);
      double force = 2 * A * B * power / squares / (1 + A * power);
      x[i] -= rate * clipped(force * dx);
      y[i] -= rate * clipped(force * dy);
      x[j] += rate * clipped(force * dx);
      y[j] += rate * clipped(force * dy);
    }
  }

  private static void push(double[] x, double[] y, int i, int j, double rate) {
    if (i == j) {
      return;
    }
    double dx = x[i] - x[j];
    double dy = y[i] - y[j];
    double squares = dx * dx + dy * dy;
    double force = 2 * B / ((0.001 + squares) * (1 + A * Math.pow(squares, B)));
    x[i] += rate * clipped(force * dx);
    y[i] += rate * clipped(force * dy);
  }

  private static double clipped(double step) {
    return Math.max(-LONGEST, Math.min(LONGEST, step));
  }
}
