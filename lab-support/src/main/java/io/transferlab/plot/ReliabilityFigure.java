package io.transferlab.plot;

import io.transferlab.evaluate.Reliability;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How sure a classifier is against how often it is right, before and after its calibration: points
 * on the diagonal are honest, below it the classifier is too sure. Below, how many pictures each
 * bin has: a point of three pictures says little.
 */
public final class ReliabilityFigure {
  private static final int PLOT = 420;
  private static final int BARS = 90;
  private static final int LEFT = 78;
  private static final int GAP = 16;
  private static final double MARK = 6.5;

  /** From the axis to its labels: a mark at 0 % must not lie on them. */
  private static final int TICK = 12;

  private static final int TICKS = 5;

  private final String title;
  private final Reliability before;
  private final Reliability after;

  private ReliabilityFigure(String title, Reliability before, Reliability after) {
    this.title = title;
    this.before = before;
    this.after = after;
  }

  /**
   * Compares two.
   *
   * @param title which classifier on which pictures
   * @param before without calibration: hollow squares, dashed
   * @param after with it: filled circles
   * @return the figure; its words tell the errors and each bin
   */
  public static Figure of(String title, Reliability before, Reliability after) {
    ReliabilityFigure figure = new ReliabilityFigure(title, before, after);
    return new Figure(figure.paint(), figure.words(), title);
  }

  private String words() {
    return "Reliability diagram: %s. Before calibration: %s. After: %s. Bins after calibration: %s."
        .formatted(title, before, after, bins(after));
  }

  private static String bins(Reliability reliability) {
    List<String> all = new ArrayList<>();
    for (Reliability.Bin bin : reliability.bins()) {
      if (bin.pictures() > 0) {
        all.add(
            String.format(
                Locale.ROOT,
                "%.0f to %.0f %% sure: %d pictures, %.0f %% right",
                100 * bin.from(),
                100 * bin.to(),
                bin.pictures(),
                100 * bin.accuracy()));
      }
    }
    return String.join("; ", all);
  }

