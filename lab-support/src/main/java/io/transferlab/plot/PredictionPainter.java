package io.transferlab.plot;

import io.transferlab.check.Prediction;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Paints guesses and results on a strip for each question. */
final class PredictionPainter {
  /**
   * One question.
   *
   * @param prediction its label, and how to write its values
   * @param guesses finite; may be empty
   * @param low where the bar of several guesses begins
   * @param middle where its line is
   * @param high where it ends
   * @param observed what came out, or NaN
   * @param note what stands on the right
   */
  record Row(
      Prediction prediction,
      double[] guesses,
      double low,
      double middle,
      double high,
      double observed,
      String note) {
    boolean isClass() {
      return guesses.length > 1;
    }
  }

  private static final int MARGIN = 16;
  private static final int LABEL = 260;
  private static final int STRIP = 430;
  private static final int NOTE = 130;
  private static final int GAP = 24;
  private static final int WIDTH = MARGIN + LABEL + GAP + STRIP + GAP + NOTE + MARGIN;
  private static final int LEFT = MARGIN + LABEL + GAP;
  private static final int DOT = 11;
  private static final int MOST_STACKED = 8;
  private static final Color GUESS = Palette.COLOURS.get(0);
  private static final Color RESULT = Palette.COLOURS.get(1);

  private final String title;
  private final List<Row> rows;
  private final String guesses;
  private final String difference;
  private final FontMetrics text = Canvas.metrics(Palette.TICK_FONT);

  PredictionPainter(String title, List<Row> rows, String guesses, String difference) {
    this.title = title;
    this.rows = rows;
    this.guesses = guesses;
    this.difference = difference;
  }

