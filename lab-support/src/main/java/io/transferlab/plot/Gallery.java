package io.transferlab.plot;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Pictures in a grid, each with its caption, and with a mark where there is right and wrong.
 *
 * <pre>{@code
 * Gallery.of("Training pictures", cats.train(), 6).show();
 *
 * Gallery.titled("First guesses", 4)
 *     .add(picture, "cat")
 *     .add(other, "cat, guessed dog", false)
 *     .figure("Two pictures of the validation set with the network's guesses.")
 *     .show();
 * }</pre>
 *
 * A labelled picture is read when it is added, at 64 pixels if it is drawn.
 */
public final class Gallery {
  private static final int LARGEST_TILE = 150;
  private static final int SMALLEST_TILE = 96;

  /** A notebook's column: a wider figure would be scaled down, and its captions with it. */
  private static final int PAGE = 880;

  private static final int GAP = 14;
  private static final int MARK = 30;
  private static final int MOST_CAPTIONS_SAID = 30;

  /** Drawn pictures are shown at the side at which the embedded networks see them. */
  private static final int SIDE = 64;

  /** Of a set: so many to a row where the classes do not fill rows of their own. */
  private static final int MOST_COLUMNS = 8;

  private enum Mark {
    NONE(""),
    RIGHT(" (right)"),
    WRONG(" (wrong)");

    private final String words;

    Mark(String words) {
      this.words = words;
    }
  }

  private record Tile(BufferedImage image, String caption, Mark mark) {}

  private final String title;
  private final int columns;
  private final int tile;
  private final List<Tile> tiles = new ArrayList<>();

  /** What the pictures are, unless {@link #figure} is told; empty if nobody said. */
  private final String words;

