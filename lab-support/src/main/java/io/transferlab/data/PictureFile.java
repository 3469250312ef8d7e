package io.transferlab.data;

import io.transferlab.core.Sha256;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A picture in a file.
 *
 * @param file the file
 */
record PictureFile(Path file) implements PictureSource {
  @Override
  public BufferedImage read(int size) throws IOException {
    return PictureFiles.read(file, size);
  }

  /** The hash of its bytes: neither its name nor its date says what is in it. */
  @Override
  public String fingerprint() throws IOException {
    return "sha256 " + Sha256.of(file);
  }
}
