package io.transferlab.inspect;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What becomes of pictures on their way through the world. */
final class Copies {
  private Copies() {}

  static BufferedImage compressed(BufferedImage image, float quality) {
    try {
      ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
        writer.setOutput(out);
        writer.write(null, new IIOImage(image, null, null), param);
      }
      writer.dispose();
      return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedImage resized(BufferedImage image, double across, double down) {
    int w = (int) Math.round(image.getWidth() * across);
    int h = (int) Math.round(image.getHeight() * down);
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(image, 0, 0, w, h, null);
    g.dispose();
    return out;
  }

  static BufferedImage brighter(BufferedImage image, double times) {
    return mapped(
        image,
        rgb ->
            times(rgb >> 16 & 0xff, times) << 16
                | times(rgb >> 8 & 0xff, times) << 8
                | times(rgb & 0xff, times));
  }

  private static int times(int value, double times) {
    return (int) Math.min(255, value * times);
  }

  static BufferedImage grey(BufferedImage image) {
    return mapped(
        image,
        rgb ->
            (int) (0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff))
                * 0x010101);
  }

  private static BufferedImage mapped(BufferedImage image, IntUnaryOperator change) {
    BufferedImage out =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        out.setRGB(x, y, change.applyAsInt(image.getRGB(x, y)));
      }
    }
    return out;
  }

  static BufferedImage mirrored(BufferedImage image) {
    int w = image.getWidth();
    BufferedImage out = new BufferedImage(w, image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < w; x++) {
        out.setRGB(w - 1 - x, y, image.getRGB(x, y));
      }
    }
    return out;
  }

  static BufferedImage quarter(BufferedImage image) {
    int h = image.getHeight();
    BufferedImage out = new BufferedImage(h, image.getWidth(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        out.setRGB(h - 1 - y, x, image.getRGB(x, y));
      }
    }
    return out;
  }

  static BufferedImage cut(BufferedImage image, double part, double at) {
    int w = (int) (image.getWidth() * part);
    int h = (int) (image.getHeight() * part);
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    int x = (int) ((image.getWidth() - w) * at);
    int y = (int) ((image.getHeight() - h) * (1 - at));
    g.drawImage(image, -x, -y, null);
    g.dispose();
    return out;
  }

  static BufferedImage marked(BufferedImage image) {
    BufferedImage out = resized(image, 1, 1);
    Graphics2D g = out.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(4, out.getHeight() - 12, out.getWidth() / 4, 8);
    g.dispose();
    return out;
  }

  static Path write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file;
  }
}
