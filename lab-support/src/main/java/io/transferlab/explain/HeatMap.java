package io.transferlab.explain;

import io.transferlab.core.Cividis;
import io.transferlab.core.LabException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where in a picture lies what speaks for a class: a value from 0 to 1 for each cell of a grid over
 * the whole picture, 1 for the cell that speaks most. A grid is as fine as the method that made it,
 * and says no more: over a picture it is shown smoothly, but what lies within one cell cannot be
 * told apart. Immutable.
 */
public final class HeatMap {
  /** What of the side belongs to the border in {@link #words}. */
  private static final double BORDER = 0.1;

  /** Points a side at which mass is counted, so that one cell may lie on both sides of a line. */
  private static final int FINE = 120;

  private final String className;
  private final String method;
  private final @Nullable String layer;
  private final float[][] values;

  private HeatMap(String className, String method, @Nullable String layer, float[][] values) {
    this.className = className;
    this.method = method;
    this.layer = layer;
    this.values = values;
  }

  /**
   * A map of what a method found.
   *
   * @param className the class that is spoken for
   * @param method how it was found, for instance {@code Grad-CAM}
   * @param layer the layer looked at; null for a method that looks at none
   * @param found {@code [h][w]}, not negative where something speaks for the class; any scale
   * @return negative values as 0, the others divided by the largest
   */
  static HeatMap of(String className, String method, @Nullable String layer, float[][] found) {
    float most = 0;
    for (float[] row : found) {
      for (float value : row) {
        if (!Float.isFinite(value)) {
          throw LabException.of(
              "numbers as the heat of a map",
              String.valueOf(value),
              "look at the network's weights: some are no numbers");
        }
        most = Math.max(most, value);
      }
    }
    float[][] values = new float[found.length][found[0].length];
    for (int y = 0; most > 0 && y < found.length; y++) {
      for (int x = 0; x < found[y].length; x++) {
        values[y][x] = Math.max(0, found[y][x]) / most;
      }
    }
    return new HeatMap(className, method, layer, values);
  }

  /**
   * The class that is spoken for.
   *
   * @return its name
   */
  public String className() {
    return className;
  }

  /**
   * How the map was made.
   *
   * @return {@code Grad-CAM}, {@code CAM} or {@code occlusion}
   */
  public String method() {
    return method;
  }

  /**
   * The layer looked at.
   *
   * @return its name; null for occlusion, which looks at none
   */
  public @Nullable String layer() {
    return layer;
  }

  /**
   * The cells from top to bottom.
   *
   * @return at least 1
   */
  public int height() {
    return values.length;
  }

  /**
   * The cells from left to right.
   *
   * @return at least 1
   */
  public int width() {
    return values[0].length;
  }

  /**
   * The value of a cell.
   *
   * @param y from the top, from 0
   * @param x from the left, from 0
   * @return 0 to 1
   */
  public float at(int y, int x) {
    return values[y][x];
  }

