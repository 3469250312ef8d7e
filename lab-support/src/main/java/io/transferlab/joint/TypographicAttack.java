package io.transferlab.joint;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.PictureSource;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/**
 * Writes a word on pictures, as on a label stuck to the thing: CLIP, which has learned from
 * pictures with writing in them, may read it and believe it. G. Goh et al.: Multimodal neurons in
 * artificial neural networks, Distill 2021, doi:10.23915/distill.00030.
 */
public final class TypographicAttack {
  private static final double WIDTH = 0.8;
  private static final double TALLEST = 0.25;
  private static final double MARGIN = 0.15;
  private static final int LONGEST = 60;

  private TypographicAttack() {}

  /**
   * The same pictures with a word on each.
   *
   * @param set pictures
   * @param word black on a white label, in the lower half
   * @return pictures of the same keys and classes
   * @throws LabException for nothing to write, or more than a label holds
   */
  public static ImageSet on(ImageSet set, String word) {
    String label = word.strip();
    if (label.isEmpty() || label.length() > LONGEST) {
      throw LabException.of(
          "a word of 1 to " + LONGEST + " letters to write on pictures",
          label.isEmpty() ? "none" : label.length() + " letters",
          "name a class, for instance iPod");
    }
    List<Picture> pictures =
        set.pictures().stream()
            .map(p -> new Picture(p.key(), p.label(), new Labelled(p.source(), label)))
            .toList();
    return ImageSet.of(set.name() + " with " + label, set.classes(), pictures)
        .withRemarks(set.remarks());
  }

  private record Labelled(PictureSource of, String word) implements PictureSource {
    @Override
    public BufferedImage read(int size) throws IOException {
      return TypographicAttack.write(of.read(size), word);
    }

    @Override
    public String fingerprint() throws IOException {
      String plain = of.fingerprint();
      return plain.isEmpty() ? "" : plain + " with " + word;
    }
  }

  /**
   * Writes on one picture.
   *
   * @param picture of any size; stays as it is
   * @param word what to write
   * @return a copy with the word on a white label
   */
  static BufferedImage write(BufferedImage picture, String word) {
    int w = picture.getWidth();
    int h = picture.getHeight();
    BufferedImage copy = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = copy.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.drawImage(picture, 0, 0, null);
    TextLayout text =
        new TextLayout(word, new Font(Font.SANS_SERIF, Font.BOLD, 100), g.getFontRenderContext());
    Rectangle2D box = text.getBounds();
    double scale = Math.min(WIDTH * w / box.getWidth(), TALLEST * h / box.getHeight());
    double margin = MARGIN * scale * box.getHeight();
    double left = (w - scale * box.getWidth()) / 2;
    double middle = 0.7 * h;
    double top = middle - scale * box.getHeight() / 2;
    g.setColor(Color.WHITE);
    g.fill(
        new Rectangle2D.Double(
            left - margin,
            top - margin,
            scale * box.getWidth() + 2 * margin,
            scale * box.getHeight() + 2 * margin));
    g.setColor(Color.BLACK);
    AffineTransform place = AffineTransform.getTranslateInstance(left, top);
    place.scale(scale, scale);
    place.translate(-box.getX(), -box.getY());
    g.fill(text.getOutline(place));
    g.dispose();
    return copy;
  }
}
