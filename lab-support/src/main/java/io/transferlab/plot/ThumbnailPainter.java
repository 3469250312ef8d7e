package io.transferlab.plot;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Draws a map of pictures on a grid. */
final class ThumbnailPainter {
  private static final int MARGIN = 16;
  private static final int KEY = 24;

  /** A picture further than so many cells from its place would tell a lie. */
  private static final int FURTHEST = 3;

  private final String title;
  private final MapPoints points;
  private final IntFunction<BufferedImage> pictures;
  private final int cell;
  private final int cells;
  private final FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
  private final FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
  private final List<String> titleLines;
  private final List<List<Integer>> legend = new ArrayList<>();
  private final int top;
  private final int[] place;

  ThumbnailPainter(
      String title, MapPoints points, IntFunction<BufferedImage> pictures, int side, int tile) {
    this.title = title;
    this.points = points;
    this.pictures = pictures;
    this.cell = tile + (points.hasClasses() ? 4 : 2);
    this.cells = Math.max(1, side / cell);
    titleLines = Canvas.wrap(this.title, heading, width() - 2 * MARGIN);
    fillLegend();
    top =
        MARGIN
            + titleLines.size() * heading.getHeight()
            + 8
            + legend.size() * (text.getHeight() + 6);
    place = places();
  }

  int width() {
    return Math.max(360, cells * cell + 2 * MARGIN);
  }

  int height() {
    return top + cells * cell + MARGIN;
  }

  int drawn() {
    return (int) Arrays.stream(place).filter(p -> p >= 0).count();
  }

  private int entryWidth(int label) {
    return KEY + text.stringWidth(points.classes().get(label)) + 18;
  }

  private void fillLegend() {
    int used = Integer.MAX_VALUE;
    for (int c = 0; points.hasClasses() && c < points.classes().size(); c++) {
      if (used > width() - 2 * MARGIN - entryWidth(c)) {
        legend.add(new ArrayList<>());
        used = 0;
      }
      legend.get(legend.size() - 1).add(c);
      used += entryWidth(c);
    }
  }

  /** The cell of each point, row by row; -1 for those without one. */
  private int[] places() {
    MapFrame frame = MapFrame.of(points, 0, 0, cells, cells, 0.5);
    boolean[] taken = new boolean[cells * cells];
    int[] found = new int[points.size()];
    List<Integer> order = new ArrayList<>(IntStream.range(0, points.size()).boxed().toList());
    // By chance, so that the pictures left out are of no particular class.
    Collections.shuffle(order, new Random(1));
    for (int i : order) {
      found[i] = nearestFree(frame.px(points.x()[i]), frame.py(points.y()[i]), taken);
      if (found[i] >= 0) {
        taken[found[i]] = true;
      }
    }
    return found;
  }

  private int nearestFree(double x, double y, boolean[] taken) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int row = (int) y - FURTHEST; row <= (int) y + FURTHEST; row++) {
      for (int column = (int) x - FURTHEST; column <= (int) x + FURTHEST; column++) {
        boolean inside = row >= 0 && column >= 0 && row < cells && column < cells;
        double distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
        if (inside && !taken[row * cells + column] && distance < least) {
          best = row * cells + column;
          least = distance;
        }
      }
    }
    return best;
  }

  void paint(Graphics2D g) {
    g.setFont(Palette.TITLE_FONT);
    g.setColor(Palette.TEXT);
    Canvas.centred(g, titleLines, 0, width(), MARGIN);
    paintLegend(g);
    int left = (width() - cells * cell) / 2;
    for (int i = 0; i < place.length; i++) {
      if (place[i] >= 0) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted while drawing a map of pictures");
        }
        paint(g, i, left + place[i] % cells * cell, top + place[i] / cells * cell);
      }
    }
  }

  private void paint(Graphics2D g, int point, int x, int y) {
    int border = points.hasClasses() ? 2 : 1;
    int tile = cell - 2 * border;
    BufferedImage picture = pictures.apply(point);
    // Whole steps down first: one large step with bicubic weights would skip pixels.
    Image small =
        picture.getWidth() > 2 * tile
            ? picture.getScaledInstance(tile, tile, Image.SCALE_AREA_AVERAGING)
            : picture;
    g.drawImage(small, x + border, y + border, tile, tile, null);
    if (points.hasClasses()) {
      g.setColor(ClassMarks.colour(points.labels()[point]));
      g.setStroke(new BasicStroke(2f));
      g.drawRect(x + 1, y + 1, cell - 3, cell - 3);
      ClassMarks.paint(g, points.labels()[point], x + cell - 5.0, y + 5.0, 7);
    }
  }

  private void paintLegend(Graphics2D g) {
    g.setFont(Palette.TICK_FONT);
    int y = MARGIN + titleLines.size() * heading.getHeight() + 4;
    for (List<Integer> line : legend) {
      int x = MARGIN;
      for (int label : line) {
        ClassMarks.paint(g, label, x + 9, y + text.getHeight() / 2.0, 11);
        g.setColor(Palette.TEXT);
        g.drawString(points.classes().get(label), x + KEY, y + text.getAscent());
        x += entryWidth(label);
      }
      y += text.getHeight() + 6;
    }
  }
}