  BufferedImage paint() {
    FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
    List<String> titleLines = Canvas.wrap(title, heading, WIDTH - 2 * MARGIN);
    int key = MARGIN + titleLines.size() * heading.getHeight() + 8;
    int top = key + text.getHeight() + MARGIN;
    int height = top + rows.stream().mapToInt(this::height).sum() + MARGIN / 2;
    BufferedImage image = Canvas.blank(WIDTH, height);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, WIDTH, MARGIN);
    g.setFont(Palette.TICK_FONT);
    paintKey(g, key);
    int y = top;
    for (Row row : rows) {
      paint(g, row, y);
      y += height(row);
    }
    g.dispose();
    return image;
  }

  private void paintKey(Graphics2D g, int y) {
    double middle = y + text.getHeight() / 2.0;
    int x = LEFT;
    dot(g, x + DOT / 2.0, middle);
    g.setColor(Palette.TEXT);
    g.drawString(guesses, x + DOT + 6, y + text.getAscent());
    x += DOT + 6 + text.stringWidth(guesses) + 2 * GAP;
    diamond(g, x + DOT / 2.0, middle);
    g.setColor(Palette.TEXT);
    g.drawString("observed", x + DOT + 8, y + text.getAscent());
    Canvas.centred(g, List.of(difference), WIDTH - MARGIN - NOTE - GAP, NOTE + GAP, y);
  }

  private List<String> label(Row row) {
    return Canvas.wrap(row.prediction().label(), text, LABEL);
  }

  private int stacked(Row row) {
    return row.isClass() ? Math.min(MOST_STACKED, most(counts(row))) : 1;
  }

  /** The guesses' values over the line, the result's below it, then the ends of the scale. */
  private int height(Row row) {
    int strip = text.getHeight() + stacked(row) * (DOT + 1) + 2 * text.getHeight() + 8;
    return GAP + Math.max(strip, label(row).size() * text.getHeight());
  }

  private void paint(Graphics2D g, Row row, int top) {
    g.setColor(Palette.GRID);
    g.setStroke(new BasicStroke(1f));
    g.draw(new Line2D.Double(MARGIN, top, WIDTH - MARGIN, top));
    int y = top + GAP / 2;
    g.setColor(Palette.TEXT);
    int line = y + text.getAscent();
    for (String words : label(row)) {
      g.drawString(words, MARGIN, line);
      line += text.getHeight();
    }
    double[] scale = scale(row);
    int base = y + text.getHeight() + stacked(row) * (DOT + 1) + 2;
    g.setColor(Palette.REFERENCE_COLOUR);
    g.draw(new Line2D.Double(LEFT, base, LEFT + STRIP, base));
    paintEnds(g, row, scale, base);
    if (row.isClass()) {
      paintClass(g, row, scale, base);
    } else if (row.guesses().length == 1) {
      paintOne(g, row, scale, base);
    }
    paintObserved(g, row, scale, base);
    g.setColor(Palette.TEXT);
    String note = row.guesses().length == 0 ? "no guess" : row.note();
    Canvas.centred(
        g,
        List.of(Double.isNaN(row.observed()) ? "no result yet" : note),
        WIDTH - MARGIN - NOTE,
        NOTE,
        base - text.getHeight());
  }

  private void paintEnds(Graphics2D g, Row row, double[] scale, int base) {
    g.setColor(Palette.REFERENCE_COLOUR);
    for (double end : scale) {
      double x = x(end, scale);
      g.draw(new Line2D.Double(x, base - 4, x, base + 4));
      write(g, row.prediction().text(end).replace(".0 %", " %"), x, base + text.getHeight() + 4);
    }
  }

  private void paintOne(Graphics2D g, Row row, double[] scale, int base) {
    double from = x(row.middle(), scale);
    if (Double.isFinite(row.observed())) {
      g.setColor(Palette.REFERENCE_COLOUR);
      g.setStroke(new BasicStroke(3f));
      g.draw(new Line2D.Double(from, base, x(row.observed(), scale), base));
    }
    dot(g, from, base);
    g.setColor(GUESS);
    write(g, row.prediction().text(row.middle()), from, base - text.getHeight() - 4);
  }

  private void paintClass(Graphics2D g, Row row, double[] scale, int base) {
    int[] counts = counts(row);
    // A pile that is too high for its row: its dots lie over each other.
    double step = (DOT + 1.0) * Math.min(1, (double) MOST_STACKED / most(counts));
    for (int bin = 0; bin < counts.length; bin++) {
      for (int i = 0; i < counts[bin]; i++) {
        dot(g, LEFT + (bin + 0.5) * STRIP / counts.length, base - i * step - (DOT + 1) / 2.0 - 2);
      }
    }
    double low = x(row.low(), scale);
    g.setColor(new Color(GUESS.getRed(), GUESS.getGreen(), GUESS.getBlue(), 90));
    g.fill(new Rectangle2D.Double(low, base - 4, Math.max(2, x(row.high(), scale) - low), 8));
    g.setColor(GUESS);
    g.setStroke(new BasicStroke(3f));
    double middle = x(row.middle(), scale);
    g.draw(new Line2D.Double(middle, base - 8, middle, base + 8));
  }

  private void paintObserved(Graphics2D g, Row row, double[] scale, int base) {
    if (Double.isNaN(row.observed())) {
      return;
    }
    double at = x(row.observed(), scale);
    diamond(g, at, base);
    g.setColor(RESULT.darker());
    write(g, row.prediction().text(row.observed()), at, base + 6);
  }

  /** Writes a value in the middle of a place, but inside the picture's strip. */
  private void write(Graphics2D g, String words, double x, int top) {
    int width = text.stringWidth(words);
    double left = Math.max(LEFT - 10.0, Math.min(LEFT + STRIP + 10.0 - width, x - width / 2.0));
    g.drawString(words, (float) left, top + text.getAscent());
  }

  private static void dot(Graphics2D g, double x, double y) {
    Ellipse2D circle = new Ellipse2D.Double(x - DOT / 2.0, y - DOT / 2.0, DOT, DOT);
    g.setColor(GUESS);
    g.fill(circle);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(1f));
    g.draw(circle);
  }

  private static void diamond(Graphics2D g, double x, double y) {
    double half = DOT / 2.0 + 3;
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - half);
    path.lineTo(x + half, y);
    path.lineTo(x, y + half);
    path.lineTo(x - half, y);
    path.closePath();
    g.setColor(RESULT);
    g.fill(path);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(1f));
    g.draw(path);
  }

  /** How many guesses lie in each bin as wide as a dot. */
  private int[] counts(Row row) {
    int[] counts = new int[STRIP / (DOT + 1)];
    double[] scale = scale(row);
    for (double guess : row.guesses()) {
      double part = (x(guess, scale) - LEFT) / STRIP;
      counts[Math.max(0, Math.min(counts.length - 1, (int) (part * counts.length)))]++;
    }
    return counts;
  }

  private static int most(int[] counts) {
    return Arrays.stream(counts).max().orElse(1);
  }

  /**
   * Shares on 0 to 1; other numbers from 0, or from the lowest if that is below, to the highest.
   */
  private static double[] scale(Row row) {
    if (row.prediction().isShare()) {
      return new double[] {0, 1};
    }
    double[] all =
        DoubleStream.concat(DoubleStream.of(row.guesses()), DoubleStream.of(row.observed()))
            .filter(Double::isFinite)
            .toArray();
    double low = Math.min(0, DoubleStream.of(all).min().orElse(0));
    double high = Math.max(0, DoubleStream.of(all).max().orElse(1));
    return low == high ? new double[] {low, low + 1} : new double[] {nice(low), nice(high)};
  }

  /** The next number away from 0 with one or two digits: 23,851 gives 24,000. */
  private static double nice(double value) {
    if (value == 0) {
      return 0;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value)))) / 2;
    return Math.signum(value) * Math.ceil(Math.abs(value) / unit) * unit;
  }

  private static double x(double value, double[] scale) {
    return LEFT + STRIP * (value - scale[0]) / (scale[1] - scale[0]);
  }
}
