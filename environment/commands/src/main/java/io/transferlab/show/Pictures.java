package io.transferlab.show;

import io.transferlab.data.Shrink;
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
        : Shrink.to(picture, picture.getWidth(), picture.getHeight());
  }
}
