package io.transferlab.plot;

import io.transferlab.advise.Candidate;
import io.transferlab.advise.Compared;
import io.transferlab.advise.NetworkCost;
import io.transferlab.advise.Way;
import io.transferlab.evaluate.Spread;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Paints accuracy against cost: a large panel for all training pictures, in which the networks are
 * named, and small ones below it for fewer.
 */
final class ComparisonPainter {
  private static final int WIDTH = 840;
  private static final int MAIN_HEIGHT = 400;
  private static final int SMALL_HEIGHT = 190;
  private static final int MOST_SMALL_WIDTH = 460;
  private static final int LEFT = 84;
  private static final int GAP = 64;
  private static final int MARGIN = 16;
  private static final int KEY = 44;
  private static final double TENTH = 0.1;

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
    List<Integer> fewer = shots.subList(0, shots.size() - 1);
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
    int width = LEFT + WIDTH + MARGIN;
    List<String> titleLines = Canvas.wrap(title, heading, width - 2 * MARGIN);
    int key = MARGIN + titleLines.size() * heading.getHeight() + 6;
    List<List<String>> keyLines = keyLines(text, width - 2 * MARGIN);
    int top = key + keyLines.size() * (text.getHeight() + 2) + MARGIN + text.getHeight();
    int between = 3 * text.getHeight() + MARGIN;
    int small = top + MAIN_HEIGHT + between;
    int height = fewer.isEmpty() ? small : small + SMALL_HEIGHT + 2 * text.getHeight() + MARGIN;
    BufferedImage image = Canvas.blank(width, height);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, width, MARGIN);
    g.setFont(Palette.TICK_FONT);
    paintKey(g, keyLines, width, key);
    panel(g, new Rectangle2D.Double(LEFT, top, WIDTH, MAIN_HEIGHT), compared.setting().all(), true);
    Canvas.centred(
        g,
        List.of("milliseconds a picture (logarithmic; equally quick networks side by side)"),
        LEFT,
        WIDTH,
        top + MAIN_HEIGHT + 4 + text.getHeight());
    upwards(g, top + MAIN_HEIGHT, MAIN_HEIGHT, "mean per-class accuracy");
    int room = fewer.isEmpty() ? WIDTH : (WIDTH - (fewer.size() - 1) * GAP) / fewer.size();
    int each = Math.min(MOST_SMALL_WIDTH, room);
    for (int i = 0; i < fewer.size(); i++) {
      int left = LEFT + i * (each + GAP);
      panel(g, new Rectangle2D.Double(left, small, each, SMALL_HEIGHT), fewer.get(i), false);
    }
    if (!fewer.isEmpty()) {
      upwards(g, small + SMALL_HEIGHT, SMALL_HEIGHT, "the same with fewer");
    }
    g.dispose();
    return image;
  }

  private void panel(Graphics2D g, Rectangle2D area, int shots, boolean isMain) {
    new CostPanel(compared, ways, costs, axis, lowest, area, shots, isMain).paint(g);
  }

  private static void upwards(Graphics2D g, int base, int height, String words) {
    g.setColor(Palette.TEXT);
    Graphics2D turned = (Graphics2D) g.create();
    turned.rotate(-Math.PI / 2, 12, base);
    Canvas.centred(turned, List.of(words), 12, height, base - 8);
    turned.dispose();
  }

  private List<List<String>> keyLines(FontMetrics text, int width) {
    List<String> entries = new ArrayList<>(ways.stream().map(Way::title).toList());
    if (compared.setting().draws() > 1) {
      entries.add("bars: standard deviation over draws");
    }
    List<List<String>> lines = new ArrayList<>();
    int used = width;
    for (String entry : entries) {
      int needed = text.stringWidth(entry) + KEY;
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
      int needed = line.stream().mapToInt(entry -> text.stringWidth(entry) + KEY).sum();
      int x = Math.max(MARGIN, (width - needed) / 2);
      for (String entry : line) {
        Optional<Way> way = ways.stream().filter(w -> w.title().equals(entry)).findFirst();
        if (way.isPresent()) {
          double middle = y + text.getHeight() / 2.0;
          WayMark.paint(g, way.get(), x + 4, middle, WayMark.SIZE, false);
        }
        g.setColor(Palette.TEXT);
        g.drawString(entry, x + (way.isPresent() ? 14 : 0), y + text.getAscent());
        x += text.stringWidth(entry) + KEY;
      }
      y += text.getHeight() + 2;
    }
  }
}
