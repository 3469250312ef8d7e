package io.transferlab.plot;

import io.transferlab.core.LabException;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A matrix of numbers as coloured cells with names along both sides. */
public final class HeatFigure {
  private final String title;
  private final String rowTitle;
  private final String columnTitle;
  private final List<String> rows;
  private final List<String> columns;
  private final double[][] values;
  private final double low;
  private final double high;

  private HeatFigure(
      String title,
      String rowTitle,
      String columnTitle,
      List<String> rows,
      List<String> columns,
      double[][] values,
      double low,
      double high) {
    this.title = title;
    this.rowTitle = rowTitle;
    this.columnTitle = columnTitle;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    this.low = low;
    this.high = high;
  }

  /**
   * Draws a matrix.
   *
   * @param title what it shows
   * @param rowTitle what the rows are
   * @param columnTitle what the columns are
   * @param rows a name for each row, at least one
   * @param columns a name for each column, at least one
   * @param values {@code [rows][columns]}; NaN leaves a cell white
   * @param low the value of the darkest colour
   * @param high the value of the lightest, above {@code low}
   * @return the figure; its words tell the largest and the smallest value
   */
  public static Figure of(
      String title,
      String rowTitle,
      String columnTitle,
      List<String> rows,
      List<String> columns,
      double[][] values,
      double low,
      double high) {
    boolean fits = values.length == rows.size() && !rows.isEmpty() && !columns.isEmpty();
    for (double[] row : values) {
      fits &= row.length == columns.size();
    }
    if (!fits || !(low < high)) {
      throw LabException.of(
          "a value for each of %d rows and %d columns, and limits in order"
              .formatted(rows.size(), columns.size()),
          values.length + " rows, limits " + low + " and " + high,
          "give every row and column one name");
    }
    HeatFigure heat =
        new HeatFigure(title, rowTitle, columnTitle, rows, columns, values, low, high);
    return new Figure(heat.paint(), heat.words(), title);
  }

  private String words() {
    int[] largest = extreme(1);
    int[] smallest = extreme(-1);
    String start =
        "Heat map: %s. %d rows (%s), %d columns (%s). "
            .formatted(title, rows.size(), rowTitle, columns.size(), columnTitle);
    return largest == null || smallest == null
        ? start + "No value is a number."
        : start + "Largest: " + said(largest) + "; smallest: " + said(smallest) + ".";
  }

  private String said(int[] at) {
    return "%s and %s, %s"
        .formatted(rows.get(at[0]), columns.get(at[1]), Words.number(values[at[0]][at[1]]));
  }

  private int @Nullable [] extreme(int sign) {
    int[] best = null;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++) {
        boolean better = best == null || sign * values[i][j] > sign * values[best[0]][best[1]];
        if (Double.isFinite(values[i][j]) && better) {
          best = new int[] {i, j};
        }
      }
    }
    return best;
  }

  private BufferedImage paint() {
    int cellWidth = Math.min(70, 660 / columns.size());
    int cellHeight = Math.min(44, 500 / rows.size());
    CellPainter painter =
        new CellPainter(title, rows, columns, cellWidth, cellHeight)
            .titled(rowTitle, columnTitle)
            .mark(1, Words.number(high))
            .mark(0, Words.number(low));
    // Numbers in all cells or in none: those of some would look like a choice.
    int widest = Canvas.metrics(Palette.TICK_FONT).stringWidth("-0.00") + 6;
    boolean written = painter.cellWidth() >= widest;
    double[][] shares = new double[rows.size()][columns.size()];
    String[][] numbers = new String[rows.size()][columns.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        double value = values[i][j];
        shares[i][j] = Double.isFinite(value) ? (value - low) / (high - low) : Double.NaN;
        numbers[i][j] = written ? String.format(Locale.ROOT, "%.2f", value) : "";
      }
    }
    return painter.paint(shares, numbers);
  }
}
