package io.transferlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws a scatter of points with its legend, on a picture or into an SVG file. */
final class ScatterPainter implements MapPainter {
  private static final int MARGIN = 16;
  private static final int INNER = 18;
  private static final int KEY = 30;
  private static final int LONGEST_NAME = 28;

  private final String title;
  private final MapPoints points;
  private final int side;
  private final FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
  private final FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
  private final List<String> names;
  private final int rows;
  private final int column;
  private final List<String> titleLines;
  private final int top;

  ScatterPainter(String title, MapPoints points, int side) {
    this.title = title;
    this.points = points;
    this.side = side;
    names =
        points.hasClasses()
            ? points.classes().stream().map(ScatterPainter::shortened).toList()
            : List.of();
    rows = Math.max(1, Math.min(Math.max(1, names.size()), side / line()));
    column = KEY + names.stream().mapToInt(text::stringWidth).max().orElse(0) + MARGIN;
    titleLines = Canvas.wrap(this.title, heading, width() - 2 * MARGIN);
    top = MARGIN + titleLines.size() * heading.getHeight() + 8;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private int line() {
    return text.getHeight() + 4;
  }

  @Override
  public int width() {
    int columns = names.isEmpty() ? 0 : (names.size() + rows - 1) / rows;
    return MARGIN + side + MARGIN + columns * column;
  }

  @Override
  public int height() {
    return top + side + MARGIN;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setFont(Palette.TITLE_FONT);
    g.setColor(Palette.TEXT);
    Canvas.centred(g, titleLines, 0, width(), MARGIN);
    g.setColor(Palette.GRID);
    g.setStroke(new BasicStroke(1f));
    g.drawRect(MARGIN, top, side, side);
    MapFrame frame = MapFrame.of(points, MARGIN, top, side, side, INNER);
    int size = markSize();
    for (int i : shuffled()) {
      int label = points.hasClasses() ? points.labels()[i] : 0;
      ClassMarks.paint(g, label, frame.px(points.x()[i]), frame.py(points.y()[i]), size);
    }
    g.setFont(Palette.TICK_FONT);
    for (int i = 0; i < names.size(); i++) {
      int x = MARGIN + side + MARGIN + i / rows * column;
      int y = top + i % rows * line();
      ClassMarks.paint(g, i, x + 9, y + text.getHeight() / 2.0, 11);
      g.setColor(Palette.TEXT);
      g.drawString(names.get(i), x + KEY - 6, y + text.getAscent());
    }
    g.setColor(Color.BLACK);
  }

  /** Many points are drawn small, so that they do not become one blot. */
  private int markSize() {
    return (int) Math.max(3, Math.min(9, 0.32 * side / Math.sqrt(points.size())));
  }

  /** In an order by chance, the same each time: no class lies on top of the others. */
  private List<Integer> shuffled() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, points.size()).boxed().toList());
    Collections.shuffle(order, new Random(1));
    return order;
  }
}
