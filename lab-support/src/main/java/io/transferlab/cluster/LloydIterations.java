package io.transferlab.cluster;

import io.transferlab.core.Matrices;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One start of k-means after another, on the same rows. */
final class LloydIterations {
  private static final int MOST = 300;

  private final INDArray rows;
  private final float[] norms;
  private final int n;
  private final int k;

  LloydIterations(INDArray rows, int k) {
    this.rows = Matrices.centred(rows);
    this.k = k;
    n = Math.toIntExact(rows.size(0));
    norms = Matrices.squaredLengths(this.rows);
  }

  /** Iterates until no row changes its cluster. */
  Clustering run(Random dice) {
    INDArray centres = seeds(dice);
    int[] clusters = new int[n];
    Arrays.fill(clusters, -1);
    double spread = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST; i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while clustering");
      }
      float[] squares = squares(centres);
      int[] nearest = nearest(squares);
      boolean moved = refill(nearest, squares);
      spread = spread(nearest, squares);
      if (!moved && Arrays.equals(nearest, clusters)) {
        break;
      }
      clusters = nearest;
      centres = means(clusters);
    }
    return Clustering.of("k-means", clusters, spread);
  }

  /**
   * Each seed is drawn with the chance of its squared distance to the seeds before; of a few draws
   * the one that leaves the smallest spread is taken.
   */
  private INDArray seeds(Random dice) {
    int draws = 2 + (int) Math.log(k);
    int[] chosen = new int[k];
    chosen[0] = dice.nextInt(n);
    float[] least = squares(pick(chosen[0]));
    for (int c = 1; c < k; c++) {
      double best = Double.POSITIVE_INFINITY;
      float[] bestLeast = least;
      long[] candidates = new long[draws];
      for (int draw = 0; draw < draws; draw++) {
        candidates[draw] = draw(least, dice);
      }
      float[] squares = squares(pick(candidates));
      for (int draw = 0; draw < draws; draw++) {
        float[] closer = Arrays.copyOfRange(squares, draw * n, (draw + 1) * n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
          closer[i] = Math.min(closer[i], least[i]);
          sum += closer[i];
        }
        if (sum < best) {
          best = sum;
          bestLeast = closer;
          chosen[c] = (int) candidates[draw];
        }
      }
      least = bestLeast;
    }
    return pick(Arrays.stream(chosen).asLongStream().toArray());
  }

  private INDArray pick(long... which) {
    return rows.get(NDArrayIndex.indices(which), NDArrayIndex.all());
  }

  private int draw(float[] weights, Random dice) {
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    double left = dice.nextDouble() * sum;
    for (int i = 0; i < n; i++) {
      left -= weights[i];
      if (left < 0 && weights[i] > 0) {
        return i;
      }
    }
    return dice.nextInt(n);
  }

  /** Squared distances of all rows to some centres: those of the first centre come first. */
  private float[] squares(INDArray centres) {
    INDArray plain = centres.dup('c');
    float[] squares = Matrices.products(plain, rows);
    float[] lengths = Matrices.copy(plain.mul(plain).sum(1));
    for (int c = 0; c < lengths.length; c++) {
      for (int i = 0; i < n; i++) {
        squares[c * n + i] = Math.max(0, norms[i] + lengths[c] - 2 * squares[c * n + i]);
      }
    }
    return squares;
  }

  private int[] nearest(float[] squares) {
    int[] nearest = new int[n];
    for (int c = 1; c < k; c++) {
      for (int i = 0; i < n; i++) {
        if (squares[c * n + i] < squares[nearest[i] * n + i]) {
          nearest[i] = c;
        }
      }
    }
    return nearest;
  }

  /**
   * Gives an empty cluster the row that lies furthest from its own centre, as scikit-learn does.
   */
  private boolean refill(int[] nearest, float[] squares) {
    int[] sizes = new int[k];
    Arrays.stream(nearest).forEach(c -> sizes[c]++);
    boolean moved = false;
    for (int c = 0; c < k; c++) {
      if (sizes[c] == 0) {
        int furthest = -1;
        for (int i = 0; i < n; i++) {
          boolean further =
              furthest < 0
                  || squares[nearest[i] * n + i] > squares[nearest[furthest] * n + furthest];
          if (sizes[nearest[i]] > 1 && further) {
            furthest = i;
          }
        }
        sizes[nearest[furthest]]--;
        sizes[c]++;
        nearest[furthest] = c;
        squares[c * n + furthest] = 0;
        moved = true;
      }
    }
    return moved;
  }

  private double spread(int[] nearest, float[] squares) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += squares[nearest[i] * n + i];
    }
    return sum;
  }

  /** The mean of each cluster: a product with a matrix of ones and zeros. */
  private INDArray means(int[] clusters) {
    int[] sizes = new int[k];
    Arrays.stream(clusters).forEach(c -> sizes[c]++);
    float[] shares = new float[k * n];
    for (int i = 0; i < n; i++) {
      shares[clusters[i] * n + i] = 1f / sizes[clusters[i]];
    }
    return Nd4j.createFromArray(shares).reshape(k, n).mmul(rows);
  }
}
