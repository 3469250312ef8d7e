package io.transferlab.plot;

import io.transferlab.core.Cividis;
import io.transferlab.core.LabException;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of numbers as coloured cells with names along both sides.
 *
 * <p>Ours rather than XChart's heat map, which was tried on 15 x 15 layers: it would save 70 of 190
 * lines, but writes black numbers on dark cells, begins with the last row, and shows a narrow bar.
 */
public final class HeatFigure {
  private static final int MARGIN = 16;
  private static final int BAR = 22;

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
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    int widestRow = rows.stream().mapToInt(text::stringWidth).max().orElse(0);
    int widestColumn = columns.stream().mapToInt(text::stringWidth).max().orElse(0);
    int numbers = text.stringWidth("-0.00") + 6;
    int cellWidth = Math.max(text.getHeight() + 4, Math.min(70, 660 / columns.size()));
    int cellHeight = Math.max(text.getHeight() + 4, Math.min(44, 500 / rows.size()));
    int left = MARGIN + text.getHeight() + 8 + widestRow + 8;
    int barRoom = 24 + BAR + 8 + text.stringWidth("-0.00") + MARGIN;
    int width = Math.max(left + cellWidth * columns.size() + barRoom, 420);
    List<String> titleLines =
        Canvas.wrap(title, Canvas.metrics(Palette.TITLE_FONT), width - 2 * MARGIN);
    int top = MARGIN + titleLines.size() * Canvas.metrics(Palette.TITLE_FONT).getHeight() + 8;
    int bottom = top + Math.max(cellHeight * rows.size(), 120);
    int height = bottom + 8 + widestColumn + 8 + text.getHeight() + MARGIN;
    BufferedImage image = Canvas.blank(width, height);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, width, MARGIN);
    g.setFont(Palette.TICK_FONT);
    for (int i = 0; i < rows.size(); i++) {
      int y = top + i * cellHeight;
      int base = y + (cellHeight + text.getAscent() - text.getDescent()) / 2;
      g.setColor(Palette.TEXT);
      g.drawString(rows.get(i), left - 8 - text.stringWidth(rows.get(i)), base);
      for (int j = 0; j < columns.size(); j++) {
        int x = left + j * cellWidth;
        if (Double.isFinite(values[i][j])) {
          double share = (values[i][j] - low) / (high - low);
          g.setColor(Cividis.at(share));
          g.fillRect(x, y, cellWidth - 1, cellHeight - 1);
          if (cellWidth >= numbers) {
            String number = String.format(Locale.ROOT, "%.2f", values[i][j]);
            g.setColor(Cividis.textOn(share));
            g.drawString(number, x + (cellWidth - 1 - text.stringWidth(number)) / 2, base);
          }
        }
      }
    }
    g.setColor(Palette.TEXT);
    for (int j = 0; j < columns.size(); j++) {
      int x = left + j * cellWidth + (cellWidth + text.getAscent() - text.getDescent()) / 2;
      upward(g, columns.get(j), x, bottom + 8 + text.stringWidth(columns.get(j)));
    }
    int middle = left + cellWidth * columns.size() / 2;
    g.setFont(Palette.AXIS_FONT);
    g.drawString(
        columnTitle,
        Math.max(MARGIN, middle - g.getFontMetrics().stringWidth(columnTitle) / 2),
        height - MARGIN);
    upward(
        g,
        rowTitle,
        MARGIN + text.getAscent(),
        Math.max(
            (top + bottom + g.getFontMetrics().stringWidth(rowTitle)) / 2,
            top + g.getFontMetrics().stringWidth(rowTitle)));
    g.setFont(Palette.TICK_FONT);
    bar(g, left + cellWidth * columns.size() + 24, top, bottom - 1);
    g.dispose();
    return image;
  }

  private void bar(Graphics2D g, int x, int top, int bottom) {
    for (int y = top; y < bottom; y++) {
      g.setColor(Cividis.at(1 - (double) (y - top) / (bottom - top - 1)));
      g.fillRect(x, y, BAR, 1);
    }
    g.setColor(Palette.TEXT);
    FontMetrics text = g.getFontMetrics();
    g.drawString(Words.number(high), x + BAR + 8, top + text.getAscent() - 2);
    g.drawString(Words.number(low), x + BAR + 8, bottom);
  }

  private static void upward(Graphics2D g, String words, int x, int y) {
    Graphics2D turned = (Graphics2D) g.create();
    turned.translate(x, y);
    turned.rotate(-Math.PI / 2);
    turned.drawString(words, 0, 0);
    turned.dispose();
  }
}
