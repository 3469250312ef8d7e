package io.transferlab.features;

import io.transferlab.core.LabException;
import io.transferlab.core.Provenance;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Pixels;
import io.transferlab.network.Classified;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** The pixels themselves as features: what a network has to be better than. */
public final class PixelFeatures {
  private static final int CHANNELS = 3;

  private PixelFeatures() {}

  /**
   * Takes the pixels of pictures. Each is the mean of four, so that a shift by one matters less.
   *
   * @param set labelled pictures; those that cannot be read are left out and named
   * @param side of the small picture whose pixels are taken, at least 1; 32 is usual
   * @return one row a picture, {@code 3 side side} columns as of one layer {@code pixels}: row by
   *     row, red, green and blue of each, 0 to 1
   * @throws LabException if no picture can be read
   */
  public static Features of(ImageSet set, int side) {
    if (side < 1 || set.size() == 0) {
      throw LabException.of(
          "at least one picture of " + set.name() + ", of a side of at least 1",
          set.size() + " pictures, side " + side,
          side < 1 ? "a side of 32 is usual" : "take more of the set");
    }
    Pixels pixels = Pixels.passing(set, 2 * side);
    List<float[]> rows = new ArrayList<>();
    List<Picture> read = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      byte[] rgb = pixels.rgb(i);
      if (rgb != null) {
        rows.add(halved(rgb, side));
        read.add(set.pictures().get(i));
      }
    }
    if (rows.isEmpty()) {
      throw Classified.unreadable(pixels);
    }
    return new Features(
        set.name(),
        Nd4j.createFromArray(rows.toArray(float[][]::new)),
        new FeatureRows(
            read.stream().mapToInt(Picture::label).toArray(),
            set.classes(),
            read.stream().map(Picture::key).toList(),
            1,
            pixels.problems()),
        Map.of("pixels", new Columns(0, CHANNELS * side * side)),
        Provenance.none()
            .with("data", set.name())
            .with("pictures", set.size())
            .with("features", "pixels, " + side + " x " + side));
  }

  /** The mean of every four pixels. */
  private static float[] halved(byte[] rgb, int side) {
    float[] out = new float[CHANNELS * side * side];
    for (int y = 0; y < 2 * side; y++) {
      for (int x = 0; x < 2 * side; x++) {
        for (int c = 0; c < CHANNELS; c++) {
          out[(y / 2 * side + x / 2) * CHANNELS + c] +=
              (rgb[(y * 2 * side + x) * CHANNELS + c] & 0xff) / (4 * 255f);
        }
      }
    }
    return out;
  }
}
