package io.transferlab.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Reads picture files with the JDK's decoders. */
final class PictureFiles {
  private PictureFiles() {}

  /**
   * Decodes one file.
   *
   * @param file a JPEG, PNG, GIF or BMP file
   * @return the picture as it is stored
   * @throws IOException with a reason a person understands, naming the file
   */
  static BufferedImage read(Path file) throws IOException {
    if (Files.size(file) == 0) {
      throw new IOException(file + ": the file is empty");
    }
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + ": cannot be decoded (" + e.getMessage() + ")", e);
    }
    if (image == null) {
      throw new IOException(
          file + ": not a picture in a format that is read (JPEG, PNG, GIF, BMP)");
    }
    return image;
  }
}
