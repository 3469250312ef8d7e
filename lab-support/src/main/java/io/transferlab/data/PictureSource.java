package io.transferlab.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One picture that can be read, or drawn, when it is needed. */
@FunctionalInterface
public interface PictureSource {
  /**
   * A picture in a file: JPEG, PNG, GIF, BMP, WebP or TIFF, whatever its ending.
   *
   * @param file the file, opened when the picture is needed
   * @return the source
   */
  static PictureSource of(Path file) {
    return new PictureFile(file);
  }

  /**
   * Reads the picture.
   *
   * @param size side of the square it will be used at, in pixels; a drawn picture is drawn at this
   *     size, a file comes as it is
   * @return the picture, of any size
   * @throws IOException if it cannot be read or decoded
   */
  BufferedImage read(int size) throws IOException;

  /**
   * Reads the picture together with what its file is.
   *
   * @param size as {@link #read}
   * @return the picture and the facts
   * @throws IOException if it cannot be read or decoded
   */
  default SeenPicture see(int size) throws IOException {
    BufferedImage image = read(size);
    return new SeenPicture(
        image,
        new PictureFacts(
            "drawn", false, image.getWidth(), image.getHeight(), false, false, fingerprint()));
  }

  /**
   * Where the picture lies.
   *
   * @return empty if it is in no file of its own
   */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /**
   * Tells without decoding which picture this is, so that what was computed from it can be kept:
   * two sources with the same fingerprint give the same picture.
   *
   * @return a file's hash, or what a picture is drawn from; empty if there is no such thing, and
   *     then nothing computed from the picture may be kept
   * @throws IOException if the file cannot be read
   */
  default String fingerprint() throws IOException {
    return "";
  }
}
