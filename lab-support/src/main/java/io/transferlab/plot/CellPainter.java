package io.transferlab.plot;

import io.transferlab.core.Cividis;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a matrix as coloured cells, with names along both sides and a bar of the colours. By hand
 * rather than by XChart's heat map, which writes black numbers on dark cells, begins with the last
 * row, and shows a narrow bar.
 */
final class CellPainter {
  private static final int MARGIN = 16;
  private static final int GAP = 8;
  private static final int BAR = 22;
  private static final int BEFORE_BAR = 24;
  private static final int NARROWEST = 300;

  /** What a notebook shows in full; more is shrunk there, and its words with it. */
  private static final int WIDEST = 940;

  /** Room for a bar with its labels, also beside one row. */
  private static final int LOWEST = 140;

  /** What is written beside the bar of colours, at a share of its height from below. */
  private record Mark(double share, String text) {}

  private final FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
  private final String title;
  private final List<String> rows;
  private final List<String> columns;
  private final int widestCell;
  private final int highestCell;
  private final List<Mark> marks = new ArrayList<>();
  private String rowTitle = "";
  private String columnTitle = "";
  private String barTitle = "";
  private boolean above;

  /**
   * Begins a figure.
   *
   * @param title what it shows
   * @param rows names, at least one
   * @param columns names, at least one
   * @param cellWidth pixels of a cell, less where a notebook would be too narrow; a line of text
   *     always fits
   * @param cellHeight the same downwards
   */
  CellPainter(
      String title, List<String> rows, List<String> columns, int cellWidth, int cellHeight) {
    this.title = title;
    this.rows = rows;
    this.columns = columns;
    this.widestCell = cellWidth;
    this.highestCell = cellHeight;
  }

  /** Says what the rows and the columns are. */
  CellPainter titled(String ofRows, String ofColumns) {
    rowTitle = ofRows;
    columnTitle = ofColumns;
    return this;
  }

  /** Names the columns above them, not below. */
  CellPainter namedAbove() {
    above = true;
    return this;
  }

  /** Writes beside the bar, at this share of its height from below. */
  CellPainter mark(double share, String words) {
    marks.add(new Mark(share, words));
    return this;
  }

  /** Says what the colours are. */
  CellPainter coloursAre(String what) {
    barTitle = what;
    return this;
  }

  /** Pixels of a cell; to be asked when titles and marks are known. */
  int cellWidth() {
    int room = (WIDEST - left() - barRoom()) / columns.size();
    return Math.max(text.getHeight() + 2, Math.min(widestCell, room));
  }

  private int cellHeight() {
    int height = widestCell == highestCell ? cellWidth() : highestCell;
    return Math.max(text.getHeight() + 2, height);
  }

  private int left() {
    return MARGIN + (rowTitle.isEmpty() ? 0 : text.getHeight() + GAP) + widest(rows) + GAP;
  }

