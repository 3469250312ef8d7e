package io.transferlab.plot;

import io.transferlab.advise.Candidate;
import io.transferlab.advise.Compared;
import io.transferlab.advise.NetworkCost;
import io.transferlab.advise.Way;
import io.transferlab.core.Sizes;
import io.transferlab.evaluate.Spread;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Paints accuracy against cost: a panel for each number of training pictures. */
final class ComparisonPainter {
  private static final int PANEL_WIDTH = 500;
  private static final int PANEL_HEIGHT = 330;
  private static final int LEFT = 84;
  private static final int GAP = 62;
  private static final int MARGIN = 16;
  private static final double MARK = 5.5;

  /** The ways of a network stand beside each other, so that their bars do not hide each other. */
  private static final double BESIDE = 11;

  /** And so do networks that are equally quick. */
  private static final double APART = 3.6 * BESIDE;

  private static final double TENTH = 0.1;
  private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  private static final Font SMALL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final String title;
  private final Compared compared;
  private final List<Way> ways;
  private final List<NetworkCost> costs;
  private final LogAxis axis;
  private final double lowest;

  ComparisonPainter(String title, Compared compared) {
    this.title = title;
    this.compared = compared;
    ways = compared.candidates().stream().map(Candidate::way).distinct().sorted().toList();
    costs =
        compared.costs().stream()
            .sorted(Comparator.comparingDouble(NetworkCost::milliseconds))
            .toList();
    axis = LogAxis.of(costs.get(0).milliseconds(), costs.get(costs.size() - 1).milliseconds());
    double least = compared.setting().chance();
    for (Candidate candidate : compared.candidates()) {
      for (int shots : compared.setting().shots()) {
        Spread spread = compared.spread(candidate, shots);
        least = spread.runs() == 0 ? least : Math.min(least, spread.mean());
      }
    }
    lowest = Math.max(0, TENTH * Math.floor(least / TENTH - 1e-9));
  }

