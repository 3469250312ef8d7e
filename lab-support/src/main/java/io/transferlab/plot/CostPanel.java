package io.transferlab.plot;

import io.transferlab.advise.Candidate;
import io.transferlab.advise.Compared;
import io.transferlab.advise.NetworkCost;
import io.transferlab.advise.Way;
import io.transferlab.core.Sizes;
import io.transferlab.evaluate.Spread;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * Accuracy against cost with one number of training pictures.
 *
 * @param compared what was measured
 * @param ways which of it, in order
 * @param costs of the networks, the quickest first
 * @param axis to the right: milliseconds
 * @param lowest accuracy of the axis upwards
 * @param area where it is drawn, without the words around it
 * @param shots training pictures of each class
 * @param isMain whether networks are named; smaller panels have them in the same places
 */
record CostPanel(
    Compared compared,
    List<Way> ways,
    List<NetworkCost> costs,
    LogAxis axis,
    double lowest,
    Rectangle2D area,
    int shots,
    boolean isMain) {
  /** The ways of a network stand beside each other, so that their bars do not hide each other. */
  private static final double BESIDE = 11;

  /** In a small panel nearer to each other. */
  private static final double NEARER = 0.6;

  /** And so do networks that are equally quick. */
  private static final double APART = 3.6;

  private static final double TENTH = 0.1;

  /** A leader line is drawn to a label that is farther away, in pixels. */
  private static final double FAR = 16;

  private static final double PIXELS_OF_A_LABEL = 70;
  private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  private static final Font SMALL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  void paint(Graphics2D g) {
    axes(g);
    chance(g);
    double[] x = places();
    for (int i = 0; i < x.length; i++) {
      marks(g, costs.get(i), x[i]);
    }
    if (isMain) {
      labels(g, x);
    }
  }

  private double y(double accuracy) {
    return area.getMaxY() - area.getHeight() * (accuracy - lowest) / (1 - lowest);
  }

  private double beside(Way way) {
    return (isMain ? 1 : NEARER) * BESIDE * (ways.indexOf(way) - (ways.size() - 1) / 2.0);
  }

  private void axes(Graphics2D g) {
    FontMetrics text = g.getFontMetrics();
    String heading =
        "%s picture%s a class".formatted(compared.setting().title(shots), shots == 1 ? "" : "s");
    g.setColor(Palette.TEXT);
    g.setFont(Palette.TICK_FONT.deriveFont(Font.BOLD));
    int left = (int) area.getX();
    int width = (int) area.getWidth();
    int base = (int) area.getMaxY();
    Canvas.centred(g, List.of(heading), left, width, (int) area.getY() - text.getHeight() - 4);
    g.setFont(Palette.TICK_FONT);
    g.setStroke(new BasicStroke(1f));
    double step = isMain || lowest > 0.45 ? TENTH : 2 * TENTH;
    for (int i = 0; 1 - i * step >= lowest - 1e-9; i++) {
      double at = 1 - i * step;
      g.setColor(Palette.GRID);
      g.draw(new Line2D.Double(left, y(at), area.getMaxX(), y(at)));
      g.setColor(Palette.TEXT);
      String tick = Math.round(100 * at) + " %";
      float middle = (float) (y(at) + text.getAscent() / 2.0 - 2);
      g.drawString(tick, left - 8 - text.stringWidth(tick), middle);
    }
    g.setColor(Palette.GRID);
    for (double tick : axis.ticks()) {
      double x = left + axis.at(tick) * width;
      g.draw(new Line2D.Double(x, area.getY(), x, base));
    }
    g.setColor(Palette.TEXT);
    for (double tick : axis.labelled((int) (width / PIXELS_OF_A_LABEL))) {
      int x = (int) Math.round(left + axis.at(tick) * width);
      Canvas.centred(g, List.of(Words.number(tick)), x - 40, 80, base + 4);
    }
  }

  private void chance(Graphics2D g) {
    double chance = y(compared.setting().chance());
    g.setColor(Palette.REFERENCE_COLOUR);
    g.setStroke(Palette.REFERENCE);
    g.draw(new Line2D.Double(area.getX(), chance, area.getMaxX(), chance));
    if (!isMain) {
      return;
    }
    g.setFont(SMALL_FONT);
    String words = "guessing " + Sizes.percent(compared.setting().chance());
    g.drawString(words, (float) area.getX() + 6, (float) chance - 4);
    g.setFont(Palette.TICK_FONT);
  }

  /** Where the networks stand: those that are equally quick beside each other. */
  private double[] places() {
    double apart = (isMain ? 1 : NEARER) * BESIDE * APART;
    double[] x = new double[costs.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = area.getX() + axis.at(costs.get(i).milliseconds()) * area.getWidth();
    }
    for (int from = 0; from < x.length; ) {
      int to = from + 1;
      while (to < x.length && x[to] - x[from] < apart * (to - from)) {
        to++;
      }
      double middle = (x[from] + x[to - 1]) / 2;
      for (int i = from; to - from > 1 && i < to; i++) {
        x[i] = middle + apart * (i - (from + to - 1) / 2.0);
      }
      from = to;
    }
    return x;
  }

  private Spread spread(NetworkCost cost, Way way) {
    return compared.spread(new Candidate(way, cost.network()), shots);
  }

  private void marks(Graphics2D g, NetworkCost cost, double x) {
    for (Way way : ways) {
      Spread spread = spread(cost, way);
      if (spread.runs() > 0) {
        double at = x + beside(way);
        g.setColor(WayMark.colour(way));
        g.setStroke(new BasicStroke(1.6f));
        g.draw(new Line2D.Double(at, y(high(spread)), at, y(low(spread))));
        double size = isMain ? WayMark.SIZE : WayMark.SMALL;
        boolean hollow = cost.network().equals(Compared.CONTROL);
        WayMark.paint(g, way, at, y(spread.mean()), size, hollow);
      }
    }
  }

  private static double high(Spread spread) {
    return spread.runs() < 2 ? spread.mean() : Math.min(1, spread.mean() + spread.deviation());
  }

  private double low(Spread spread) {
    return spread.runs() < 2 ? spread.mean() : Math.max(lowest, spread.mean() - spread.deviation());
  }

  private void labels(Graphics2D g, double[] x) {
    LabelPlacer placer = new LabelPlacer(area);
    double chance = y(compared.setting().chance());
    for (double at = area.getX(); at < area.getMaxX(); at += WayMark.SIZE) {
      placer.dot(at, chance, 2);
    }
    for (int i = 0; i < x.length; i++) {
      for (Way way : ways) {
        Spread spread = spread(costs.get(i), way);
        if (spread.runs() > 0) {
          double at = x[i] + beside(way);
          placer.dot(at, y(spread.mean()), WayMark.SIZE + 2);
          for (double y = y(high(spread)); y <= y(low(spread)); y += WayMark.SIZE) {
            placer.dot(at, y, WayMark.SIZE);
          }
        }
      }
    }
    for (int i = 0; i < x.length; i++) {
      label(g, costs.get(i), x[i], placer);
    }
    g.setFont(Palette.TICK_FONT);
  }

  private void label(Graphics2D g, NetworkCost cost, double x, LabelPlacer placer) {
    Optional<Candidate> best = compared.best(cost.network(), shots);
    if (best.isEmpty()) {
      return;
    }
    double atX = x + beside(best.get().way());
    double atY = y(compared.spread(best.get(), shots).mean());
    FontMetrics bold = g.getFontMetrics(LABEL_FONT);
    FontMetrics plain = g.getFontMetrics(SMALL_FONT);
    String built = ComparisonFigure.built(cost);
    double width = Math.max(bold.stringWidth(cost.network()), plain.stringWidth(built));
    double height = bold.getHeight() + (built.isEmpty() ? 0 : plain.getHeight() - 2);
    placer
        .place(atX, atY, width, height)
        .ifPresent(
            place -> {
              leader(g, place, atX, atY, placer);
              g.setColor(Palette.TEXT);
              float y = (float) place.getY() + bold.getAscent();
              g.setFont(LABEL_FONT);
              g.drawString(cost.network(), (float) place.getX(), y);
              g.setFont(SMALL_FONT);
              g.drawString(built, (float) place.getX(), y + plain.getHeight() - 2);
            });
  }

  /** A thin line to the mark, where the label does not stand beside it; kept free of labels. */
  private static void leader(
      Graphics2D g, Rectangle2D place, double x, double y, LabelPlacer placer) {
    double toX = Math.max(place.getMinX(), Math.min(x, place.getMaxX()));
    double toY = Math.max(place.getMinY(), Math.min(y, place.getMaxY()));
    double distance = Math.hypot(toX - x, toY - y);
    if (distance > FAR) {
      double from = (WayMark.SIZE + 2) / distance;
      g.setColor(Palette.REFERENCE_COLOUR);
      g.setStroke(new BasicStroke(0.8f));
      g.draw(new Line2D.Double(x + from * (toX - x), y + from * (toY - y), toX, toY));
      for (double part = from; part < 1; part += 3 / distance) {
        placer.dot(x + part * (toX - x), y + part * (toY - y), 2);
      }
    }
  }
}
