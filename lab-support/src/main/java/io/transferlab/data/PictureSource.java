package io.transferlab.data;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** One picture that can be read, or drawn, when it is needed. */
@FunctionalInterface
public interface PictureSource {
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
