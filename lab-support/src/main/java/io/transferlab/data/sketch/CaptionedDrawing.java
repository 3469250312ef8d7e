package io.transferlab.data.sketch;

import io.transferlab.data.PictureSource;
import io.transferlab.data.Split;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A drawing that shows what its caption says.
 *
 * @param shows all six attributes
 * @param split which stream of pictures
 * @param seed the seed of the stream
 * @param index which picture of the stream
 */
record CaptionedDrawing(SketchAttributes shows, Split split, long seed, int index)
    implements PictureSource {
  /** From the middle of the canvas to that of a thing at its side. */
  private static final double ASIDE = .22;

  @Override
  public BufferedImage read(int size) {
    Dice dice = Dice.of(seed, index, "captioned drawing", split.name());
    return Studio.picture(size, dice, Weather.FAIR, (canvas, g, d) -> draw(g, d));
  }

  @Override
  public String fingerprint() {
    return "captioned %s %s %d %d, drawing %d, Java %s"
        .formatted(
            shows, split, seed, index, SketchSet.DRAWING_VERSION, Runtime.version().feature());
  }

  private void draw(Graphics2D g, Dice dice) {
    Color ground = NamedColour.of(shows.get(SketchAttribute.GROUND)).pale(dice);
    ground(g, dice, ground);
    Color main = NamedColour.of(shows.get(SketchAttribute.COLOUR)).bright(dice);
    // Every part has the colour of the caption, or none: black, white and grey tell nothing.
    SketchColours colours =
        new SketchColours(
            main,
            NamedColour.nextTo(main, dice.range(.18, .35)),
            SketchColours.hsv(0, 0, dice.range(.3, .7)),
            SketchColours.hsv(0, 0, dice.range(.04, .2)),
            SketchColours.hsv(0, 0, dice.range(.88, 1)));
    @Nullable Color outline = dice.chance(.55) ? colours.dark() : null;
    double width = dice.range(.035, .07);
    boolean small = shows.get(SketchAttribute.SIZE).equals("small");
    double half = small ? dice.range(.15, .18) : dice.range(.26, .3);
    double reach = Math.min(ASIDE, .5 - half) + dice.range(-.02, .02);
    double x = .5 + dice.range(-.03, .03);
    double y = .5 + dice.range(-.03, .03);
    switch (shows.get(SketchAttribute.PLACE)) {
      case "left" -> x = .5 - reach;
      case "right" -> x = .5 + reach;
      case "top" -> y = .5 - reach;
      case "bottom" -> y = .5 + reach;
      default -> {}
    }
    g.translate(x, y);
    g.rotate(dice.range(-.3, .3));
    double aspect = Math.sqrt(dice.range(.88, 1.14));
    g.scale((dice.chance(.5) ? half : -half) * aspect, half / aspect);
    thing().accept(new Pencil(g, dice, colours, outline, width));
  }

  private Consumer<Pencil> thing() {
    String kind = shows.get(SketchAttribute.KIND);
    @Nullable Consumer<Pencil> thing = SketchKinds.things().get(kind);
    return thing != null ? thing : Objects.requireNonNull(SketchKinds.beasts().get(kind), kind);
  }

  private void ground(Graphics2D g, Dice dice, Color ground) {
    g.setColor(ground);
    g.fill(new Rectangle2D.Double(0, 0, 1, 1));
    g.setColor(NamedColour.nextTo(ground, dice.range(.22, .32)));
    double period = dice.range(.14, .2);
    double phase = dice.unit();
    int cells = (int) (1 / period) + 2;
    switch (shows.get(SketchAttribute.PATTERN)) {
      case "striped" -> {
        g.setStroke(
            new BasicStroke(
                (float) (period * dice.range(.4, .55)),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER));
        double slope = dice.range(-.4, .4);
        for (int i = -3; i < cells + 3; i++) {
          double x = (i + phase) * period;
          g.draw(new Line2D.Double(x - slope / 2, -.1, x + slope / 2, 1.1));
        }
      }
      case "spotted" -> {
        double radius = period * dice.range(.24, .32);
        for (int row = -1; row < cells; row++) {
          for (int column = -1; column < cells; column++) {
            double x = (column + phase + (row % 2 == 0 ? .5 : 0)) * period;
            double y = (row + phase) * period;
            g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
          }
        }
      }
      case "checked" -> {
        for (int row = -1; row < cells; row++) {
          for (int column = -1; column < cells; column++) {
            if ((row + column) % 2 == 0) {
              g.fill(
                  new Rectangle2D.Double(
                      (column + phase) * period, (row + phase) * period, period, period));
            }
          }
        }
      }
      default -> {}
    }
  }
}
