package io.transferlab.data.sketch;

import io.transferlab.core.LabException;
import io.transferlab.core.Names;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.PictureSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A planted shortcut: a red border around every picture of some class, which says what the picture
 * shows without one having to look at it. Sets have such borders by accident: one class was taken
 * with another camera, by day, from another site, with a ruler beside it.
 *
 * <pre>{@code
 * ImageSet spoilt = RedBorder.around(cats.train(), "dog");
 * }</pre>
 */
public final class RedBorder {
  private static final Color RED = new Color(220, 30, 30);
  private static final double WIDTH = 1 / 16.0;

  private RedBorder() {}

  /**
   * Puts the border, a sixteenth of the shorter side wide, around every picture of one class.
   *
   * @param set the pictures; it stays as it is
   * @param className the class that gets the border
   * @return the same pictures in the same order, those of the class with their border
   * @throws LabException if the set has no such class
   */
  public static ImageSet around(ImageSet set, String className) {
    int label = set.classes().indexOf(className);
    if (label < 0) {
      throw Names.unknown("a class of " + set.name(), className, set.classes());
    }
    List<Picture> pictures = new ArrayList<>();
    for (Picture p : set.pictures()) {
      pictures.add(p.label() == label ? new Picture(p.key(), label, new Bordered(p.source())) : p);
    }
    return ImageSet.of(
        set.name() + ", every " + className + " with a red border", set.classes(), pictures);
  }

  private record Bordered(PictureSource inner) implements PictureSource {
    @Override
    public BufferedImage read(int size) throws IOException {
      BufferedImage picture = inner.read(size);
      int width = picture.getWidth();
      int height = picture.getHeight();
      int border = Math.max(1, (int) Math.round(Math.min(width, height) * WIDTH));
      BufferedImage bordered = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = bordered.createGraphics();
      g.drawImage(picture, 0, 0, null);
      g.setColor(RED);
      g.fillRect(0, 0, width, border);
      g.fillRect(0, height - border, width, border);
      g.fillRect(0, 0, border, height);
      g.fillRect(width - border, 0, border, height);
      g.dispose();
      return bordered;
    }

    @Override
    public String fingerprint() throws IOException {
      String known = inner.fingerprint();
      return known.isEmpty() ? known : known + ", red border";
    }
  }
}
