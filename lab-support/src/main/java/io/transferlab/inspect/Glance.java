package io.transferlab.inspect;

import io.transferlab.core.Sha256;
import io.transferlab.data.PictureFacts;
import io.transferlab.data.SeenPicture;
import java.awt.image.BufferedImage;

/**
 * What is kept of a picture that was looked at: some three kilobytes, however large it is.
 *
 * @param facts of its file
 * @param pixels the same for two pictures of the same pixels
 * @param thumb the whole picture, small
 * @param hash of how it looks
 */
record Glance(PictureFacts facts, String pixels, Thumb thumb, PerceptualHash hash) {
  static Glance of(SeenPicture seen) {
    BufferedImage image = seen.image();
    Thumb thumb = Thumb.of(image);
    return new Glance(seen.facts(), pixels(image), thumb, PerceptualHash.of(thumb));
  }

  private static String pixels(BufferedImage image) {
    int w = image.getWidth();
    Sha256 hash = new Sha256().add(w + " x " + image.getHeight() + "\n");
    int[] line = new int[w];
    byte[] bytes = new byte[3 * w];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, w, 1, line, 0, w);
      for (int x = 0; x < w; x++) {
        bytes[3 * x] = (byte) (line[x] >> 16);
        bytes[3 * x + 1] = (byte) (line[x] >> 8);
        bytes[3 * x + 2] = (byte) line[x];
      }
      hash.add(bytes, 0, bytes.length);
    }
    return hash.hex();
  }

  /** Its larger side over its smaller one. */
  double elongation() {
    return (double) Math.max(facts.width(), facts.height())
        / Math.min(facts.width(), facts.height());
  }

  int shorterSide() {
    return Math.min(facts.width(), facts.height());
  }

  long area() {
    return (long) facts.width() * facts.height();
  }
}
