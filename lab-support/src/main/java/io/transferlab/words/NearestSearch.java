package io.transferlab.words;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * The k nearest rows: one product of the matrix with the query in float32 finds candidates, a few
 * more than asked for; these are compared again in double precision, so that the figures are those
 * of {@link Measure#of} and do not depend on the order of additions.
 */
final class NearestSearch {
  /** More candidates than asked for: float32 may swap neighbours that differ in the 7th digit. */
  private static final int SPARE = 16;

  private static final int ROWS_AT_ONCE = 2048;
  private static final int QUERIES_AT_ONCE = 128;

  private final VectorRows rows;
  private final float[] norms;

  NearestSearch(VectorRows rows, float[] norms) {
    this.rows = rows;
    this.norms = norms;
  }

  /**
   * A row and its exact score.
   *
   * @param row its number
   * @param score by the measure
   */
  record Hit(int row, double score) {}

  List<Hit> nearest(float[] query, int k, Measure measure, Set<Integer> excluded) {
    float[] scores = rows.times(query);
    scale(scores, 0, scores.length, measure, VectorRows.norm(query, 0, query.length));
    return choose(scores, k, excluded, exact(query, measure), measure != Measure.EUCLIDEAN);
  }

  /** Turns inner products into something that is larger for nearer rows. */
  private void scale(float[] products, int first, int n, Measure measure, float queryNorm) {
    if (measure == Measure.COSINE) {
      for (int i = 0; i < n; i++) {
        products[i] /= norms[first + i]; // a vector of zeros gives NaN: it has no direction
      }
    } else if (measure == Measure.EUCLIDEAN) {
      for (int i = 0; i < n; i++) {
        float norm = norms[first + i];
        products[i] = 2 * products[i] - norm * norm;
      }
    }
  }

  private IntToDoubleFunction exact(float[] query, Measure measure) {
    float[] row = new float[rows.dimension()];
    return i -> {
      rows.row(i, row);
      return measure.of(query, row);
    };
  }

  /**
   * Chooses by approximate scores, orders by exact ones.
   *
   * @param scores of each row, the higher the better; NaN for never
   * @param exact the score of a row in double precision
   * @param descending whether a high exact score is good
   */
  List<Hit> choose(
      float[] scores, int k, Set<Integer> excluded, IntToDoubleFunction exact, boolean descending) {
    Best best = new Best(Math.min(scores.length, k + excluded.size() + SPARE));
    best.offerAll(scores, 0, 0, scores.length);
    return order(best, k, excluded, exact, descending);
  }

  private static List<Hit> order(
      Best best, int k, Set<Integer> excluded, IntToDoubleFunction exact, boolean descending) {
    Comparator<Hit> order = Comparator.comparingDouble(Hit::score);
    return Arrays.stream(best.items())
        .filter(i -> !excluded.contains(i))
        .mapToObj(i -> new Hit(i, exact.applyAsDouble(i)))
        .filter(hit -> !Double.isNaN(hit.score()))
        .sorted((descending ? order.reversed() : order).thenComparingInt(Hit::row))
        .limit(k)
        .toList();
  }

  /**
   * Many questions at once, all of one method: the matrix is read once for each batch of them, by
   * matrix products.
   */
  List<List<Hit>> best(List<Scoring> questions, int k, List<Set<Integer>> excluded) {
    List<List<Hit>> all = new ArrayList<>();
    for (int from = 0; from < questions.size(); from += QUERIES_AT_ONCE) {
      VectorLoader.stopIfInterrupted();
      int to = Math.min(questions.size(), from + QUERIES_AT_ONCE);
      all.addAll(batch(questions.subList(from, to), k, excluded.subList(from, to)));
    }
    return all;
  }

  private List<List<Hit>> batch(List<Scoring> questions, int k, List<Set<Integer>> excluded) {
    int each = questions.get(0).vectors().length;
    int columns = questions.size() * each;
    FloatBuffer vectors = VectorRows.direct(columns * rows.dimension());
    questions.forEach(
        q -> {
          for (float[] vector : q.vectors()) {
            vectors.put(vector);
          }
        });
    vectors.rewind();
    List<Best> best = new ArrayList<>();
    for (Set<Integer> without : excluded) {
      best.add(new Best(Math.min(rows.count(), k + without.size() + SPARE)));
    }
    FloatBuffer block = VectorRows.direct(Math.min(rows.count(), ROWS_AT_ONCE) * columns);
    float[] products = new float[block.capacity()];
    for (int first = 0; first < rows.count(); first += ROWS_AT_ONCE) {
      int now = Math.min(ROWS_AT_ONCE, rows.count() - first);
      rows.times(first, now, vectors, columns, block);
      block.get(0, products, 0, now * columns);
      for (int q = 0; q < questions.size(); q++) {
        Scoring scoring = questions.get(q);
        Best heap = best.get(q);
        for (int i = 0; i < now; i++) {
          heap.offer(first + i, scoring.nearly(products, i * columns + q * each, norms[first + i]));
        }
      }
    }
    float[] row = new float[rows.dimension()];
    List<List<Hit>> hits = new ArrayList<>();
    for (int q = 0; q < questions.size(); q++) {
      Scoring scoring = questions.get(q);
      IntToDoubleFunction exact =
          i -> {
            rows.row(i, row);
            return scoring.exactly(row);
          };
      hits.add(order(best.get(q), k, excluded.get(q), exact, true));
    }
    return hits;
  }
}
