package io.transferlab.plot;

import io.transferlab.core.Cividis;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Draws a confusion matrix. By hand rather than by XChart's heat map, whose numbers have one colour
 * for dark and light cells alike.
 */
final class ConfusionPainter {
  private static final int MARGIN = 16;
  private static final int BAR = 22;
  private static final int BAR_LABELS = 60;

  private final String title;
  private final List<String> classes;
  private final int[][] counts;
  private final FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
  private final int cell;
  private final int side;
  private final int rowLabels;
  private final boolean upright;
  private final int left;
  private final List<String> titleLines;
  private final int top;

  ConfusionPainter(String title, List<String> classes, int[][] counts) {
    this.title = title;
    this.classes = classes;
    this.counts = counts;
    int n = classes.size();
    int widest = classes.stream().mapToInt(text::stringWidth).max().orElse(0);
    // Room for a line of text, so that every class keeps a readable name, and for two digits.
    int smallest = Math.max(text.getHeight() + 2, text.stringWidth("88") + 4);
    cell = Math.max(smallest, Math.min(84, 660 / n));
    side = cell * n;
    upright = widest > cell - 6;
    rowLabels = widest;
    left = MARGIN + text.getHeight() + 8 + rowLabels + 8;
    titleLines =
        Canvas.wrap(title, Canvas.metrics(Palette.TITLE_FONT), Math.max(260, width() - 2 * MARGIN));
    top = MARGIN + titleLines.size() * Canvas.metrics(Palette.TITLE_FONT).getHeight() + 8;
  }

  private int width() {
    return Math.max(left + side + 24 + BAR + BAR_LABELS + MARGIN, 300);
  }

  BufferedImage paint() {
    int columnLabels = upright ? rowLabels : text.getHeight();
    int height = Math.max(top + side, top + 140) + 8 + columnLabels + 8 + text.getHeight() + MARGIN;
    BufferedImage image = Canvas.blank(width(), height);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, width(), MARGIN);
    g.setFont(Palette.TICK_FONT);
    for (int truth = 0; truth < classes.size(); truth++) {
      paintRow(g, truth);
      paintColumnLabel(g, truth);
    }
    g.setFont(Palette.AXIS_FONT);
    g.drawString(
        "predicted class",
        left + (side - g.getFontMetrics().stringWidth("predicted class")) / 2,
        Math.max(top + side + 8 + columnLabels + 8 + text.getAscent(), 0));
    upward(
        g,
        "true class",
        MARGIN + text.getAscent(),
        top + (side + text.stringWidth("true class")) / 2);
    g.setFont(Palette.TICK_FONT);
    paintBar(g);
    g.dispose();
    return image;
  }

  private void paintRow(Graphics2D g, int truth) {
    int y = top + truth * cell;
    int total = Arrays.stream(counts[truth]).sum();
    int base = y + (cell + text.getAscent() - text.getDescent()) / 2;
    for (int predicted = 0; predicted < classes.size(); predicted++) {
      int x = left + predicted * cell;
      int count = counts[truth][predicted];
      double share = total == 0 ? 0 : (double) count / total;
      g.setColor(Cividis.at(share));
      g.fillRect(x, y, cell - 1, cell - 1);
      String number = Integer.toString(count);
      // In small cells only what is not zero: the rest would be noise.
      boolean fits = text.stringWidth(number) <= cell - 3;
      if (fits && (count > 0 || cell >= 34)) {
        g.setColor(Cividis.textOn(share));
        g.drawString(number, x + (cell - 1 - text.stringWidth(number)) / 2, base);
      }
    }
    g.setColor(Palette.TEXT);
    String name = classes.get(truth);
    g.drawString(name, left - 8 - text.stringWidth(name), base);
  }

  private void paintColumnLabel(Graphics2D g, int predicted) {
    String name = classes.get(predicted);
    int middle = left + predicted * cell + (cell - 1) / 2;
    int y = top + side + 8;
    if (upright) {
      int x = middle + (text.getAscent() - text.getDescent()) / 2;
      upward(g, name, x, y + text.stringWidth(name));
    } else {
      g.drawString(name, middle - text.stringWidth(name) / 2, y + text.getAscent());
    }
  }

  private static void upward(Graphics2D g, String words, int x, int y) {
    Graphics2D turned = (Graphics2D) g.create();
    turned.translate(x, y);
    turned.rotate(-Math.PI / 2);
    turned.drawString(words, 0, 0);
    turned.dispose();
  }

  private void paintBar(Graphics2D g) {
    int x = left + side + 24;
    int height = Math.max(side - 1, 100);
    for (int i = 0; i < height; i++) {
      g.setColor(Cividis.at(1 - (double) i / (height - 1)));
      g.fillRect(x, top + i, BAR, 1);
    }
    g.setColor(Color.BLACK);
    for (int tenth = 0; tenth <= 10; tenth += 5) {
      int y = top + (int) Math.round((height - 1) * (1 - tenth / 10.0));
      int base = Math.max(top + text.getAscent() - 2, Math.min(top + height, y + 5));
      g.drawString(tenth == 0 ? "0" : tenth == 10 ? "1" : "0.5", x + BAR + 6, base);
    }
    String name = "fraction of true class";
    if (text.stringWidth(name) <= height) {
      upward(g, name, x + BAR + BAR_LABELS - 6, top + (height + text.stringWidth(name)) / 2);
    }
  }
}
