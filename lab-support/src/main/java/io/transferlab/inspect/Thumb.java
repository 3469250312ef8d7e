package io.transferlab.inspect;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A picture stretched to 32 x 32 pixels, each the mean of those it covers: what two pictures are
 * compared by.
 *
 * @param rgb {@code [32, 32, 3]}, 0 to 255 as unsigned bytes
 * @param aspect width over height of the picture
 */
record Thumb(byte[] rgb, double aspect) {
  static final int SIDE = 32;

  /** What remains when a twentieth is left out. */
  private static final double TRIMMED = 0.95;

  static Thumb of(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    byte[] rgb = new byte[SIDE * SIDE * 3];
    int[] line = new int[w];
    for (int ty = 0; ty < SIDE; ty++) {
      int y0 = (int) ((long) ty * h / SIDE);
      int y1 = Math.max(y0 + 1, (int) ((long) (ty + 1) * h / SIDE));
      long[] sums = new long[SIDE * 3];
      for (int y = y0; y < y1; y++) {
        image.getRGB(0, y, w, 1, line, 0, w);
        add(line, sums);
      }
      for (int tx = 0; tx < SIDE; tx++) {
        int covered = (x1(tx, w) - x0(tx, w)) * (y1 - y0);
        for (int c = 0; c < 3; c++) {
          rgb[(ty * SIDE + tx) * 3 + c] = (byte) Math.round((double) sums[tx * 3 + c] / covered);
        }
      }
    }
    return new Thumb(rgb, (double) w / h);
  }

  private static int x0(int tx, int w) {
    return (int) ((long) tx * w / SIDE);
  }

  private static int x1(int tx, int w) {
    return Math.max(x0(tx, w) + 1, (int) ((long) (tx + 1) * w / SIDE));
  }

  private static void add(int[] line, long[] sums) {
    for (int tx = 0; tx < SIDE; tx++) {
      for (int x = x0(tx, line.length); x < x1(tx, line.length); x++) {
        sums[tx * 3] += line[x] >> 16 & 0xff;
        sums[tx * 3 + 1] += line[x] >> 8 & 0xff;
        sums[tx * 3 + 2] += line[x] & 0xff;
      }
    }
  }

  int value(int x, int y, int c) {
    return rgb[(y * SIDE + x) * 3 + c] & 0xff;
  }

  double grey(int x, int y) {
    return 0.299 * value(x, y, 0) + 0.587 * value(x, y, 1) + 0.114 * value(x, y, 2);
  }

