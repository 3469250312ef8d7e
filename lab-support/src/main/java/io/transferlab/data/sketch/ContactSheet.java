package io.transferlab.data.sketch;

import io.transferlab.data.Split;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Examples of a set side by side, to be looked at. */
public final class ContactSheet {
  private ContactSheet() {}

  /**
   * A grid of training pictures: the classes in order, a number of examples each, several classes
   * to a row where there is room.
   *
   * @param set what to draw
   * @param seed which world
   * @param examples pictures per class
   * @param size side of a picture in pixels
   * @param columns classes to a row
   * @return a picture of TYPE_INT_RGB, {@code columns * examples * size} wide
   */
  public static BufferedImage of(SketchSet set, long seed, int examples, int size, int columns) {
    List<String> classes = set.classes();
    int rows = (classes.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(columns * examples * size, rows * size, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    for (int c = 0; c < classes.size(); c++) {
      // Down the columns, so that a column reads in alphabetical order.
      int left = c / rows * examples * size;
      for (int i = 0; i < examples; i++) {
        BufferedImage picture = set.draw(classes.get(c), Split.TRAIN, seed, i, size);
        g.drawImage(picture, left + i * size, c % rows * size, null);
      }
    }
    g.dispose();
    return sheet;
  }

  /**
   * Writes the sheets of every set as PNG.
   *
   * @param args the folder to write to
   * @throws IOException if the folder cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "."));
    for (SketchSet set : SketchSet.values()) {
      int columns = set.classes().size() > 12 ? 2 : 1;
      BufferedImage sheet = of(set, 1, columns == 2 ? 6 : 12, 64, columns);
      ImageIO.write(sheet, "png", folder.resolve(set.id() + ".png").toFile());
    }
  }
}
