package io.transferlab.predict;

import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * A training picture that is like another picture.
 *
 * @param key its name in its set
 * @param label its class
 * @param similarity cosine of the angle between the embeddings, -1 to 1
 * @param thumbnail small, at most 96 pixels a side
 */
public record Example(String key, String label, double similarity, BufferedImage thumbnail) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s (%s, %.3f)", key, label, similarity);
  }
}
