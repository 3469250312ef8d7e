package io.transferlab.data;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.NodeList;

/**
 * The canvas of a GIF: its first picture may cover a part of it only, and stands where it says (GIF
 * 89a, section 20). The rest is transparent if the picture has a transparent colour, otherwise the
 * first colour, as Pillow does.
 */
final class GifCanvas {
  private static final String FORM = "javax_imageio_gif_image_1.0";

  private GifCanvas() {}

  /**
   * Puts a picture on its canvas.
   *
   * @param b the file
   * @param reader what read it
   * @param image its first picture, as decoded
   * @param width of that picture in the file
   * @param height of that picture in the file
   * @return the same picture if it covers the canvas, or was decoded coarsely
   * @throws IOException if its place cannot be read
   */
  static BufferedImage of(byte[] b, ImageReader reader, BufferedImage image, int width, int height)
      throws IOException {
    int canvasWidth = (b[6] & 0xff) | (b[7] & 0xff) << 8;
    int canvasHeight = (b[8] & 0xff) | (b[9] & 0xff) << 8;
    IIOMetadata metadata = reader.getImageMetadata(0);
    NodeList places =
        ((IIOMetadataNode) metadata.getAsTree(FORM)).getElementsByTagName("ImageDescriptor");
    IIOMetadataNode place = (IIOMetadataNode) places.item(0);
    int left = Integer.parseInt(place.getAttribute("imageLeftPosition"));
    int top = Integer.parseInt(place.getAttribute("imageTopPosition"));
    int fill =
        image.getColorModel() instanceof IndexColorModel colors && !colors.hasAlpha()
            ? colors.getRGB(0)
            : 0;
    int w = Math.max(canvasWidth, left + width);
    int h = Math.max(canvasHeight, top + height);
    return place(image, new Rectangle(left, top, width, height), w, h, fill);
  }

  /**
   * Puts a picture on a canvas.
   *
   * @param image the picture, as decoded
   * @param at where it stands, in its size in the file
   * @param w the canvas' width
   * @param h the canvas' height
   * @param fill the colour of the rest, ARGB
   * @return the same picture if it covers the canvas, or was decoded coarsely
   */
  static BufferedImage place(BufferedImage image, Rectangle at, int w, int h, int fill) {
    boolean whole = w == at.width && h == at.height;
    boolean coarse = image.getWidth() != at.width || image.getHeight() != at.height;
    // A canvas of any size costs a file four bytes: a picture that is a dot on it stays as it is.
    boolean dot = (long) w * h > 64L * at.width * at.height;
    if (whole || coarse || dot) {
      return image;
    }
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
    if (fill != 0) {
      int[] line = new int[w];
      java.util.Arrays.fill(line, fill);
      out.setRGB(0, 0, w, h, line, 0, 0);
    }
    Graphics2D g = out.createGraphics();
    g.drawImage(image, at.x, at.y, null);
    g.dispose();
    return out;
  }
}
