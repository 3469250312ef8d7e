package io.transferlab.plot;

import io.transferlab.core.LabException;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A table of numbers as a picture: a square for each, dark blue for 0 to yellow for the largest.
 */
public final class MatrixFigure {
  private static final int LARGEST_CELL = 56;
  private static final int SIDE = 620;

  private MatrixFigure() {}

  /**
   * Draws a table of numbers.
   *
   * @param title what the numbers are
   * @param rows the names of the rows, at least one
   * @param columns the names of the columns, at least one
   * @param values {@code [rows][columns]}, at least 0
   * @return the figure; its words name the largest numbers
   */
  public static Figure of(
      String title, List<String> rows, List<String> columns, double[][] values) {
    boolean fits = values.length == rows.size() && !rows.isEmpty() && !columns.isEmpty();
    for (double[] row : values) {
      fits &= row.length == columns.size();
      fits &= Arrays.stream(row).allMatch(v -> v >= 0 && v < Double.POSITIVE_INFINITY);
    }
    if (!fits) {
      throw LabException.of(
          "numbers of at least 0 for " + rows.size() + " rows and " + columns.size() + " columns",
          values.length + " rows of other numbers",
          "give each row and column its name, and each cell a number");
    }
    return new Figure(
        paint(title, rows, columns, values), words(title, rows, columns, values), title);
  }

  private static double largest(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).max().orElse(0);
  }

  private static String words(
      String title, List<String> rows, List<String> columns, double[][] values) {
    StringBuilder text = new StringBuilder("Heat map: ").append(title).append(". ");
    text.append(rows.size()).append(" rows, ").append(columns.size()).append(" columns.");
    double top = largest(values);
    if (top == 0) {
      return text.append(" All numbers are 0.").toString();
    }
    for (int i = 0; i < rows.size(); i++) {
      int best = 0;
      for (int j = 1; j < columns.size(); j++) {
        best = values[i][j] > values[i][best] ? j : best;
      }
      if (i < 12 && values[i][best] > 0) {
        text.append(i == 0 ? " Largest of each row: " : "; ");
        text.append(rows.get(i)).append(" with ").append(columns.get(best)).append(' ');
        text.append(Words.number(values[i][best]));
      }
    }
    return text.append('.').toString();
  }

  private static BufferedImage paint(
      String title, List<String> rows, List<String> columns, double[][] values) {
    int cell = Math.min(LARGEST_CELL, SIDE / Math.max(rows.size(), columns.size()));
    double most = largest(values);
    double[][] shares = new double[rows.size()][columns.size()];
    String[][] numbers = new String[rows.size()][columns.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        shares[i][j] = most == 0 ? 0 : values[i][j] / most;
        numbers[i][j] = values[i][j] > 0 ? number(values[i][j]) : "";
      }
    }
    return new CellPainter(title, rows, columns, cell, cell)
        .namedAbove()
        .mark(1, number(most))
        .mark(0, "0")
        .paint(shares, numbers);
  }

  private static String number(double value) {
    return value < 9.95
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.0f", value);
  }
}
