package io.transferlab.data;

import io.transferlab.data.sketch.SketchSet;
import java.awt.image.BufferedImage;
import java.io.Serializable;

/**
 * A picture that is drawn when it is needed. Another process can be told to draw it.
 *
 * @param set what is drawn
 * @param drawnClass its class
 * @param split which stream of pictures
 * @param seed the seed of the stream
 * @param index which picture of the stream
 */
record DrawnPicture(SketchSet set, String drawnClass, Split split, long seed, int index)
    implements PictureSource, Serializable {
  @Override
  public BufferedImage read(int size) {
    return set.draw(drawnClass, split, seed, index, size);
  }

  @Override
  public String fingerprint() {
    return "drawn %s %s %s %d %d, drawing %d, Java %s"
        .formatted(
            set.id(),
            drawnClass,
            split,
            seed,
            index,
            SketchSet.DRAWING_VERSION,
            Runtime.version().feature()); // rasterisers differ a little between releases
  }
}
