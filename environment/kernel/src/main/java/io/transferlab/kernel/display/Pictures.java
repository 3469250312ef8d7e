package io.transferlab.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Pictures as PNG, JPEG or GIF. In place of the library's renderer, which loses the last bytes: it
 * never closes its base64 stream.
 */
final class Pictures {
  private static final MIMEType PNG = MIMEType.parse("image/png");
  private static final MIMEType JPEG = MIMEType.parse("image/jpeg");
  private static final MIMEType GIF = MIMEType.parse("image/gif");

  private Pictures() {}

  static void register(Renderer renderer) {
    renderer
        .createRegistration(RenderedImage.class)
        .preferring(PNG)
        .supporting(JPEG)
        .supporting(GIF)
        .register(Pictures::render);
  }

  private static void render(RenderedImage image, RenderContext context) {
    context.renderIfRequested(PNG, (type, out) -> put(out, type, image, "png"));
    context.renderIfRequested(JPEG, (type, out) -> put(out, type, opaque(image), "jpeg"));
    context.renderIfRequested(GIF, (type, out) -> put(out, type, image, "gif"));
    context.getOutputContainer().putText(describe(image));
  }

  /** What a picture is, for those who cannot see it; who makes it can say more. */
  static String describe(RenderedImage image) {
    return "Picture, " + image.getWidth() + " x " + image.getHeight() + " pixels";
  }

  private static void put(DisplayData out, MIMEType type, RenderedImage image, String format) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("this picture cannot be written as " + format);
      }
      out.putData(type, Base64.getEncoder().encodeToString(bytes.toByteArray()));
      out.putMetaData(
          type,
          Map.of("alt", describe(image), "width", image.getWidth(), "height", image.getHeight()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JPEG knows no transparency. */
  private static RenderedImage opaque(RenderedImage image) {
    if (!(image instanceof BufferedImage buffered) || !buffered.getColorModel().hasAlpha()) {
      return image;
    }
    BufferedImage opaque =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = opaque.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.drawImage(buffered, 0, 0, null);
    g.dispose();
    return opaque;
  }
}