  private BufferedImage paint() {
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    int width = LEFT + PLOT + 2 * GAP;
    FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
    List<String> titleLines = Canvas.wrap(title, heading, width - 2 * GAP);
    int legend = GAP + titleLines.size() * heading.getHeight() + GAP / 2;
    int top = legend + 2 * text.getHeight() + GAP;
    int base = top + PLOT;
    int bars = base + TICK + 2 * text.getHeight() + GAP;
    BufferedImage image = Canvas.blank(width, bars + BARS + 2 * text.getHeight() + GAP);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, width, GAP);
    g.setFont(Palette.TICK_FONT);
    legend(g, legend, before, "before", true);
    legend(g, legend + text.getHeight(), after, "after", false);
    axes(g, top, base);
    line(g, before, base, true);
    line(g, after, base, false);
    counts(g, bars);
    g.dispose();
    return image;
  }

  private static Color colour(boolean first) {
    return first ? Palette.BAD : Palette.GOOD;
  }

  private static void legend(
      Graphics2D g, int y, Reliability reliability, String name, boolean first) {
    FontMetrics text = g.getFontMetrics();
    int middle = y + text.getHeight() / 2;
    stroke(g, first);
    g.draw(new Line2D.Double(LEFT, middle, LEFT + 44, middle));
    mark(g, LEFT + 22, middle, first);
    g.setColor(Palette.TEXT);
    String line =
        String.format(
            Locale.ROOT, "%s calibration: error %.1f %%", name, 100 * reliability.error());
    g.drawString(line, LEFT + 54, y + text.getAscent());
  }

  private static void stroke(Graphics2D g, boolean first) {
    g.setColor(colour(first));
    g.setStroke(first ? Palette.TRAINING : Palette.DASHES.get(0));
  }

  private static void mark(Graphics2D g, double x, double y, boolean first) {
    g.setColor(colour(first));
    if (first) {
      Rectangle2D square = new Rectangle2D.Double(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
      g.setColor(Color.WHITE);
      g.fill(square);
      g.setColor(colour(first));
      g.setStroke(new BasicStroke(2.2f));
      g.draw(square);
    } else {
      g.fill(new Ellipse2D.Double(x - MARK, y - MARK, 2 * MARK, 2 * MARK));
    }
  }

  private static double x(double share) {
    return LEFT + share * PLOT;
  }

  private static void axes(Graphics2D g, int top, int base) {
    FontMetrics text = g.getFontMetrics();
    for (int i = 0; i <= TICKS; i++) {
      double share = (double) i / TICKS;
      g.setStroke(new BasicStroke(1f));
      g.setColor(Palette.GRID);
      g.draw(new Line2D.Double(LEFT, base - share * PLOT, LEFT + PLOT, base - share * PLOT));
      g.draw(new Line2D.Double(x(share), top, x(share), base));
      g.setColor(Palette.TEXT);
      String tick = 100 * i / TICKS + " %";
      g.drawString(
          tick,
          LEFT - 8 - text.stringWidth(tick),
          (float) (base - share * PLOT + text.getAscent() / 2.0 - 2));
      Canvas.centred(g, List.of(tick), (int) x(share) - 30, 60, base + TICK);
    }
    g.setColor(Palette.REFERENCE_COLOUR);
    g.setStroke(Palette.REFERENCE);
    g.draw(new Line2D.Double(LEFT, base, LEFT + PLOT, top));
    g.setColor(Palette.TEXT);
    g.setStroke(new BasicStroke(1f));
    Canvas.centred(
        g, List.of("how sure (mean probability)"), LEFT, PLOT, base + TICK + text.getHeight());
    Graphics2D turned = (Graphics2D) g.create();
    turned.rotate(-Math.PI / 2, 14, base);
    Canvas.centred(turned, List.of("how often right"), 14, PLOT, base - text.getAscent() / 2);
    turned.dispose();
  }

  private static void line(Graphics2D g, Reliability reliability, int base, boolean first) {
    Path2D path = new Path2D.Double();
    for (Reliability.Bin bin : reliability.bins()) {
      if (bin.pictures() > 0) {
        double x = x(bin.confidence());
        double y = base - bin.accuracy() * PLOT;
        if (path.getCurrentPoint() == null) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
    }
    stroke(g, first);
    g.draw(path);
    for (Reliability.Bin bin : reliability.bins()) {
      if (bin.pictures() > 0) {
        mark(g, x(bin.confidence()), base - bin.accuracy() * PLOT, first);
      }
    }
  }

  private void counts(Graphics2D g, int top) {
    FontMetrics text = g.getFontMetrics();
    int most = 1;
    for (Reliability.Bin bin : before.bins()) {
      most = Math.max(most, bin.pictures());
    }
    for (Reliability.Bin bin : after.bins()) {
      most = Math.max(most, bin.pictures());
    }
    bars(g, before, top, most, true);
    bars(g, after, top, most, false);
    g.setColor(Palette.TEXT);
    g.setStroke(new BasicStroke(1f));
    g.draw(new Line2D.Double(LEFT, top + BARS, LEFT + PLOT, top + BARS));
    String highest = String.valueOf(most);
    g.drawString(highest, LEFT - 8 - text.stringWidth(highest), top + text.getAscent());
    Canvas.centred(g, List.of("pictures in each bin"), LEFT, PLOT, top + BARS + 4);
  }

  private static void bars(
      Graphics2D g, Reliability reliability, int top, int most, boolean first) {
    for (Reliability.Bin bin : reliability.bins()) {
      double width = (bin.to() - bin.from()) * PLOT / 2 - 3;
      double height = (double) BARS * bin.pictures() / most;
      double left = x(bin.from()) + (first ? 2 : width + 4);
      Rectangle2D bar = new Rectangle2D.Double(left, top + BARS - height, width, height);
      g.setColor(colour(first));
      g.setStroke(new BasicStroke(1.6f));
      if (first) {
        g.draw(bar);
      } else {
        g.fill(bar);
      }
    }
  }
}
