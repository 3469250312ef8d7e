package io.transferlab.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * One axis of a resampling as Pillow computes it: each new pixel is a weighted sum of the old ones
 * under a filter that is as wide as the reduction, so that no pixel is skipped; weights are whole
 * numbers of 22 binary places, and what lies between the passes is rounded to 8 bits. Java2D's own
 * steps look at four pixels only, and no library does this one.
 */
final class Resample {
  /** Pillow's {@code PRECISION_BITS}: 8 for the result and 2 for weights beyond 1 are left. */
  private static final int PRECISION = 32 - 8 - 2;

  private static final int HALF = 1 << (PRECISION - 1);

  private final int[] first;
  private final int[] count;
  private final int[] weights;
  private final int taps;

  /**
   * The weights of some of the new pixels.
   *
   * @param from how many pixels there are
   * @param to how many the whole axis shall have
   * @param start the first of these that is wanted
   * @param length how many are wanted
   * @param filter the filter
   */
  private Resample(int from, int to, int start, int length, Framing.Filter filter) {
    double scale = (double) from / to;
    double widened = Math.max(1, scale);
    double support = filter.support() * widened;
    taps = Math.min(from, (int) Math.ceil(support) * 2 + 1);
    first = new int[length];
    count = new int[length];
    weights = new int[length * taps];
    double[] exact = new double[taps];
    for (int i = 0; i < length; i++) {
      double centre = (start + i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - support + 0.5));
      count[i] = Math.min(from, (int) (centre + support + 0.5)) - first[i];
      double sum = 0;
      for (int k = 0; k < count[i]; k++) {
        exact[k] = filter.at((first[i] + k - centre + 0.5) * (1 / widened));
        sum += exact[k];
      }
      for (int k = 0; k < count[i]; k++) {
        double weight = (sum == 0 ? exact[k] : exact[k] / sum) * (1 << PRECISION);
        weights[i * taps + k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
    }
  }

  /** Where a square is cut from a picture of another size. */
  record Window(int width, int height, int left, int top, int side) {}

  /**
   * Resizes a picture and cuts a square from it; nothing outside of it is computed.
   *
   * @param picture of any size
   * @param window the new size, and the square in it
   * @param filter the filter
   * @return {@code [side, side, 3]} RGB
   */
  static byte[] square(BufferedImage picture, Window window, Framing.Filter filter) {
    BufferedImage image = Rgb.of(picture);
    int side = window.side();
    Resample across = new Resample(image.getWidth(), window.width(), window.left(), side, filter);
    Resample down = new Resample(image.getHeight(), window.height(), window.top(), side, filter);
    int top = down.first[0];
    int[][] rows = new int[down.end() - top][];
    Rows source = new Rows(image, across.first[0], across.end());
    byte[] out = new byte[side * side * 3];
    int[] sums = new int[side * 3];
    int next = 0;
    for (int y = 0; y < side; y++) {
      int from = down.first[y] - top;
      for (; next < from + down.count[y]; next++) {
        rows[next] = across.row(source, top + next);
      }
      down.column(rows, from, y, sums, out);
    }
    return out;
  }

  /** Behind the last old pixel that has a part. */
  private int end() {
    int last = first.length - 1;
    return first[last] + count[last];
  }

  /** One row of the first pass, rounded to 8 bits. */
  private int[] row(Rows source, int y) {
    source.read(y);
    int[] red = source.red;
    int[] green = source.green;
    int[] blue = source.blue;
    int[] out = new int[first.length * 3];
    for (int x = 0; x < first.length; x++) {
      int at = first[x] - source.left;
      int weight = x * taps;
      int r = HALF;
      int g = HALF;
      int b = HALF;
      for (int k = 0; k < count[x]; k++) {
        int w = weights[weight + k];
        r += w * red[at + k];
        g += w * green[at + k];
        b += w * blue[at + k];
      }
      out[3 * x] = level(r);
      out[3 * x + 1] = level(g);
      out[3 * x + 2] = level(b);
    }
    return out;
  }

  /** One row of the second pass. */
  private void column(int[][] rows, int from, int y, int[] sums, byte[] out) {
    Arrays.fill(sums, HALF);
    for (int k = 0; k < count[y]; k++) {
      int w = weights[y * taps + k];
      int[] row = rows[from + k];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += w * row[i];
      }
    }
    int at = y * sums.length;
    for (int i = 0; i < sums.length; i++) {
      out[at + i] = (byte) level(sums[i]);
    }
  }

  private static int level(int sum) {
    return Math.max(0, Math.min(255, sum >> PRECISION));
  }

  /** Rows of a picture by channel, between two columns. */
  private static final class Rows {
    private final Raster raster;
    private final int left;
    private final int width;
    private final int[] red;
    private final int[] green;
    private final int[] blue;
    private final int[] packed;
    private final byte[] bytes;
    private final boolean isPacked;

    Rows(BufferedImage image, int left, int end) {
      this.raster = image.getRaster();
      this.left = left;
      this.width = end - left;
      this.red = new int[width];
      this.green = new int[width];
      this.blue = new int[width];
      this.isPacked = image.getType() == BufferedImage.TYPE_INT_RGB;
      this.packed = new int[isPacked ? width : 0];
      this.bytes = new byte[isPacked ? 0 : 3 * width];
    }

    void read(int y) {
      if (isPacked) {
        raster.getDataElements(left, y, width, 1, packed);
        for (int x = 0; x < width; x++) {
          int rgb = packed[x];
          red[x] = rgb >> 16 & 0xff;
          green[x] = rgb >> 8 & 0xff;
          blue[x] = rgb & 0xff;
        }
      } else {
        raster.getDataElements(left, y, width, 1, bytes); // red, green, blue, however stored
        for (int x = 0; x < width; x++) {
          red[x] = bytes[3 * x] & 0xff;
          green[x] = bytes[3 * x + 1] & 0xff;
          blue[x] = bytes[3 * x + 2] & 0xff;
        }
      }
    }
  }
}