  private Gallery(String title, int columns, String words) {
    this.title = title;
    this.columns = columns;
    this.words = words;
    this.tile = Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, (PAGE - GAP) / columns - GAP));
  }

  /**
   * Starts an empty gallery.
   *
   * @param title what the pictures have in common
   * @param columns how many pictures to a row, 1 to 12
   * @return the gallery
   */
  public static Gallery titled(String title, int columns) {
    if (columns < 1 || columns > 12) {
      throw LabException.of("1 to 12 columns", String.valueOf(columns), "choose, say, 6");
    }
    return new Gallery(title, columns, "");
  }

  /**
   * Shows the first pictures of each class of a set, each with its class's name. Three or more of a
   * class fill a row.
   *
   * @param title what the pictures have in common
   * @param set the pictures
   * @param perClass how many of each class at most, 1 to 12
   * @param classes the classes to show, in the set's order; none stands for all
   * @return the gallery
   * @throws LabException for a class that the set does not have, with the nearest; if a picture
   *     cannot be read
   */
  public static Gallery of(String title, ImageSet set, int perClass, String... classes) {
    if (perClass < 1 || perClass > 12) {
      throw LabException.of(
          "1 to 12 pictures of each class", String.valueOf(perClass), "choose, say, 6");
    }
    for (String name : classes) {
      if (!set.classes().contains(name)) {
        throw Names.unknown("a class of " + set.name(), name, set.classes());
      }
    }
    List<String> wanted = classes.length == 0 ? set.classes() : List.of(classes);
    int[] seen = new int[set.classes().size()];
    List<Picture> shown =
        set.pictures().stream()
            .filter(p -> wanted.contains(set.classes().get(p.label())))
            .filter(p -> seen[p.label()]++ < perClass)
            .toList();
    Gallery gallery =
        new Gallery(
            title,
            columns(shown.size(), perClass),
            "Pictures of " + set.name() + ", each with the name of its class.");
    shown.forEach(p -> gallery.add(p, set.classes().get(p.label())));
    return gallery;
  }

  private static int columns(int count, int perClass) {
    if (perClass > 2) {
      return perClass;
    }
    int rows = Math.max(1, (count + MOST_COLUMNS - 1) / MOST_COLUMNS);
    int across = (count + rows - 1) / rows;
    return Math.max(1, across + across % perClass);
  }

  /**
   * Adds a labelled picture.
   *
   * @param picture the picture
   * @param caption a few words below it
   * @return this gallery
   * @throws LabException if it cannot be read
   */
  public Gallery add(Picture picture, String caption) {
    return add(read(picture), caption);
  }

  /**
   * Adds a labelled picture about which something was right or wrong.
   *
   * @param picture the picture
   * @param caption a few words below it, such as the guess and the truth
   * @param right whether to draw a tick, otherwise a cross
   * @return this gallery
   * @throws LabException if it cannot be read
   */
  public Gallery add(Picture picture, String caption, boolean right) {
    return add(read(picture), caption, right);
  }

  /**
   * Adds a picture of a set with what was guessed: a tick if that is its class, else a cross, and
   * the caption says both.
   *
   * @param set the pictures
   * @param index which of them, from 0
   * @param guess the name of a class
   * @return this gallery
   * @throws LabException if it cannot be read
   */
  public Gallery add(ImageSet set, int index, String guess) {
    Picture picture = set.pictures().get(index);
    String truth = set.classes().get(picture.label());
    boolean right = guess.equals(truth);
    return add(picture, right ? guess : guess + "? It is " + truth, right);
  }

  private static BufferedImage read(Picture picture) {
    try {
      return picture.source().read(SIDE);
    } catch (IOException e) {
      throw LabException.reading(picture.key(), e);
    }
  }

  /**
   * Adds a picture.
   *
   * @param image the picture, of any size; it is scaled to its tile
   * @param caption a few words below it
   * @return this gallery
   */
  public Gallery add(BufferedImage image, String caption) {
    tiles.add(new Tile(image, caption, Mark.NONE));
    return this;
  }

  /**
   * Adds a picture about which something was right or wrong: a tick or a cross is drawn on it, and
   * a wrong one has a dashed frame.
   *
   * @param image the picture, of any size; it is scaled to its tile
   * @param caption a few words below it, such as the guess and the truth
   * @param right whether to draw a tick, otherwise a cross
   * @return this gallery
   */
  public Gallery add(BufferedImage image, String caption, boolean right) {
    tiles.add(new Tile(image, caption, right ? Mark.RIGHT : Mark.WRONG));
    return this;
  }

  /**
   * Draws the gallery.
   *
   * @param alternative what a reader who does not see the pictures needs to know; the captions
   *     follow it on their own
   * @return the figure
   */
  public Figure figure(String alternative) {
    if (alternative == null || alternative.isBlank()) {
      throw LabException.of(
          "words for the gallery '" + title + "'",
          "none",
          "say in a sentence what the pictures show: figure(\"...\").show()");
    }
    return new Figure(paint(), alternative + captions(), title);
  }

  /**
   * Draws a gallery of a set, which knows what its pictures are.
   *
   * @return the figure; its words are the set's name and the captions
   * @throws LabException if the gallery was not made of a set: only whoever added the pictures
   *     knows what they show
   */
  public Figure figure() {
    return figure(words);
  }

  /**
   * Shows a gallery of a set below the cell.
   *
   * @throws LabException as {@link #figure()}
   */
  public void show() {
    figure().show();
  }

  private String captions() {
    String said =
        tiles.stream()
            .limit(MOST_CAPTIONS_SAID)
            .map(tile -> tile.caption().strip() + tile.mark().words)
            .collect(Collectors.joining("; "));
    int more = tiles.size() - MOST_CAPTIONS_SAID;
    return said.isBlank()
        ? ""
        : " Captions: " + said + (more > 0 ? "; and " + more + " more." : ".");
  }

  private BufferedImage paint() {
    FontMetrics text = Canvas.metrics(Palette.TICK_FONT);
    FontMetrics heading = Canvas.metrics(Palette.TITLE_FONT);
    int across = Math.max(1, Math.min(columns, tiles.size()));
    // A title must have room even above a single picture.
    int width = Math.max(across * (tile + GAP) + GAP, 360);
    List<String> titleLines = Canvas.wrap(title, heading, width - 2 * GAP);
    int top = GAP + titleLines.size() * heading.getHeight() + GAP / 2;
    List<Integer> rowHeights = rowHeights(across, text);
    int height = top + rowHeights.stream().mapToInt(Integer::intValue).sum();
    BufferedImage image = Canvas.blank(width, height);
    Graphics2D g = Canvas.pen(image);
    g.setFont(Palette.TITLE_FONT);
    Canvas.centred(g, titleLines, 0, width, GAP);
    g.setFont(Palette.TICK_FONT);
    int left = (width - across * (tile + GAP) + GAP) / 2;
    int y = top;
    for (int i = 0; i < tiles.size(); i++) {
      int x = left + i % across * (tile + GAP);
      paint(g, tiles.get(i), x, y);
      Canvas.centred(g, caption(tiles.get(i), text), x, tile, y + tile + GAP / 3);
      if (i % across == across - 1) {
        y += rowHeights.get(i / across);
      }
    }
    g.dispose();
    return image;
  }

  /** The lines below a tile, with room enough beside them that two are not read as one. */
  private List<String> caption(Tile shown, FontMetrics text) {
    return Canvas.wrap(shown.caption(), text, tile - GAP / 2);
  }

  private List<Integer> rowHeights(int across, FontMetrics text) {
    List<Integer> heights = new ArrayList<>();
    for (int start = 0; start < tiles.size(); start += across) {
      int lines =
          tiles.subList(start, Math.min(tiles.size(), start + across)).stream()
              .mapToInt(shown -> caption(shown, text).size())
              .max()
              .orElse(0);
      heights.add(tile + GAP / 3 + lines * text.getHeight() + GAP);
    }
    return heights;
  }

  private void paint(Graphics2D g, Tile shown, int x, int y) {
    BufferedImage image = shown.image();
    double scale = (double) tile / Math.max(image.getWidth(), image.getHeight());
    if (scale >= 2) {
      // Whole pixels: a small picture is shown as the network gets it, and its file stays small.
      scale = Math.floor(scale);
    }
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        scale >= 2
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    int left = x + (tile - width) / 2;
    int top = y + tile - height;
    g.drawImage(image, left, top, width, height, null);
    if (shown.mark() != Mark.NONE) {
      paintMark(g, shown.mark() == Mark.RIGHT, left, top, width, height);
    }
  }

  private static void paintMark(
      Graphics2D g, boolean right, int left, int top, int width, int height) {
    Color colour = right ? Palette.GOOD : Palette.BAD;
    g.setColor(colour);
    g.setStroke(
        right
            ? new BasicStroke(4f)
            : new BasicStroke(4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, dash(), 0f));
    g.drawRect(left + 1, top + 1, width - 3, height - 3);
    double x = left + width - MARK;
    double y = top;
    g.fill(new Ellipse2D.Double(x, y, MARK, MARK));
    // Drawn rather than written: many fonts have neither sign.
    Path2D sign = new Path2D.Double();
    if (right) {
      sign.moveTo(x + 0.26 * MARK, y + 0.54 * MARK);
      sign.lineTo(x + 0.43 * MARK, y + 0.71 * MARK);
      sign.lineTo(x + 0.75 * MARK, y + 0.32 * MARK);
    } else {
      sign.moveTo(x + 0.3 * MARK, y + 0.3 * MARK);
      sign.lineTo(x + 0.7 * MARK, y + 0.7 * MARK);
      sign.moveTo(x + 0.7 * MARK, y + 0.3 * MARK);
      sign.lineTo(x + 0.3 * MARK, y + 0.7 * MARK);
    }
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(sign);
    g.setColor(Palette.TEXT);
  }

  private static float[] dash() {
    return new float[] {9, 6};
  }
}
