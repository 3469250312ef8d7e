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
}