  BufferedImage paint() {
    List<Integer> shots = compared.setting().shots();
    int columns = Math.min(2, shots.size());
    int rows = (shots.size() + columns - 1) / columns;
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
    int width = LEFT + columns * PANEL_WIDTH + (columns - 1) * GAP + MARGIN;
    List<String> titleLines = Canvas.wrap(title, heading, width - 2 * MARGIN);
    int key = MARGIN + titleLines.size() * heading.getHeight() + 6;
    List<List<String>> keyLines = keyLines(text, width - 2 * MARGIN);
    int top = key + keyLines.size() * (text.getHeight() + 2) + MARGIN;
    int panel = PANEL_HEIGHT + 3 * text.getHeight() + MARGIN;
    BufferedImage image = Canvas.blank(width, top + rows * panel + text.getHeight());
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, width, MARGIN);
    g.setFont(Palette.TICK_FONT);
    paintKey(g, keyLines, width, key);
    for (int i = 0; i < shots.size(); i++) {
      int x = LEFT + i % columns * (PANEL_WIDTH + GAP);
      int y = top + i / columns * panel + text.getHeight() + 4;
      boolean lowestOfColumn = i + columns >= shots.size();
      axes(g, x, y, shots.get(i), i % columns == 0, lowestOfColumn);
      marks(g, x, y, shots.get(i));
    }
    g.dispose();
    return image;
  }

  private List<List<String>> keyLines(FontMetrics text, int width) {
    List<String> entries = new ArrayList<>(ways.stream().map(Way::title).toList());
    if (compared.setting().draws() > 1) {
      entries.add("bars: standard deviation over draws");
    }
    entries.add("hollow: random weights");
    List<List<String>> lines = new ArrayList<>();
    int used = width;
    for (String entry : entries) {
      int needed = text.stringWidth(entry) + 44;
      if (used + needed > width) {
        lines.add(new ArrayList<>());
        used = 0;
      }
      lines.get(lines.size() - 1).add(entry);
      used += needed;
    }
    return lines;
  }

  private void paintKey(Graphics2D g, List<List<String>> lines, int width, int top) {
    FontMetrics text = g.getFontMetrics();
    int y = top;
    for (List<String> line : lines) {
      int needed = line.stream().mapToInt(entry -> text.stringWidth(entry) + 44).sum();
      int x = Math.max(MARGIN, (width - needed) / 2);
      for (String entry : line) {
        double middle = y + text.getHeight() / 2.0;
        Optional<Way> way = ways.stream().filter(w -> w.title().equals(entry)).findFirst();
        way.ifPresent(w -> mark(g, w, x(entry, line, text, width), middle, false));
        g.setColor(Palette.TEXT);
        g.drawString(entry, x + (way.isPresent() ? 14 : 0), y + text.getAscent());
        x += text.stringWidth(entry) + 44;
      }
      y += text.getHeight() + 2;
    }
  }

  private static double x(String entry, List<String> line, FontMetrics text, int width) {
    int needed = line.stream().mapToInt(e -> text.stringWidth(e) + 44).sum();
    int x = Math.max(MARGIN, (width - needed) / 2);
    for (String other : line) {
      if (other.equals(entry)) {
        break;
      }
      x += text.stringWidth(other) + 44;
    }
    return x + 4;
  }

  private double y(int top, double accuracy) {
    return top + PANEL_HEIGHT * (1 - (accuracy - lowest) / (1 - lowest));
  }

  private void axes(Graphics2D g, int left, int top, int shots, boolean isLeft, boolean isLowest) {
    FontMetrics text = g.getFontMetrics();
    int base = top + PANEL_HEIGHT;
    String heading =
        "%s picture%s a class".formatted(compared.setting().title(shots), shots == 1 ? "" : "s");
    g.setColor(Palette.TEXT);
    g.setFont(Palette.TICK_FONT.deriveFont(Font.BOLD));
    Canvas.centred(g, List.of(heading), left, PANEL_WIDTH, top - text.getHeight() - 4);
    g.setFont(Palette.TICK_FONT);
    g.setStroke(new BasicStroke(1f));
    double step = lowest < 0.45 ? 0.2 : TENTH;
    for (double at = 1; at >= lowest - 1e-9; at -= step) {
      g.setColor(Palette.GRID);
      g.draw(new Line2D.Double(left, y(top, at), left + PANEL_WIDTH, y(top, at)));
      g.setColor(Palette.TEXT);
      String tick = Math.round(100 * at) + " %";
      g.drawString(
          tick,
          left - 8 - text.stringWidth(tick),
          (float) (y(top, at) + text.getAscent() / 2.0 - 2));
    }
    for (double tick : axis.ticks()) {
      double x = left + axis.at(tick) * PANEL_WIDTH;
      g.setColor(Palette.GRID);
      g.draw(new Line2D.Double(x, top, x, base));
    }
    g.setColor(Palette.TEXT);
    for (double tick : axis.labelled()) {
      double x = left + axis.at(tick) * PANEL_WIDTH;
      Canvas.centred(g, List.of(Words.number(tick)), (int) Math.round(x) - 40, 80, base + 4);
    }
    if (isLowest) {
      Canvas.centred(
          g,
          List.of("milliseconds a picture (logarithmic)"),
          left,
          PANEL_WIDTH,
          base + 4 + text.getHeight());
    }
    if (isLeft) {
      Graphics2D turned = (Graphics2D) g.create();
      turned.rotate(-Math.PI / 2, 12, base);
      Canvas.centred(turned, List.of("mean per-class accuracy"), 12, PANEL_HEIGHT, base - 8);
      turned.dispose();
    }
    g.setColor(Palette.REFERENCE_COLOUR);
    g.setStroke(Palette.REFERENCE);
    double chance = y(top, compared.setting().chance());
    g.draw(new Line2D.Double(left, chance, left + PANEL_WIDTH, chance));
    String guessing = "guessing " + Sizes.percent(compared.setting().chance());
    g.setFont(SMALL_FONT);
    g.drawString(guessing, left + 6, (float) chance - 4);
    g.setFont(Palette.TICK_FONT);
  }

  /** Where the networks stand: those that are equally quick beside each other. */
  private double[] places(int left) {
    double[] x = new double[costs.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = left + axis.at(costs.get(i).milliseconds()) * PANEL_WIDTH;
    }
    for (int from = 0; from < x.length; ) {
      int to = from + 1;
      while (to < x.length && x[to] - x[from] < APART * (to - from)) {
        to++;
      }
      double middle = (x[from] + x[to - 1]) / 2;
      for (int i = from; i < to; i++) {
        x[i] = to - from == 1 ? x[i] : middle + APART * (i - (from + to - 1) / 2.0);
      }
      from = to;
    }
    return x;
  }

  private void marks(Graphics2D g, int left, int top, int shots) {
    LabelPlacer placer =
        new LabelPlacer(new Rectangle2D.Double(left, top, PANEL_WIDTH, PANEL_HEIGHT));
    double chance = y(top, compared.setting().chance());
    for (int i = 0; i < PANEL_WIDTH / 8; i++) {
      placer.dot(left + 8.0 * i, chance - 8, 8);
    }
    double[] x = places(left);
    for (int i = 0; i < x.length; i++) {
      paint(g, costs.get(i), x[i], top, shots, placer);
    }
    for (int i = 0; i < x.length; i++) {
      label(g, costs.get(i), x[i], top, shots, placer);
    }
  }

  private double beside(Way way) {
    return BESIDE * (ways.indexOf(way) - (ways.size() - 1) / 2.0);
  }

  private void paint(
      Graphics2D g, NetworkCost cost, double x, int top, int shots, LabelPlacer placer) {
    for (Way way : ways) {
      Spread spread = compared.spread(new Candidate(way, cost.network()), shots);
      if (spread.runs() == 0) {
        continue;
      }
      double at = x + beside(way);
      double deviation = spread.runs() < 2 ? 0 : spread.deviation();
      double high = y(top, Math.min(1, spread.mean() + deviation));
      double low = y(top, Math.max(lowest, spread.mean() - deviation));
      g.setColor(colour(way));
      g.setStroke(new BasicStroke(1.6f));
      g.draw(new Line2D.Double(at, high, at, low));
      mark(g, way, at, y(top, spread.mean()), cost.network().equals(Compared.CONTROL));
      for (double y = high; y <= low; y += MARK) {
        placer.dot(at, y, MARK);
      }
      placer.dot(at, y(top, spread.mean()), MARK + 2);
    }
  }

  private void label(
      Graphics2D g, NetworkCost cost, double x, int top, int shots, LabelPlacer placer) {
    Optional<Candidate> best = compared.best(cost.network(), shots);
    if (best.isEmpty()) {
      return;
    }
    double atX = x + beside(best.get().way());
    double atY = y(top, compared.spread(best.get(), shots).mean());
    FontMetrics bold = Canvas.metrics(LABEL_FONT);
    FontMetrics plain = Canvas.metrics(SMALL_FONT);
    String built = ComparisonFigure.built(cost);
    double width = Math.max(bold.stringWidth(cost.network()), plain.stringWidth(built));
    double height = bold.getHeight() + (built.isEmpty() ? 0 : plain.getHeight() - 2);
    placer
        .place(atX, atY, width, height)
        .ifPresent(
            place -> {
              leader(g, place, atX, atY);
              g.setColor(Palette.TEXT);
              float y = (float) place.getY() + bold.getAscent();
              g.setFont(LABEL_FONT);
              g.drawString(cost.network(), (float) place.getX(), y);
              g.setFont(SMALL_FONT);
              g.drawString(built, (float) place.getX(), y + plain.getHeight() - 2);
            });
    g.setFont(Palette.TICK_FONT);
  }

  /** A thin line to the mark, where the label does not stand beside it. */
  private static void leader(Graphics2D g, Rectangle2D place, double x, double y) {
    double toX = Math.max(place.getMinX(), Math.min(x, place.getMaxX()));
    double toY = Math.max(place.getMinY(), Math.min(y, place.getMaxY()));
    double distance = Math.hypot(toX - x, toY - y);
    if (distance > 3 * MARK) {
      g.setColor(Palette.REFERENCE_COLOUR);
      g.setStroke(new BasicStroke(0.8f));
      double part = (MARK + 2) / distance;
      g.draw(new Line2D.Double(x + part * (toX - x), y + part * (toY - y), toX, toY));
    }
  }

  private static Color colour(Way way) {
    return Palette.COLOURS.get(way.ordinal());
  }

  private static void mark(Graphics2D g, Way way, double x, double y, boolean hollow) {
    Shape shape =
        switch (way) {
          case PROBE -> new Ellipse2D.Double(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
          case FNE -> new Rectangle2D.Double(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
          default -> triangle(x, y);
        };
    g.setColor(hollow ? Color.WHITE : colour(way));
    g.fill(shape);
    g.setColor(colour(way));
    g.setStroke(new BasicStroke(1.8f));
    g.draw(shape);
  }

  private static Shape triangle(double x, double y) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - 1.2 * MARK);
    path.lineTo(x + 1.2 * MARK, y + MARK);
    path.lineTo(x - 1.2 * MARK, y + MARK);
    path.closePath();
    return path;
  }
}
