package io.transferlab.plot;

import io.transferlab.core.LabException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the values of several features are distributed, one small histogram each, with two limits
 * drawn as lines: what lies below the lower, between them, and above the upper.
 *
 * <pre>{@code
 * Histograms.titled("Standardised features", -0.25, 0.15).add("fc1, 17", values).figure().show();
 * }</pre>
 *
 * <p>Ours rather than XChart's histogram, which was tried: it is a chart of categories, so it
 * writes all digits of every bin below the next, has no place between bins for a limit, and gives
 * each feature a picture of its own.
 */
public final class Histograms {
  private static final int BINS = 40;
  private static final int PANEL_WIDTH = 270;
  private static final int PANEL_HEIGHT = 150;
  private static final int GAP = 18;
  private static final int ACROSS = 3;

  private record Panel(String name, double[] values) {}

  private final String title;
  private final double low;
  private final double high;
  private final List<Panel> panels = new ArrayList<>();

  private Histograms(String title, double low, double high) {
    this.title = title;
    this.low = low;
    this.high = high;
  }

  /**
   * Starts without any feature.
   *
   * @param title what the values are
   * @param low the lower limit
   * @param high the upper limit
   * @return the figure to be
   */
  public static Histograms titled(String title, double low, double high) {
    return new Histograms(title, low, high);
  }

  /**
   * Adds a feature.
   *
   * @param name which
   * @param values its value for each picture, at least one, finite
   * @return this
   */
  public Histograms add(String name, double... values) {
    if (values.length == 0 || !java.util.Arrays.stream(values).allMatch(Double::isFinite)) {
      throw LabException.of(
          "at least one value of " + name + ", all of them finite",
          values.length == 0 ? "none" : "a value that is no number",
          "give the values of one column");
    }
    panels.add(new Panel(name, values.clone()));
    return this;
  }

  /**
   * Draws.
   *
   * @return the figure; its words tell the shares of each feature
   */
  public Figure figure() {
    if (panels.isEmpty()) {
      throw LabException.of("at least one feature", "none", "add one");
    }
    List<String> said =
        panels.stream().map(p -> p.name() + ": " + String.join(", ", shares(p))).toList();
    String words =
        "Histograms: %s, with limits at %s and %s. %s."
            .formatted(title, Words.number(low), Words.number(high), String.join("; ", said));
    return new Figure(paint(), words, title);
  }

  private List<String> shares(Panel panel) {
    double n = panel.values().length;
    long below = java.util.Arrays.stream(panel.values()).filter(v -> v < low).count();
    long above = java.util.Arrays.stream(panel.values()).filter(v -> v > high).count();
    return List.of(
        percent("below", below / n),
        percent("between", (n - below - above) / n),
        percent("above", above / n));
  }

  private static String percent(String where, double share) {
    return String.format(Locale.ROOT, "%.0f %% %s", 100 * share, where);
  }

  private BufferedImage paint() {
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    int across = Math.min(ACROSS, panels.size());
    int down = (panels.size() + across - 1) / across;
    int each = PANEL_HEIGHT + 3 * text.getHeight() + GAP;
    int width = Math.max(across * (PANEL_WIDTH + GAP) + GAP, 420);
    List<String> titleLines =
        Canvas.wrap(title, Canvas.metrics(Palette.TITLE_FONT), width - 2 * GAP);
    int top = GAP + titleLines.size() * Canvas.metrics(Palette.TITLE_FONT).getHeight() + 8;
    BufferedImage image = Canvas.blank(width, top + down * each + text.getHeight() + GAP);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, width, GAP);
    g.setFont(Palette.TICK_FONT);
    for (int i = 0; i < panels.size(); i++) {
      paint(g, panels.get(i), GAP + i % across * (PANEL_WIDTH + GAP), top + i / across * each);
    }
    g.setFont(Palette.TICK_FONT);
    String note = "dashed lines: the limits " + Words.number(low) + " and " + Words.number(high);
    Canvas.centred(g, List.of(note), 0, width, top + down * each);
    g.dispose();
    return image;
  }

  private void paint(Graphics2D g, Panel panel, int x, int y) {
    FontMetrics text = g.getFontMetrics();
    g.setColor(Palette.TEXT);
    Canvas.centred(g, List.of(panel.name()), x, PANEL_WIDTH, y);
    double from = Math.min(-1, java.util.Arrays.stream(panel.values()).min().getAsDouble());
    double to = Math.max(1, java.util.Arrays.stream(panel.values()).max().getAsDouble());
    int[] counts = new int[BINS];
    for (double v : panel.values()) {
      counts[Math.min(BINS - 1, (int) ((v - from) / (to - from) * BINS))]++;
    }
    int most = java.util.Arrays.stream(counts).max().getAsInt();
    int base = y + text.getHeight() + PANEL_HEIGHT;
    for (int b = 0; b < BINS; b++) {
      double middle = from + (b + 0.5) * (to - from) / BINS;
      g.setColor(middle < low ? Palette.BAD : middle > high ? Palette.GOOD : new Color(0x999999));
      int left = x + b * PANEL_WIDTH / BINS;
      int barWidth = x + (b + 1) * PANEL_WIDTH / BINS - left - 1;
      int barHeight = (int) Math.round((PANEL_HEIGHT - 6.0) * counts[b] / most);
      g.fillRect(left, base - barHeight, barWidth, barHeight);
    }
    g.setColor(Palette.TEXT);
    g.drawLine(x, base, x + PANEL_WIDTH, base);
    g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, DASH, 0f));
    for (double limit : new double[] {low, high}) {
      int at = x + (int) Math.round((limit - from) / (to - from) * PANEL_WIDTH);
      g.drawLine(at, base - PANEL_HEIGHT + 4, at, base);
    }
    g.setStroke(new BasicStroke(1f));
    int below = base + text.getAscent() + 2;
    g.drawString(Words.number(from), x, below);
    String end = Words.number(to);
    g.drawString(end, x + PANEL_WIDTH - text.stringWidth(end), below);
    List<String> shares = shares(panel);
    String middle = String.join("  ", shares.get(0), shares.get(2));
    Canvas.centred(g, List.of(middle), x, PANEL_WIDTH, base + text.getHeight());
  }

  private static final float[] DASH = {5, 4};
}
