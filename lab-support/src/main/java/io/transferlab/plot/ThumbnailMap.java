package io.transferlab.plot;

import io.transferlab.core.AtomicFiles;
import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.projection.Projection;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A map of pictures: each drawn small where its point lies, snapped to a grid so that none covers
 * another. Where it is crowded a picture moves a little; one that finds no free place nearby is
 * left out, and the figure's words say how many. Immutable: each method returns a new map.
 *
 * <pre>{@code
 * ThumbnailMap.of("Animals", map, animals).show();
 * }</pre>
 */
public final class ThumbnailMap {
  private static final int LARGEST = 12_000;

  /** Pictures are read at this side where their kind lets one choose. */
  private static final int SIDE = 64;

  private final String title;
  private final MapPoints points;
  private final String how;
  private final IntFunction<BufferedImage> pictures;
  private final int side;
  private final int tile;

  private ThumbnailMap(
      String title,
      MapPoints points,
      String how,
      IntFunction<BufferedImage> pictures,
      int side,
      int tile) {
    this.title = title;
    this.points = points;
    this.how = how;
    this.pictures = pictures;
    this.side = side;
    this.tile = tile;
  }

  /**
   * A map of pictures, 840 pixels wide, each picture as large as their number allows.
   *
   * @param title what was mapped
   * @param map {@code [n, 2]}
   * @param pictures gives the picture of a row; asked only for those that find a place
   * @return the map
   */
  public static ThumbnailMap of(String title, Projection map, IntFunction<BufferedImage> pictures) {
    MapPoints points = MapPoints.of(map);
    int side = 840;
    int tile = (int) Math.max(12, Math.min(48, 0.62 * side / Math.sqrt(points.size())));
    return new ThumbnailMap(title, points, map.method(), pictures, side, tile);
  }

  /**
   * A map of a set, with its classes: a frame in the class's colour around each picture.
   *
   * @param title what was mapped
   * @param map a point for each picture, in the set's order
   * @param set the pictures
   * @return the map
   */
  public static ThumbnailMap of(String title, Projection map, ImageSet set) {
    IntFunction<BufferedImage> pictures =
        row -> {
          try {
            return set.pictures().get(row).source().read(SIDE);
          } catch (IOException e) {
            throw LabException.reading(set.pictures().get(row).key(), e);
          }
        };
    int[] labels = set.pictures().stream().mapToInt(Picture::label).toArray();
    return of(title, map, pictures).classes(labels, set.classes());
  }

  /**
   * The map with classes: a frame in the class's colour around each picture.
   *
   * @param labels the class of each point
   * @param classes names of the classes
   * @return a new map
   */
  public ThumbnailMap classes(int[] labels, List<String> classes) {
    return new ThumbnailMap(title, points.with(labels, classes), how, pictures, side, tile);
  }

  /**
   * The map at another size.
   *
   * @param pixels the side of the square of pictures, 200 to 12,000
   * @param picture the side of one picture, 8 pixels to a quarter of the map's
   * @return a new map
   */
  public ThumbnailMap size(int pixels, int picture) {
    if (pixels < 200 || pixels > LARGEST || picture < 8 || picture > pixels / 4) {
      throw LabException.of(
          "a map of 200 to " + LARGEST + " pixels, pictures of 8 pixels to a quarter of that",
          pixels + " and " + picture,
          "for 26,000 pictures take 6000 and 24");
    }
    return new ThumbnailMap(title, points, how, pictures, pixels, picture);
  }

  /**
   * Draws the map.
   *
   * @return the figure, with its text alternative
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while pictures
   *     are read; the flag stays set
   */
  public Figure figure() {
    ThumbnailPainter painter = new ThumbnailPainter(title, points, pictures, side, tile);
    BufferedImage image = Canvas.blank(painter.width(), painter.height());
    painter.paint(Canvas.pen(image));
    return new Figure(image, alternative(painter), title);
  }

  private String alternative(ThumbnailPainter painter) {
    int left = points.size() - painter.drawn();
    return MapWords.of(title, points, how)
        + " Drawn as "
        + painter.drawn()
        + " small pictures"
        + (left == 0 ? "." : "; " + left + " found no free place and are left out.");
  }

  /** Shows the figure below the cell; without a notebook prints its words. */
  public void show() {
    figure().show();
  }

  /**
   * Writes the map as SVG with the pictures inside. The file appears whole or not at all.
   *
   * @param svg where to write
   * @return the file written
   */
  public Path svg(Path svg) {
    ThumbnailPainter painter = new ThumbnailPainter(title, points, pictures, side, tile);
    String text = Svg.draw(painter.width(), painter.height(), alternative(painter), painter::paint);
    AtomicFiles.write(svg, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return svg;
  }
}
