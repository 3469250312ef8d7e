package io.transferlab.words.documents;

import io.transferlab.words.WordVectors;
import java.util.Map;

/**
 * Word Mover's Distance: what it costs to move the words of one text to those of another, the
 * distance of two words being the Euclidean distance of their vectors. M. J. Kusner, Y. Sun, N. I.
 * Kolkin, K. Q. Weinberger: From word embeddings to document distances, ICML 2015.
 */
public final class WordMover {
  /** A text as a distribution over its words. */
  private record Cloud(float[][] points, double[] masses) {}

  private final WordVectors vectors;

  private WordMover(WordVectors vectors) {
    this.vectors = vectors;
  }

  /**
   * Measures with these vectors.
   *
   * @param vectors the words' vectors
   * @return a measure
   */
  public static WordMover of(WordVectors vectors) {
    return new WordMover(vectors);
  }

  /**
   * The distance of two texts. Words without a vector do not count.
   *
   * @param a a text with at least one known word
   * @param b another
   * @return at least 0; 0 for texts of the same words in the same shares
   */
  public double distance(String a, String b) {
    return exact(WordBag.of(a, vectors), WordBag.of(b, vectors));
  }

  /**
   * The relaxed distance of section 4 of the paper: each word moves to its nearest, whatever else
   * moves there; the larger of both directions. Never above {@link #distance}, and much quicker.
   *
   * @param a a text with at least one known word
   * @param b another
   * @return the lower bound
   */
  public double relaxed(String a, String b) {
    return relaxed(WordBag.of(a, vectors), WordBag.of(b, vectors));
  }

  double exact(WordBag a, WordBag b) {
    Cloud p = cloud(a);
    Cloud q = cloud(b);
    return OptimalTransport.cost(p.masses(), q.masses(), costs(p, q));
  }

  double relaxed(WordBag a, WordBag b) {
    Cloud p = cloud(a);
    Cloud q = cloud(b);
    double[][] cost = costs(p, q);
    double forward = 0;
    double[] nearest = new double[q.masses().length];
    java.util.Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int i = 0; i < cost.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < nearest.length; j++) {
        least = Math.min(least, cost[i][j]);
        nearest[j] = Math.min(nearest[j], cost[i][j]);
      }
      forward += p.masses()[i] * least;
    }
    double backward = 0;
    for (int j = 0; j < nearest.length; j++) {
      backward += q.masses()[j] * nearest[j];
    }
    return Math.max(forward, backward);
  }

  private Cloud cloud(WordBag bag) {
    double total = bag.tokens();
    float[][] points = new float[bag.counts().size()][];
    double[] masses = new double[points.length];
    int i = 0;
    for (Map.Entry<String, Integer> e : bag.counts().entrySet()) {
      points[i] = vectors.vector(e.getKey());
      masses[i++] = e.getValue() / total;
    }
    return new Cloud(points, masses);
  }

  private static double[][] costs(Cloud p, Cloud q) {
    double[][] cost = new double[p.points().length][q.points().length];
    for (int i = 0; i < cost.length; i++) {
      for (int j = 0; j < cost[i].length; j++) {
        double squares = 0;
        for (int k = 0; k < p.points()[i].length; k++) {
          double d = (double) p.points()[i][k] - q.points()[j][k];
          squares += d * d;
        }
        cost[i][j] = Math.sqrt(squares);
      }
    }
    return cost;
  }
}
