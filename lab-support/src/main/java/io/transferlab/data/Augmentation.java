package io.transferlab.data;

import java.util.SplittableRandom;

/**
 * Random changes that keep a picture's class, made anew each time a picture is used for training.
 *
 * @param flip whether to mirror left and right, half of the time
 * @param shift largest shift in each direction as a fraction of the side, 0 to 0.5; the border is
 *     continued
 * @param gain largest change of brightness: each picture is multiplied by a factor from {@code 1 -
 *     gain} to {@code 1 + gain}; 0 to 1
 */
public record Augmentation(boolean flip, double shift, double gain) {
  /** Leaves pictures as they are. */
  public static final Augmentation NONE = new Augmentation(false, 0, 0);

  /** Mirror, shift by up to a sixteenth of the side, brightness by up to a fifth. */
  public static final Augmentation STANDARD = new Augmentation(true, 1 / 16.0, 0.2);

  /** Checks the ranges. */
  public Augmentation {
    if (!(shift >= 0 && shift <= 0.5) || !(gain >= 0 && gain <= 1)) {
      throw new IllegalArgumentException(
          "Expected shift in 0 to 0.5 and gain in 0 to 1; found " + shift + " and " + gain);
    }
  }

  /**
   * Writes a changed copy of a picture into a batch.
   *
   * @param rgb the picture, {@code [size, size, 3]}, one byte (0 to 255) a value
   * @param size its side in pixels
   * @param random decides the changes
   * @param out receives floats 0 to 255
   * @param at where in {@code out} the picture starts
   */
  void write(byte[] rgb, int size, SplittableRandom random, float[] out, int at) {
    boolean mirrored = flip && random.nextBoolean();
    int reach = (int) Math.round(shift * size);
    int dx = reach == 0 ? 0 : random.nextInt(2 * reach + 1) - reach;
    int dy = reach == 0 ? 0 : random.nextInt(2 * reach + 1) - reach;
    float factor = gain == 0 ? 1f : (float) (1 - gain + 2 * gain * random.nextDouble());
    int to = at;
    for (int y = 0; y < size; y++) {
      int row = Math.max(0, Math.min(size - 1, y + dy)) * size;
      for (int x = 0; x < size; x++) {
        int column = Math.max(0, Math.min(size - 1, (mirrored ? size - 1 - x : x) + dx));
        int from = (row + column) * 3;
        for (int c = 0; c < 3; c++) {
          out[to++] = Math.min(255f, (rgb[from + c] & 0xff) * factor);
        }
      }
    }
  }
}