  /** How far the pixels are from their mean colour, 0 to about 127: the root of the mean square. */
  double contrast() {
    double squares = 0;
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      double sumOfSquares = 0;
      for (int i = c; i < rgb.length; i += 3) {
        int v = rgb[i] & 0xff;
        sum += v;
        sumOfSquares += v * v;
      }
      int n = SIDE * SIDE;
      squares += sumOfSquares / n - (sum / n) * (sum / n);
    }
    return Math.sqrt(Math.max(0, squares / 3));
  }

  /** The brightest of its channels anywhere, 0 to 255. */
  int brightest() {
    int most = 0;
    for (byte value : rgb) {
      most = Math.max(most, value & 0xff);
    }
    return most;
  }

  /** Whether no pixel has a colour: up to the little that JPEG adds. */
  boolean isGrey() {
    for (int i = 0; i < rgb.length; i += 3) {
      int r = rgb[i] & 0xff;
      int g = rgb[i + 1] & 0xff;
      int b = rgb[i + 2] & 0xff;
      if (Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b)) > 6) {
        return false;
      }
    }
    return true;
  }

  /**
   * This picture turned.
   *
   * @param turn how
   * @return pixel (x, y) of the result is (y, x) of this one if transposed, then mirrored
   */
  Thumb turned(Turn turn) {
    byte[] out = new byte[rgb.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int fx = turn.flippedX() ? SIDE - 1 - x : x;
        int fy = turn.flippedY() ? SIDE - 1 - y : y;
        int from = turn.transposed() ? fx * SIDE + fy : fy * SIDE + fx;
        System.arraycopy(rgb, from * 3, out, (y * SIDE + x) * 3, 3);
      }
    }
    return new Thumb(out, turn.transposed() ? 1 / aspect : aspect);
  }

  /**
   * How alike two pictures are as a whole, however bright they are, colours apart, but for a
   * twentieth of them: a date or a mark may be written there.
   *
   * @param other the other picture
   * @return correlation of their grey pixels, -1 to 1; 0 if one has no contrast
   */
  double alikeInGrey(Thumb other) {
    return trimmed(greys(), other.greys());
  }

  /**
   * How alike two pictures are as a whole, however bright they are.
   *
   * @param other the other picture
   * @return correlation of their pixels, -1 to 1; 0 if one has no contrast
   */
  double alike(Thumb other) {
    double[] sums = new double[5];
    for (int i = 0; i < rgb.length; i++) {
      add(sums, rgb[i] & 0xff, other.rgb[i] & 0xff);
    }
    return correlation(sums, rgb.length);
  }

  /**
   * How alike two pictures are in what their smooth parts do not say: each pixel is compared by how
   * it differs from the mean around it. Again but for a twentieth.
   *
   * @param other the other picture
   * @return correlation, -1 to 1; 0 if one is smooth
   */
  double alikeInDetail(Thumb other) {
    return trimmed(detail(), other.detail());
  }

  private float[] greys() {
    float[] grey = new float[SIDE * SIDE];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (float) grey(i % SIDE, i / SIDE);
    }
    return grey;
  }

  /** Correlation without those pixels that differ most. */
  private static double trimmed(float[] a, float[] b) {
    double[] sums = new double[5];
    for (int i = 0; i < a.length; i++) {
      add(sums, a[i], b[i]);
    }
    double devA = deviation(sums[0], sums[2], a.length);
    double devB = deviation(sums[1], sums[3], a.length);
    if (devA < 1e-3 || devB < 1e-3) {
      return 0;
    }
    double[] apart = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      apart[i] = Math.abs((a[i] - sums[0] / a.length) / devA - (b[i] - sums[1] / a.length) / devB);
    }
    double[] sorted = apart.clone();
    Arrays.sort(sorted);
    double limit = sorted[(int) (TRIMMED * sorted.length)];
    double[] rest = new double[5];
    int n = 0;
    for (int i = 0; i < a.length; i++) {
      if (apart[i] <= limit) {
        add(rest, a[i], b[i]);
        n++;
      }
    }
    return correlation(rest, n);
  }

  private static double deviation(double sum, double squares, int n) {
    return Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
  }

  /** Grey, less the mean of the 5 x 5 around it. */
  private float[] detail() {
    float[] grey = greys();
    float[] out = new float[grey.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float sum = 0;
        int n = 0;
        for (int v = Math.max(0, y - 2); v <= Math.min(SIDE - 1, y + 2); v++) {
          for (int u = Math.max(0, x - 2); u <= Math.min(SIDE - 1, x + 2); u++) {
            sum += grey[v * SIDE + u];
            n++;
          }
        }
        out[y * SIDE + x] = grey[y * SIDE + x] - sum / n;
      }
    }
    return out;
  }

  static void add(double[] sums, double a, double b) {
    sums[0] += a;
    sums[1] += b;
    sums[2] += a * a;
    sums[3] += b * b;
    sums[4] += a * b;
  }

  static double correlation(double[] sums, int n) {
    double varA = sums[2] / n - sums[0] / n * (sums[0] / n);
    double varB = sums[3] / n - sums[1] / n * (sums[1] / n);
    double both = sums[4] / n - sums[0] / n * (sums[1] / n);
    return varA < 1e-6 || varB < 1e-6 ? 0 : both / Math.sqrt(varA * varB);
  }
}
