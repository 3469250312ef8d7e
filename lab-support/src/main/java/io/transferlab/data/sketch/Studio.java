package io.transferlab.data.sketch;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one picture: a ground, the thing drawn, the weather. Everything is drawn at twice the size
 * and averaged down.
 */
final class Studio {
  private Studio() {}

  /**
   * How one thing is placed and coloured.
   *
   * @param smallest least half-size, as a share of the canvas
   * @param largest greatest half-size
   * @param palette the colours that go with a background
   */
  record Pose(double smallest, double largest, BiFunction<Color, Dice, SketchColours> palette) {
    /** One thing in front of a random ground. */
    void draw(BufferedImage canvas, Graphics2D g, Dice dice, Consumer<Pencil> thing) {
      Color ground = Background.paint(canvas, g, dice);
      SketchColours colours = palette.apply(ground, dice);
      @Nullable Color outline = dice.chance(.55) ? colours.dark() : null;
      double width = dice.range(.035, .07);
      double half = dice.range(smallest, largest);
      double room = Math.max(0, .5 - half * 1.12);
      g.translate(.5 + dice.range(-room, room), .5 + dice.range(-room, room));
      g.transform(stance(dice, half));
      thing.accept(new Pencil(g, dice, colours, outline, width));
    }

    /** Turned by up to half a radian, stretched, sheared, sometimes mirrored. */
    private static AffineTransform stance(Dice dice, double half) {
      AffineTransform stance = AffineTransform.getRotateInstance(dice.range(-.5, .5));
      stance.shear(dice.range(-.2, .2), 0);
      double aspect = Math.sqrt(dice.range(.82, 1.2));
      stance.scale((dice.chance(.5) ? half : -half) * aspect, half / aspect);
      return stance;
    }
  }

  /**
   * How a view that fills the canvas is framed. The square [-1, 1] is about what is seen; a view
   * draws to 1.7 on every side.
   *
   * @param near least magnification
   * @param far greatest magnification
   * @param turn greatest turn, in radians
   */
  record View(double near, double far, double turn) {
    /** A view under a flat or shaded sky, or between walls of that colour. */
    void draw(Graphics2D g, Dice dice, Consumer<Pencil> scene) {
      Color sky = Background.sky(g, dice);
      SketchColours colours = SketchColours.against(sky, dice);
      @Nullable Color outline = dice.chance(.4) ? colours.dark() : null;
      double width = dice.range(.02, .04);
      double half = .5 * dice.range(near, far);
      g.translate(.5 + dice.range(-.08, .08), .5 + dice.range(-.08, .08));
      g.rotate(dice.range(-turn, turn));
      double aspect = Math.sqrt(dice.range(.85, 1.18));
      g.scale((dice.chance(.5) ? half : -half) * aspect, half / aspect);
      scene.accept(new Pencil(g, dice, colours, outline, width));
    }
  }

  /** What is drawn on the unit square of a canvas. */
  @FunctionalInterface
  interface Scene {
    void draw(BufferedImage canvas, Graphics2D g, Dice dice);
  }

  static BufferedImage picture(int size, Dice dice, Weather weather, Scene scene) {
    // Noise has its own dice: it takes more of them at a larger size.
    Dice sky = dice.fork();
    BufferedImage canvas = new BufferedImage(2 * size, 2 * size, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = canvas.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(2 * size, 2 * size);
    AffineTransform unit = g.getTransform();
    scene.draw(canvas, g, dice);
    g.setTransform(unit);
    weather.bar(g, sky);
    g.dispose();
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    int[] pixels = pixels(picture);
    halve(pixels(canvas), pixels, size);
    weather.pass(pixels, size, sky);
    return picture;
  }

  static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  /** The mean of every four pixels, two channels at a time. */
  private static void halve(int[] from, int[] to, int size) {
    for (int y = 0; y < size; y++) {
      int row = 4 * y * size;
      for (int x = 0; x < size; x++) {
        int a = from[row + 2 * x];
        int b = from[row + 2 * x + 1];
        int c = from[row + 2 * size + 2 * x];
        int d = from[row + 2 * size + 2 * x + 1];
        int redBlue = (a & 0xFF00FF) + (b & 0xFF00FF) + (c & 0xFF00FF) + (d & 0xFF00FF) + 0x20002;
        int green = (a & 0xFF00) + (b & 0xFF00) + (c & 0xFF00) + (d & 0xFF00) + 0x200;
        to[y * size + x] = redBlue >> 2 & 0xFF00FF | green >> 2 & 0xFF00;
      }
    }
  }
}
