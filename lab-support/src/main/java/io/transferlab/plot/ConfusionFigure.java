package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.evaluate.Evaluation;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * A confusion matrix as a heat map: a row for each true class, a column for each predicted one. The
 * cells hold counts; their colour is the fraction of the row, so that large and small classes
 * compare.
 */
public final class ConfusionFigure {
  private static final int MOST_PAIRS = 3;

  private ConfusionFigure() {}

  /**
   * Draws the confusion matrix of an evaluation.
   *
   * @param title what was evaluated
   * @param evaluation the counts
   * @return the figure; its words tell the accuracy and the pairs most confused
   */
  public static Figure of(String title, Evaluation evaluation) {
    return of(title, evaluation.classes(), evaluation.confusion());
  }

  /**
   * Draws a confusion matrix.
   *
   * @param title what was evaluated
   * @param classes the names of the classes, at least one
   * @param confusion {@code confusion[truth][predicted]}, counts of at least 0
   * @return the figure; its words tell the accuracy and the pairs most confused
   */
  public static Figure of(String title, List<String> classes, int[][] confusion) {
    boolean square = confusion.length == classes.size() && !classes.isEmpty();
    for (int[] row : confusion) {
      square &= row.length == classes.size();
    }
    if (!square) {
      throw LabException.of(
          "a row and a column for each of " + classes.size() + " classes, at least one",
          confusion.length + " rows",
          "count with Evaluation.of(classes, truth, predicted)");
    }
    return new Figure(
        paint(title, classes, confusion), words(title, new Evaluation(classes, confusion)), title);
  }

  private static BufferedImage paint(String title, List<String> classes, int[][] counts) {
    int n = classes.size();
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    // Room for a line of text, so that every class keeps a readable name, and for two digits.
    int cell = Math.max(text.stringWidth("88") + 4, Math.min(84, 660 / n));
    double[][] shares = new double[n][n];
    String[][] numbers = new String[n][n];
    for (int truth = 0; truth < n; truth++) {
      int total = Arrays.stream(counts[truth]).sum();
      for (int predicted = 0; predicted < n; predicted++) {
        int count = counts[truth][predicted];
        shares[truth][predicted] = total == 0 ? 0 : (double) count / total;
        // In small cells only what is not zero: the rest would be noise.
        numbers[truth][predicted] = count > 0 || cell >= 34 ? Integer.toString(count) : "";
      }
    }
    return new CellPainter(title, classes, classes, cell, cell)
        .titled("true class", "predicted class")
        .mark(0, "0")
        .mark(0.5, "0.5")
        .mark(1, "1")
        .coloursAre("fraction of true class")
        .paint(shares, numbers);
  }

  private static String words(String title, Evaluation evaluation) {
    String start = "Confusion matrix: " + title + ". " + evaluation.classes().size() + " classes, ";
    if (evaluation.total() == 0) {
      return start + "no pictures.";
    }
    List<String> pairs = evaluation.mostConfused(MOST_PAIRS);
    return start
        + evaluation.total()
        + " pictures; accuracy "
        + Words.number(evaluation.accuracy())
        + ", mean over classes "
        + Words.number(evaluation.meanPerClassAccuracy())
        + ". "
        + (pairs.isEmpty()
            ? "No class was taken for another."
            : "Most confused: " + String.join("; ", pairs) + ".");
  }
}
