package io.transferlab.data;

import io.transferlab.core.LabException;
import java.util.SplittableRandom;

/**
 * Random changes that keep a picture's class, made anew each time a picture is used for training.
 *
 * @param flip whether to mirror left and right, half of the time
 * @param shift largest shift in each direction as a fraction of the side, 0 to 0.5; the border is
 *     continued
 * @param gain largest change of brightness: each picture is multiplied by a factor from {@code 1 -
 *     gain} to {@code 1 + gain}; 0 to 1
 * @param crop how much of the side a random crop may leave out, 0 to 0.9: a square window of {@code
 *     1 - crop} to 1 of the side, anywhere in the picture, is enlarged to the whole
 */
public record Augmentation(boolean flip, double shift, double gain, double crop) {
  /** Leaves pictures as they are. */
  public static final Augmentation NONE = new Augmentation(false, 0, 0, 0);

  /**
   * Checks the ranges.
   *
   * @param flip whether to mirror left and right
   * @param shift largest shift, 0 to 0.5 of the side
   * @param gain largest change of brightness, 0 to 1
   * @param crop how much of the side may be left out, 0 to 0.9
   * @throws LabException for a value out of its range
   */
  public Augmentation {
    if (!(shift >= 0 && shift <= 0.5) || !(gain >= 0 && gain <= 1) || !(crop >= 0 && crop <= 0.9)) {
      throw LabException.of(
          "shift in 0 to 0.5, gain in 0 to 1 and crop in 0 to 0.9",
          shift + ", " + gain + " and " + crop,
          "Augmentation.defaults() is a good start");
    }
  }

  /**
   * Mirror, shift by up to a sixteenth of the side, brightness by up to a fifth.
   *
   * @return what suits most pictures
   */
  public static Augmentation defaults() {
    return new Augmentation(true, 1 / 16.0, 0.2, 0);
  }

  /**
   * Chooses whether to mirror.
   *
   * @param mirror left and right, half of the time
   * @return a changed copy
   */
  public Augmentation withFlip(boolean mirror) {
    return new Augmentation(mirror, shift, gain, crop);
  }

  /**
   * Chooses how far to move.
   *
   * @param fraction of the side at most, 0 to 0.5
   * @return a changed copy
   */
  public Augmentation withShift(double fraction) {
    return new Augmentation(flip, fraction, gain, crop);
  }

  /**
   * Chooses how much lighter or darker.
   *
   * @param change at most, 0 to 1
   * @return a changed copy
   */
  public Augmentation withGain(double change) {
    return new Augmentation(flip, shift, change, crop);
  }

  /**
   * Chooses how much a crop may leave out.
   *
   * @param leftOut of the side at most, 0 to 0.9
   * @return a changed copy
   */
  public Augmentation withCrop(double leftOut) {
    return new Augmentation(flip, shift, gain, leftOut);
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
    byte[] source = crop == 0 ? rgb : cropped(rgb, size, random);
    int to = at;
    for (int y = 0; y < size; y++) {
      int row = Math.max(0, Math.min(size - 1, y + dy)) * size;
      for (int x = 0; x < size; x++) {
        int column = Math.max(0, Math.min(size - 1, (mirrored ? size - 1 - x : x) + dx));
        int from = (row + column) * 3;
        for (int c = 0; c < 3; c++) {
          out[to++] = Math.min(255f, (source[from + c] & 0xff) * factor);
        }
      }
    }
  }

  /** A random window of the picture, enlarged to the whole by bilinear interpolation. */
  private byte[] cropped(byte[] rgb, int size, SplittableRandom random) {
    double window = size * (1 - crop * random.nextDouble());
    double left = (size - window) * random.nextDouble();
    double top = (size - window) * random.nextDouble();
    byte[] out = new byte[rgb.length];
    for (int y = 0; y < size; y++) {
      double fromY = inside(top + (y + 0.5) * window / size - 0.5, size);
      int y0 = (int) fromY;
      int y1 = Math.min(y0 + 1, size - 1);
      for (int x = 0; x < size; x++) {
        double fromX = inside(left + (x + 0.5) * window / size - 0.5, size);
        int x0 = (int) fromX;
        int x1 = Math.min(x0 + 1, size - 1);
        for (int c = 0; c < 3; c++) {
          double above = mix(rgb, (y0 * size + x0) * 3 + c, (y0 * size + x1) * 3 + c, fromX - x0);
          double below = mix(rgb, (y1 * size + x0) * 3 + c, (y1 * size + x1) * 3 + c, fromX - x0);
          out[(y * size + x) * 3 + c] = (byte) Math.round(above + (below - above) * (fromY - y0));
        }
      }
    }
    return out;
  }

  private static double inside(double place, int size) {
    return Math.max(0, Math.min(size - 1.0, place));
  }

  private static double mix(byte[] rgb, int first, int second, double part) {
    int a = rgb[first] & 0xff;
    return a + ((rgb[second] & 0xff) - a) * part;
  }
}
