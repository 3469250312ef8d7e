package io.transferlab.show;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as the page gets them. */
final class Pictures {
  private static final float QUALITY = 0.88f;

  private Pictures() {}

  /** The picture, or a smaller one whose longer side has so many pixels. */
  static BufferedImage atMost(BufferedImage picture, int side) {
    BufferedImage from = picture;
    // Halve while it is far too large: one bilinear step would skip pixels.
    while (Math.max(from.getWidth(), from.getHeight()) >= 2 * side) {
      from = scaled(from, (from.getWidth() + 1) / 2, (from.getHeight() + 1) / 2);
    }
    int longer = Math.max(from.getWidth(), from.getHeight());
    return longer <= side
        ? from
        : scaled(
            from,
            Math.max(1, Math.round((float) from.getWidth() * side / longer)),
            Math.max(1, Math.round((float) from.getHeight() * side / longer)));
  }

  private static BufferedImage scaled(BufferedImage picture, int width, int height) {
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(picture, 0, 0, width, height, null);
    g.dispose();
    return out;
  }

  /** A {@code data:} address that holds the picture as a JPEG. */
  static String jpeg(BufferedImage picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(opaque(picture), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is written to memory
    } finally {
      writer.dispose();
    }
    return jpeg(out.toByteArray());
  }

  /** A {@code data:} address that holds these bytes of a JPEG. */
  static String jpeg(byte[] bytes) {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static BufferedImage opaque(BufferedImage picture) {
    return picture.getType() == BufferedImage.TYPE_INT_RGB
        ? picture
        : scaled(picture, picture.getWidth(), picture.getHeight());
  }
}
