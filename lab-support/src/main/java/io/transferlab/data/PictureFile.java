package io.transferlab.data;

import io.transferlab.core.Sha256;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture in a file.
 *
 * @param path the file
 */
record PictureFile(Path path) implements PictureSource {
  @Override
  public BufferedImage read(int size) throws IOException {
    return PictureFiles.read(path, size);
  }

  @Override
  public SeenPicture see(int size) throws IOException {
    return PictureFiles.see(path, size);
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  /** The hash of its bytes: neither its name nor its date says what is in it. */
  @Override
  public String fingerprint() throws IOException {
    return "sha256 " + Sha256.of(path);
  }
}
