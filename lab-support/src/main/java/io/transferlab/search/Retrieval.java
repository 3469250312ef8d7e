package io.transferlab.search;

import io.transferlab.core.LabException;
import io.transferlab.core.Matrices;
import io.transferlab.core.Progress;
import io.transferlab.features.Features;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well a ranking by cosine similarity finds pictures of the same class: each row asks for all
 * the others.
 *
 * <p>A query's <em>average precision</em> is the mean, over the rows of its class, of the precision
 * at the rank where each is found (Manning, Raghavan, Schuetze 2008, section 8.4). 1 if the whole
 * class comes first.
 *
 * @param classes names of the classes
 * @param averagePrecision the mean over the queries of each class; NaN for a class with fewer than
 *     two rows
 * @param queries how many rows asked
 */
public record Retrieval(List<String> classes, double[] averagePrecision, int queries) {
  /** Rows ranked at a time: each is an object, for a moment. */
  private static final int MOST_RANKED = 1 << 22;

  /**
   * Takes copies.
   *
   * @param classes names of the classes
   * @param averagePrecision the mean over the queries of each class
   * @param queries how many rows asked
   */
  public Retrieval {
    classes = List.copyOf(classes);
    averagePrecision = averagePrecision.clone();
  }

  /**
   * Ranks all pictures for each picture, by their features.
   *
   * @param features of up to some 10,000 labelled pictures
   * @return the mean average precision of each class
   */
  public static Retrieval of(Features features) {
    return of(features.matrix(), features.labels(), features.classes());
  }

  /**
   * Ranks all rows for each row.
   *
   * @param rows {@code [n, d]}, finite; n up to some 10,000, since time grows with n squared
   * @param labels the class of each row
   * @param classes names of the classes
   * @return the mean average precision of each class
   */
  public static Retrieval of(INDArray rows, int[] labels, List<String> classes) {
    if (rows.size(0) != labels.length) {
      throw LabException.of(
          "a label for each of " + rows.size(0) + " rows",
          labels.length + " labels",
          "give the labels of the same rows in the same order");
    }
    SimilarityIndex index = SimilarityIndex.of(rows);
    INDArray unit = index.unitRows();
    double[] sums = new double[classes.size()];
    int[] counts = new int[classes.size()];
    int step = Math.max(1, Math.min(256, MOST_RANKED / Math.max(1, labels.length)));
    try (Progress signs = Progress.of("ranking", "queries", labels.length)) {
      for (int start = 0; start < labels.length; start += step) {
        int first = start;
        int end = Math.min(labels.length, start + step);
        float[] flat = Matrices.flat(unit, start, end);
        INDArray asked =
            org.nd4j.linalg.factory.Nd4j.createFromArray(flat).reshape(end - start, unit.size(1));
        List<List<SimilarRow>> ranked = index.nearest(asked, labels.length);
        double[] precision =
            IntStream.range(0, end - start)
                .mapToDouble(q -> averagePrecision(ranked.get(q), first + q, labels))
                .toArray();
        for (int q = 0; q < precision.length; q++) {
          if (!Double.isNaN(precision[q])) {
            sums[labels[start + q]] += precision[q];
            counts[labels[start + q]]++;
          }
        }
        signs.done((double) end - start);
      }
    }
    return new Retrieval(
        classes,
        IntStream.range(0, sums.length).mapToDouble(c -> sums[c] / counts[c]).toArray(),
        Arrays.stream(counts).sum());
  }

  private static double averagePrecision(List<SimilarRow> ranked, int query, int[] labels) {
    int rank = 0;
    int right = 0;
    double sum = 0;
    for (SimilarRow match : ranked) {
      if (match.row() == query) {
        continue;
      }
      rank++;
      if (labels[match.row()] == labels[query]) {
        right++;
        sum += (double) right / rank;
      }
    }
    return right == 0 ? Double.NaN : sum / right;
  }

  /**
   * The mean average precision of each class.
   *
   * @return a copy, in label order, 0 to 1; NaN for a class with fewer than two rows
   */
  @Override
  public double[] averagePrecision() {
    return averagePrecision.clone();
  }

  /**
   * The mean over classes, each counting the same.
   *
   * @return 0 to 1
   */
  public double mean() {
    return Arrays.stream(averagePrecision)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Retrieval that
        && classes.equals(that.classes)
        && Arrays.equals(averagePrecision, that.averagePrecision);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(averagePrecision);
  }

  @Override
  public String toString() {
    StringBuilder out =
        new StringBuilder(String.format(Locale.ROOT, "mean average precision %.3f", mean()));
    for (int c = 0; c < averagePrecision.length; c++) {
      out.append(String.format(Locale.ROOT, "%n  %-14s %.3f", classes.get(c), averagePrecision[c]));
    }
    return out.toString();
  }
}
