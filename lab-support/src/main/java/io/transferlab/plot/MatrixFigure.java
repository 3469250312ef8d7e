package io.transferlab.plot;

import io.transferlab.core.Cividis;
import io.transferlab.core.LabException;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A table of numbers as a picture: a square for each, dark blue for 0 to yellow for the largest. By
 * hand rather than by XChart's heat map, whose numbers have one colour for dark and light cells
 * alike.
 */
public final class MatrixFigure {
  private static final int MARGIN = 16;
  private static final int LARGEST_CELL = 56;
  private static final int SIDE = 620;
  private static final int BAR = 22;

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
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    int cell =
        Math.max(
            text.getHeight() + 2,
            Math.min(LARGEST_CELL, SIDE / Math.max(rows.size(), columns.size())));
    int rowNames = rows.stream().mapToInt(text::stringWidth).max().orElse(0);
    int columnNames = columns.stream().mapToInt(text::stringWidth).max().orElse(0);
    int left = MARGIN + rowNames + 8;
    int width = left + cell * columns.size() + 24 + BAR + 60 + MARGIN;
    FontMetrics heads = Canvas.metrics(Palette.TITLE_FONT);
    List<String> lines = Canvas.wrap(title, heads, width - 2 * MARGIN);
    int top = MARGIN + lines.size() * heads.getHeight() + 12 + columnNames + 6;
    int height = top + cell * rows.size() + MARGIN;
    BufferedImage image = Canvas.blank(width, height);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, lines, 0, width, MARGIN);
    g.setFont(Palette.TICK_FONT);
    double most = largest(values);
    for (int j = 0; j < columns.size(); j++) {
      int x = left + j * cell + (cell + text.getAscent() - text.getDescent()) / 2;
      Graphics2D turned = (Graphics2D) g.create();
      turned.translate(x, top - 6);
      turned.rotate(-Math.PI / 2);
      turned.drawString(columns.get(j), 0, 0);
      turned.dispose();
    }
    for (int i = 0; i < rows.size(); i++) {
      int y = top + i * cell;
      int base = y + (cell + text.getAscent() - text.getDescent()) / 2;
      g.setColor(Palette.TEXT);
      g.drawString(rows.get(i), left - 8 - text.stringWidth(rows.get(i)), base);
      for (int j = 0; j < columns.size(); j++) {
        double share = most == 0 ? 0 : values[i][j] / most;
        g.setColor(Cividis.at(share));
        g.fillRect(left + j * cell, y, cell - 1, cell - 1);
        String number = number(values[i][j]);
        if (values[i][j] > 0 && text.stringWidth(number) <= cell - 4) {
          g.setColor(Cividis.textOn(share));
          int x = left + j * cell + (cell - 1 - text.stringWidth(number)) / 2;
          g.drawString(number, x, base);
        }
      }
    }
    bar(g, left + cell * columns.size() + 24, top, cell * rows.size() - 1, most);
    g.dispose();
    return image;
  }

  private static String number(double value) {
    return value < 9.95
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.0f", value);
  }

  private static void bar(Graphics2D g, int x, int top, int height, double most) {
    FontMetrics text = g.getFontMetrics();
    for (int i = 0; i < height; i++) {
      g.setColor(Cividis.at(1 - (double) i / Math.max(1, height - 1)));
      g.fillRect(x, top + i, BAR, 1);
    }
    g.setColor(Color.BLACK);
    g.drawString(number(most), x + BAR + 6, top + text.getAscent() - 2);
    g.drawString("0", x + BAR + 6, top + height);
  }
}