  /**
   * Whether nothing speaks for the class: then every value is 0, else the largest is 1.
   *
   * @return true if there is nothing to see
   */
  public boolean isEmpty() {
    for (float[] row : values) {
      for (float value : row) {
        if (value > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** The middle of the brightest cell, as a fraction of the height from the top. */
  double brightestDown() {
    return (brightest() / width() + 0.5) / height();
  }

  /** The middle of the brightest cell, as a fraction of the width from the left. */
  double brightestAcross() {
    return (brightest() % width() + 0.5) / width();
  }

  private int brightest() {
    int best = 0;
    for (int cell = 1; cell < height() * width(); cell++) {
      if (at(cell / width(), cell % width()) > at(best / width(), best % width())) {
        best = cell;
      }
    }
    return best;
  }

  /** The value between cells, at a place in fractions of the picture's sides: bilinear. */
  private double smooth(double down, double across) {
    double y = Math.max(0, Math.min(height() - 1, down * height() - 0.5));
    double x = Math.max(0, Math.min(width() - 1, across * width() - 0.5));
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(top + 1, height() - 1);
    int right = Math.min(left + 1, width() - 1);
    double v = y - top;
    double u = x - left;
    return (1 - v) * ((1 - u) * values[top][left] + u * values[top][right])
        + v * ((1 - u) * values[bottom][left] + u * values[bottom][right]);
  }

  /**
   * How much of what speaks for the class lies in a part of the picture. Without any preference it
   * is the part's share of the area.
   *
   * @param top upper edge of the part, as a fraction of the picture's height from the top
   * @param left left edge, as a fraction of the width
   * @param bottom lower edge
   * @param right right edge
   * @return 0 to 1; 0 for an empty map
   */
  public double share(double top, double left, double bottom, double right) {
    double inside = 0;
    double all = 0;
    for (int i = 0; i < FINE; i++) {
      double y = (i + 0.5) / FINE;
      for (int j = 0; j < FINE; j++) {
        double x = (j + 0.5) / FINE;
        double value = smooth(y, x);
        all += value;
        inside += y >= top && y < bottom && x >= left && x < right ? value : 0;
      }
    }
    return all > 0 ? inside / all : 0;
  }

  /**
   * How much lies along the edges of the picture.
   *
   * @param width of the strip along each edge, as a fraction of the side, 0 to 0.5
   * @return 0 to 1; 0 for an empty map
   */
  public double shareInBorder(double width) {
    return isEmpty() ? 0 : 1 - share(width, width, 1 - width, 1 - width);
  }

  /**
   * The map over its picture: the picture in grey, the map in colours from dark blue (nothing) to
   * yellow (most), which differ in lightness too.
   *
   * @param picture of any size
   * @return a new picture of that size
   */
  public BufferedImage overlay(BufferedImage picture) {
    int h = picture.getHeight();
    int w = picture.getWidth();
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, w, h);
    g.drawImage(picture, 0, 0, null);
    g.dispose();
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double value = smooth((y + 0.5) / h, (x + 0.5) / w);
        Color colour = Cividis.at(value);
        int rgb = out.getRGB(x, y);
        double grey = 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
        double part = 0.55;
        out.setRGB(
            x,
            y,
            mix(grey, colour.getRed(), part) << 16
                | mix(grey, colour.getGreen(), part) << 8
                | mix(grey, colour.getBlue(), part));
      }
    }
    return out;
  }

  private static int mix(double below, int above, double part) {
    return (int) Math.round((1 - part) * below + part * above);
  }

  /**
   * The map in words.
   *
   * @return one sentence: for which class, by what method, where most of it lies, and how much of
   *     it along the edges
   */
  public String words() {
    String by =
        "%s for %s (%s%d x %d cells)"
            .formatted(method, className, layer == null ? "" : layer + ", ", height(), width());
    if (isEmpty()) {
      return by + ": nothing in the picture speaks for it.";
    }
    return String.format(
        Locale.ROOT,
        "%s: %s; %.0f %% of it lies in the outer tenth all round, which is %.0f %% of the picture.",
        by,
        place(),
        100 * shareInBorder(BORDER),
        100 * (1 - (1 - 2 * BORDER) * (1 - 2 * BORDER)));
  }

  /**
   * A part of a picture.
   *
   * @param words its name
   * @param least how much of a map must lie in it before the map is said to lie there: well above
   *     the part's share of the area
   */
  private record Part(
      String words, double least, double top, double left, double bottom, double right) {}

  private static final List<List<Part>> PARTS =
      List.of(
          List.of(
              new Part("upper left quarter", 0.5, 0, 0, 0.5, 0.5),
              new Part("upper right quarter", 0.5, 0, 0.5, 0.5, 1),
              new Part("lower left quarter", 0.5, 0.5, 0, 1, 0.5),
              new Part("lower right quarter", 0.5, 0.5, 0.5, 1, 1),
              new Part("middle", 0.5, 0.25, 0.25, 0.75, 0.75)),
          List.of(
              new Part("upper half", 0.7, 0, 0, 0.5, 1),
              new Part("lower half", 0.7, 0.5, 0, 1, 1),
              new Part("left half", 0.7, 0, 0, 1, 0.5),
              new Part("right half", 0.7, 0, 0.5, 1, 1)));

  private String place() {
    for (List<Part> parts : PARTS) {
      Part best = null;
      double most = 0;
      for (Part part : parts) {
        double share = share(part.top(), part.left(), part.bottom(), part.right());
        if (share >= part.least() && share > most) {
          best = part;
          most = share;
        }
      }
      if (best != null) {
        return String.format(Locale.ROOT, "%.0f %% of it lies in the %s", 100 * most, best.words());
      }
    }
    return "it is spread over the picture";
  }
}
