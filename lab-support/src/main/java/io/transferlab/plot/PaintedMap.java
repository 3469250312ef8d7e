package io.transferlab.plot;

import io.transferlab.core.AtomicFiles;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a map can become: a figure, or a file of SVG. */
abstract sealed class PaintedMap permits ScatterMap, WordMap {
  final String title;
  final MapPoints points;
  final String how;

  PaintedMap(String title, MapPoints points, String how) {
    this.title = title;
    this.points = points;
    this.how = how;
  }

  abstract MapPainter painter();

  /**
   * Says what the map shows.
   *
   * @return a few sentences
   */
  public abstract String alternative();

  /**
   * Draws the map.
   *
   * @return the figure, with its text alternative
   */
  public final Figure figure() {
    MapPainter painter = painter();
    BufferedImage image = Canvas.blank(painter.width(), painter.height());
    painter.paint(Canvas.pen(image));
    return new Figure(image, alternative(), title);
  }

  /** Shows the figure below the cell; without a notebook prints its words. */
  public final void show() {
    figure().show();
  }

  /**
   * Writes the map as SVG, to be zoomed without end. The file appears whole or not at all.
   *
   * @param svg where to write
   * @return the file written
   */
  public final Path svg(Path svg) {
    MapPainter painter = painter();
    String text = Svg.draw(painter.width(), painter.height(), alternative(), painter::paint);
    AtomicFiles.write(svg, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return svg;
  }
}
