package io.transferlab.evaluate;

import io.transferlab.core.Sizes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a classifier got right on a set of pictures.
 *
 * @param classes class names, in label order
 * @param confusion {@code confusion[truth][predicted]}, counts
 */
public record Evaluation(List<String> classes, int[][] confusion) {
  /**
   * Copies what it is given.
   *
   * @param classes class names, in label order
   * @param confusion {@code confusion[truth][predicted]}, counts
   */
  public Evaluation {
    classes = List.copyOf(classes);
    confusion = copy(confusion);
  }

  /**
   * Counts predictions.
   *
   * @param classes class names, in label order
   * @param truth true labels
   * @param predicted predicted labels, in the same order
   * @return the evaluation
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Evaluation of(List<String> classes, int[] truth, int[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "Expected as many predictions as labels; found %d and %d"
              .formatted(predicted.length, truth.length));
    }
    int[][] confusion = new int[classes.size()][classes.size()];
    for (int i = 0; i < truth.length; i++) {
      confusion[truth[i]][predicted[i]]++;
    }
    return new Evaluation(classes, confusion);
  }

  /**
   * Which class was taken for which.
   *
   * @return a copy: {@code confusion[truth][predicted]}, counts
   */
  @Override
  public int[][] confusion() {
    return copy(confusion);
  }

  /**
   * The number of pictures evaluated.
   *
   * @return at least 0
   */
  public int total() {
    int n = 0;
    for (int[] row : confusion) {
      for (int v : row) {
        n += v;
      }
    }
    return n;
  }

  /**
   * The fraction of pictures classified rightly.
   *
   * @return 0 to 1; NaN without pictures
   */
  public double accuracy() {
    return (double) right() / total();
  }

  private int right() {
    int right = 0;
    for (int i = 0; i < confusion.length; i++) {
      right += confusion[i][i];
    }
    return right;
  }

  /**
   * Where the accuracy may lie: of a few pictures anywhere.
   *
   * @return with 95 % confidence
   */
  public Interval interval() {
    return Interval.wilson(right(), total());
  }

  /**
   * The mean over classes of the fraction of their pictures classified rightly: the labs' measure,
   * in which a large class counts no more than a small one. Classes without pictures are left out.
   *
   * @return 0 to 1; NaN without pictures
   */
  public double meanPerClassAccuracy() {
    double sum = 0;
    int counted = 0;
    for (int i = 0; i < confusion.length; i++) {
      int n = 0;
      for (int v : confusion[i]) {
        n += v;
      }
      if (n > 0) {
        sum += (double) confusion[i][i] / n;
        counted++;
      }
    }
    return sum / counted;
  }

  /**
   * The labs' measure as text.
   *
   * @return {@link #meanPerClassAccuracy()}, for instance {@code 91.7 %}
   */
  public String percent() {
    return Sizes.percent(meanPerClassAccuracy());
  }

  /**
   * The confusion matrix as a table: a row for each true class, a column for each predicted one.
   *
   * @return counts, the first column being the names
   */
  public Table table() {
    Table table = Table.create("confusion", StringColumn.create("true class", classes));
    for (int p = 0; p < classes.size(); p++) {
      int predicted = p;
      table.addColumns(
          IntColumn.create(
              classes.get(p), Arrays.stream(confusion).mapToInt(row -> row[predicted]).toArray()));
    }
    return table;
  }

  /**
   * How each class fared.
   *
   * @return one row a class: class, pictures, right, accuracy (0 to 1, missing without pictures)
   */
  public Table perClass() {
    int[] pictures = Arrays.stream(confusion).mapToInt(row -> Arrays.stream(row).sum()).toArray();
    int[] right = IntStream.range(0, pictures.length).map(i -> confusion[i][i]).toArray();
    double[] accuracy =
        IntStream.range(0, right.length)
            .mapToDouble(i -> (double) right[i] / pictures[i])
            .toArray();
    return Table.create(
        "classes",
        StringColumn.create("class", classes),
        IntColumn.create("pictures", pictures),
        IntColumn.create("right", right),
        DoubleColumn.create("accuracy", accuracy));
  }

  /**
   * The pairs of classes that were mixed up most.
   *
   * @param most how many pairs at most
   * @return for instance {@code "cat taken for dog: 12"}, most first
   */
  public List<String> mostConfused(int most) {
    record Pair(int truth, int predicted, int count) {}
    List<Pair> pairs = new ArrayList<>();
    for (int t = 0; t < confusion.length; t++) {
      for (int p = 0; p < confusion.length; p++) {
        if (t != p && confusion[t][p] > 0) {
          pairs.add(new Pair(t, p, confusion[t][p]));
        }
      }
    }
    pairs.sort(Comparator.comparingInt((Pair p) -> -p.count()));
    return pairs.stream()
        .limit(most)
        .map(
            p ->
                classes.get(p.truth())
                    + " taken for "
                    + classes.get(p.predicted())
                    + ": "
                    + p.count())
        .toList();
  }

  @Override
  public String toString() {
    return "mean per-class accuracy %s, accuracy %s of %d pictures in %d classes"
        .formatted(percent(), Sizes.percent(accuracy()), total(), classes.size());
  }

  private static int[][] copy(int[][] a) {
    int[][] b = new int[a.length][];
    for (int i = 0; i < a.length; i++) {
      b[i] = a[i].clone();
    }
    return b;
  }
}
