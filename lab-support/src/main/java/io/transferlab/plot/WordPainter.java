package io.transferlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Draws a map of words. */
final class WordPainter implements MapPainter {
  private static final int MARGIN = 16;
  private static final int MARK = 8;
  private static final int LEGEND_KEY = 24;

  /** A word further than this from its point gets a line to it. */
  private static final double FAR = 9;

  private static final Font FONT = Palette.TICK_FONT;

  private final String title;
  private final MapPoints points;
  private final List<String> words;
  private final int side;
  private final FontMetrics text = Canvas.metrics(FONT);
  private final FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
  private final List<List<Integer>> legend;
  private final List<String> titleLines;
  private final int top;

  private record Label(int word, Rectangle2D place) {}

  WordPainter(String title, MapPoints points, List<String> words) {
    this.title = title;
    this.points = points;
    this.words = words;
    // A notebook's column for some sixty words, more paper for more.
    side = (int) Math.max(700, Math.min(1800, Math.sqrt(9000.0 * words.size())));
    legend = legendLines();
    titleLines = Canvas.wrap(title, heading, width() - 2 * MARGIN);
    top =
        MARGIN
            + titleLines.size() * heading.getHeight()
            + 8
            + legend.size() * (text.getHeight() + 6);
  }

  @Override
  public int width() {
    return side + 160 + 2 * MARGIN;
  }

  @Override
  public int height() {
    return top + side + MARGIN;
  }

  private int entryWidth(int group) {
    return LEGEND_KEY + text.stringWidth(points.classes().get(group)) + 18;
  }

  private List<List<Integer>> legendLines() {
    List<List<Integer>> lines = new ArrayList<>();
    int used = Integer.MAX_VALUE;
    for (int group = 0; points.hasClasses() && group < points.classes().size(); group++) {
      if (used > width() - 2 * MARGIN - entryWidth(group)) {
        lines.add(new ArrayList<>());
        used = 0;
      }
      lines.get(lines.size() - 1).add(group);
      used += entryWidth(group);
    }
    return lines;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setFont(Palette.TITLE_FONT);
    g.setColor(Palette.TEXT);
    Canvas.centred(g, titleLines, 0, width(), MARGIN);
    g.setFont(FONT);
    paintLegend(g);
    Rectangle2D area = new Rectangle2D.Double(MARGIN, top, width() - 2.0 * MARGIN, side);
    g.setColor(Palette.GRID);
    g.setStroke(new BasicStroke(1f));
    g.draw(area);
    MapFrame frame = MapFrame.of(points, area.getX() + 60, top, area.getWidth() - 120, side, 24);
    List<Label> labels = place(area, frame);
    for (Label label : labels) {
      paintLeader(g, frame, label);
    }
    for (int i = 0; i < words.size(); i++) {
      ClassMarks.paint(g, group(i), frame.px(points.x()[i]), frame.py(points.y()[i]), MARK);
    }
    for (Label label : labels) {
      g.setColor(
          points.hasClasses() ? readable(ClassMarks.colour(group(label.word()))) : Palette.TEXT);
      g.drawString(
          words.get(label.word()),
          (float) label.place().getX(),
          (float) (label.place().getY() + text.getAscent()));
    }
    if (labels.size() < words.size()) {
      g.setColor(Palette.TEXT);
      g.drawString(
          words.size() - labels.size() + " words have no room", MARGIN + 8, height() - MARGIN - 8);
    }
  }

  private int group(int word) {
    return points.hasClasses() ? points.labels()[word] : 0;
  }

  /** The same hue, dark enough for text on white. */
  private static Color readable(Color colour) {
    double light = 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
    double factor = Math.min(1, 105 / Math.max(1, light));
    return new Color(
        (int) (colour.getRed() * factor),
        (int) (colour.getGreen() * factor),
        (int) (colour.getBlue() * factor));
  }

  private void paintLegend(Graphics2D g) {
    int y = MARGIN + titleLines.size() * heading.getHeight() + 4;
    for (List<Integer> line : legend) {
      int x = MARGIN;
      for (int group : line) {
        ClassMarks.paint(g, group, x + 9, y + text.getHeight() / 2.0, 11);
        g.setColor(Palette.TEXT);
        g.drawString(points.classes().get(group), x + LEGEND_KEY, y + text.getAscent());
        x += entryWidth(group);
      }
      y += text.getHeight() + 6;
    }
  }

  private List<Label> place(Rectangle2D area, MapFrame frame) {
    LabelPlacer placer = new LabelPlacer(area);
    for (int i = 0; i < words.size(); i++) {
      placer.dot(frame.px(points.x()[i]), frame.py(points.y()[i]), MARK / 2.0 + 1);
    }
    List<Label> labels = new ArrayList<>();
    // Words in a crowd first: those outside find room anyway.
    for (int i : byCrowd(frame)) {
      placer
          .place(
              frame.px(points.x()[i]),
              frame.py(points.y()[i]),
              text.stringWidth(words.get(i)) + 2,
              text.getAscent() + text.getDescent() - 1)
          .ifPresent(place -> labels.add(new Label(i, place)));
    }
    return labels;
  }

  private List<Integer> byCrowd(MapFrame frame) {
    long[] near = new long[words.size()];
    for (int i = 0; i < near.length; i++) {
      int of = i;
      near[i] =
          IntStream.range(0, near.length)
              .filter(
                  j ->
                      Math.hypot(points.x()[j] - points.x()[of], points.y()[j] - points.y()[of])
                          < 60 / frame.scale())
              .count();
    }
    return IntStream.range(0, near.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> -near[i]))
        .toList();
  }

  private void paintLeader(Graphics2D g, MapFrame frame, Label label) {
    double x = frame.px(points.x()[label.word()]);
    double y = frame.py(points.y()[label.word()]);
    Rectangle2D place = label.place();
    double toX = Math.max(place.getMinX(), Math.min(place.getMaxX(), x));
    double toY = Math.max(place.getMinY(), Math.min(place.getMaxY(), y));
    if (Math.hypot(toX - x, toY - y) > FAR) {
      g.setColor(new Color(0xA0A0A0));
      g.setStroke(new BasicStroke(1f));
      g.draw(new Line2D.Double(x, y, toX, toY));
    }
  }
}
