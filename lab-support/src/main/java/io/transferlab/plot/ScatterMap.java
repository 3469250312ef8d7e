package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.projection.Projection;
import java.util.List;

/**
 * A map as a scatter of points, with a colour and a mark for each class and a legend. Both axes
 * have one scale. Immutable: each method returns a new map.
 *
 * <pre>{@code
 * ScatterMap.of("Animals", Tsne.defaults().map(features)).classes(labels, names).show();
 * }</pre>
 *
 * <p>Ours rather than XChart's scatter, which draws class after class, so that the last hides the
 * others, and stretches the axes apart.
 */
public final class ScatterMap extends PaintedMap {
  /** The usual side of the map, in pixels. */
  public static final int USUAL_SIDE = 620;

  private final int side;

  private ScatterMap(String title, MapPoints points, String how, int side) {
    super(title, points, how);
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
  @Override
  public String alternative() {
    return MapWords.of(title, points, how);
  }

  @Override
  MapPainter painter() {
    return new ScatterPainter(title, points, side);
  }
}
