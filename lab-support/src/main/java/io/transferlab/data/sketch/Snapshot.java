package io.transferlab.data.sketch;

import io.transferlab.data.PictureSource;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * One shot of a series: the scene of a series (the thing, its place, its colours) seen a little
 * from elsewhere, in another light. What differs between the shots of a series is what differs when
 * somebody presses the button three times.
 *
 * @param ware what is drawn
 * @param seed which market
 * @param series which scene of it
 * @param shot which shot of the scene
 */
record Snapshot(Ware ware, long seed, int series, int shot) implements PictureSource {
  private static final int LARGEST = 320;
  private static final Studio.Pose POSE = new Studio.Pose(.3, .38, SketchColours::against);

  @Override
  public BufferedImage read(int size) {
    return picture();
  }

  @Override
  public String fingerprint() {
    return "drawn market %s %d %d %d, drawing %d, Java %s"
        .formatted(
            ware.title(),
            seed,
            series,
            shot,
            SketchSet.DRAWING_VERSION,
            Runtime.version().feature());
  }

  /** The picture in the size and format of its series. */
  BufferedImage picture() {
    Dice camera = Dice.of(seed, series, "market camera", ware.title());
    int side = camera.oneOf(120, 160, 200, 240, LARGEST);
    double format = camera.oneOf(1.0, 5 / 4.0, 4 / 5.0, 4 / 3.0);
    BufferedImage square = square(side);
    int width = (int) Math.round(side * Math.min(1, format));
    int height = (int) Math.round(side / Math.max(1, format));
    BufferedImage cut = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = cut.createGraphics();
    g.drawImage(square, (width - side) / 2, (height - side) / 2, null);
    g.dispose();
    return cut;
  }

  private BufferedImage square(int side) {
    Dice dice = Dice.of(seed, 100 * series + shot, "market shot", ware.title());
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(scene(2 * side), view(dice, side), null);
    g.dispose();
    Weather.TARGET.pass(Studio.pixels(picture), side, dice);
    return picture;
  }

  /** Everything that the shots of the series have in common. */
  private BufferedImage scene(int side) {
    Dice dice = Dice.of(seed, series, "market scene", ware.title());
    Dice sky = dice.fork();
    BufferedImage canvas = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = canvas.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(side, side);
    AffineTransform unit = g.getTransform();
    POSE.draw(canvas, g, dice, ware.drawing());
    g.setTransform(unit);
    Weather.TARGET.bar(g, sky);
    g.dispose();
    return canvas;
  }

  /** From the scene's pixels (twice as many a side) to those of the shot, all of them covered. */
  private static AffineTransform view(Dice dice, int side) {
    double zoom = dice.range(1.12, 1.25);
    double turn = dice.range(-.05, .05);
    double seen = (Math.cos(turn) + Math.abs(Math.sin(turn))) / (2 * zoom);
    AffineTransform view = AffineTransform.getTranslateInstance(side / 2.0, side / 2.0);
    view.rotate(turn);
    view.scale(zoom / 2, zoom / 2);
    double x = .5 + dice.range(seen - .5, .5 - seen);
    double y = .5 + dice.range(seen - .5, .5 - seen);
    view.translate(-2 * side * x, -2 * side * y);
    return view;
  }
}
