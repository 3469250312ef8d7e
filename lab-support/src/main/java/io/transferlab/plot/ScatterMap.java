package io.transferlab.plot;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.projection.Projection;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A map as a scatter of points, with a colour and a mark for each class and a legend. Both axes
 * have one scale. Immutable: each method returns a new map.
 *
 * <pre>{@code
 * ScatterMap.of("Animals", Tsne.USUAL.map(features)).classes(labels, names).show();
 * }</pre>
 *
 * <p>Ours rather than XChart's scatter, which draws class after class, so that the last hides the
 * others, and stretches the axes apart.
 */
public final class ScatterMap {
  /** The usual side of the map, in pixels. */
  public static final int USUAL_SIDE = 620;

  private final String title;
  private final MapPoints points;
  private final String how;
  private final int side;

  private ScatterMap(String title, MapPoints points, String how, int side) {
    this.title = title;
    this.points = points;
    this.how = how;
    this.side = side;
  }

  /**
   * A map of points without classes.
   *
   * @param title what was mapped
   * @param map {@code [n, 2]}
   * @return the map
   */
  public static ScatterMap of(String title, Projection map) {
    return new ScatterMap(title, MapPoints.of(map), map.method(), USUAL_SIDE);
  }

  /**
   * The map with classes.
   *
   * @param labels the class of each point, in the order of the points
   * @param classes names of the classes
   * @return a new map
   */
  public ScatterMap classes(int[] labels, List<String> classes) {
    return new ScatterMap(title, points.with(labels, classes), how, side);
  }

  /**
   * The map at another size.
   *
   * @param pixels the side of the square of points, 200 to 8,000
   * @return a new map
   */
  public ScatterMap side(int pixels) {
    if (pixels < 200 || pixels > 8000) {
      throw LabException.of(
          "a side of 200 to 8000 pixels", String.valueOf(pixels), "or write a map as SVG");
    }
    return new ScatterMap(title, points, how, pixels);
  }

  /**
   * Says what the map shows: how pure neighbourhoods are, and which classes lie near each other.
   *
   * @return a few sentences
   */
  public String alternative() {
    return MapWords.of(title, points, how);
  }

  /**
   * Draws the map.
   *
   * @return the figure, with its text alternative
   */
  public Figure figure() {
    ScatterPainter painter = new ScatterPainter(title, points, side);
    BufferedImage image = Canvas.blank(painter.width(), painter.height());
    painter.paint(Canvas.pen(image));
    return new Figure(image, alternative(), title);
  }

  /** Shows the figure below the cell; without a notebook prints its words. */
  public void show() {
    figure().show();
  }

  /**
   * Writes the map as SVG, to be zoomed without end. The file appears whole or not at all.
   *
   * @param svg where to write
   * @return the file written
   */
  public Path svg(Path svg) {
    ScatterPainter painter = new ScatterPainter(title, points, side);
    String text = Svg.draw(painter.width(), painter.height(), alternative(), painter::paint);
    AtomicFiles.write(svg, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return svg;
  }
}