  /**
   * Paints it.
   *
   * @param shares {@code [rows][columns]}: 0 is the darkest colour, 1 the lightest; NaN leaves a
   *     cell white
   * @param words what is written on each cell, where it fits; empty for nothing
   * @return the picture
   */
  BufferedImage paint(double[][] shares, String[][] words) {
    FontMetrics heads = Canvas.metrics(Palette.TITLE_FONT);
    int left = left();
    int cellWidth = cellWidth();
    int cellHeight = cellHeight();
    int width = Math.max(left + cellWidth * columns.size() + barRoom(), NARROWEST);
    List<String> head = Canvas.wrap(title, heads, width - 2 * MARGIN);
    int columnNames = isTurned() ? widest(columns) : text.getHeight();
    int top = MARGIN + head.size() * heads.getHeight() + GAP + (above ? columnNames + GAP : 0);
    int bottom = top + Math.max(cellHeight * rows.size(), LOWEST);
    int below =
        (above ? 0 : GAP + columnNames) + (columnTitle.isEmpty() ? 0 : GAP + text.getHeight());
    BufferedImage image = Canvas.blank(width, bottom + below + MARGIN);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, head, 0, width, MARGIN);
    g.setFont(Palette.TICK_FONT);
    for (int i = 0; i < rows.size(); i++) {
      paintRow(g, i, left, top + i * cellHeight, shares[i], words[i]);
    }
    g.setColor(Palette.TEXT);
    int end = top + cellHeight * rows.size();
    for (int j = 0; j < columns.size(); j++) {
      int middle = left + j * cellWidth + (cellWidth - 1) / 2;
      paintColumnName(g, columns.get(j), middle, above ? top - GAP : end + GAP);
    }
    paintBar(g, left + cellWidth * columns.size() + BEFORE_BAR, top, end - 1);
    g.setFont(Palette.AXIS_FONT);
    int titleWidth = g.getFontMetrics().stringWidth(columnTitle);
    g.drawString(
        columnTitle,
        Math.max(MARGIN, left + (cellWidth * columns.size() - titleWidth) / 2),
        (above ? end : end + GAP + columnNames) + GAP + text.getAscent());
    int titleHeight = g.getFontMetrics().stringWidth(rowTitle);
    upward(
        g,
        rowTitle,
        MARGIN + text.getAscent(),
        Math.max(top + titleHeight, (top + end + titleHeight) / 2));
    g.dispose();
    return image;
  }

  private int widest(List<String> names) {
    return names.stream().mapToInt(text::stringWidth).max().orElse(0);
  }

  private boolean isTurned() {
    return widest(columns) > cellWidth() - 6;
  }

  private int markRoom() {
    return marks.stream().mapToInt(mark -> text.stringWidth(mark.text())).max().orElse(0);
  }

  private int barRoom() {
    int named = barTitle.isEmpty() ? 0 : GAP + text.getHeight();
    return BEFORE_BAR + BAR + 6 + markRoom() + named + MARGIN;
  }

  private int base(int y, int height) {
    return y + (height + text.getAscent() - text.getDescent()) / 2;
  }

  private void paintRow(Graphics2D g, int row, int left, int y, double[] shares, String[] written) {
    int cellWidth = cellWidth();
    int cellHeight = cellHeight();
    g.setColor(Palette.TEXT);
    String name = rows.get(row);
    g.drawString(name, left - GAP - text.stringWidth(name), base(y, cellHeight));
    for (int j = 0; j < columns.size(); j++) {
      if (Double.isNaN(shares[j])) {
        continue;
      }
      int x = left + j * cellWidth;
      g.setColor(Cividis.at(shares[j]));
      g.fillRect(x, y, cellWidth - 1, cellHeight - 1);
      int width = text.stringWidth(written[j]);
      if (width <= cellWidth - 4) {
        g.setColor(Cividis.textOn(shares[j]));
        g.drawString(written[j], x + (cellWidth - 1 - width) / 2, base(y, cellHeight));
      }
    }
  }

  /** Names begin, or end, at the cells: {@code y} is where the room for them does. */
  private void paintColumnName(Graphics2D g, String name, int middle, int y) {
    int width = text.stringWidth(name);
    if (isTurned()) {
      int x = middle + (text.getAscent() - text.getDescent()) / 2;
      upward(g, name, x, above ? y : y + width);
    } else {
      g.drawString(name, middle - width / 2, above ? y - text.getDescent() : y + text.getAscent());
    }
  }

  private void paintBar(Graphics2D g, int x, int top, int cells) {
    int height = Math.max(cells - top, LOWEST - 1);
    for (int i = 0; i < height; i++) {
      g.setColor(Cividis.at(1 - (double) i / (height - 1)));
      g.fillRect(x, top + i, BAR, 1);
    }
    g.setColor(Palette.TEXT);
    for (Mark mark : marks) {
      int y = top + (int) Math.round((height - 1) * (1 - mark.share()));
      int base = Math.max(top + text.getAscent() - 2, Math.min(top + height, y + 5));
      g.drawString(mark.text(), x + BAR + 6, base);
    }
    int width = text.stringWidth(barTitle);
    if (width <= height) {
      int at = x + BAR + 6 + markRoom() + GAP + text.getAscent();
      upward(g, barTitle, at, top + (height + width) / 2);
    }
  }

  private static void upward(Graphics2D g, String words, int x, int y) {
    Graphics2D turned = (Graphics2D) g.create();
    turned.translate(x, y);
    turned.rotate(-Math.PI / 2);
    turned.drawString(words, 0, 0);
    turned.dispose();
  }
}
