package io.transferlab.inspect;

/** The parts of a picture, to be compared with other pictures. */
final class Parts {
  private static final int ROW = Thumb.SIDE + 1;
  private static final int COARSE = 6;
  private static final int FINE = 16;
  private static final double[] GROWN = {0.92, 0.96, 1, 1.04, 1.08};
  private static final double[] MOVED = {-0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12};
  private static final double[] CLOSER = {-0.02, 0, 0.02};

  /**
   * Summed area tables, so that the mean of any window is four look-ups: grey, red, green, blue.
   */
  private final double[][] sums = new double[4][ROW * ROW];

  Parts(Thumb whole) {
    for (int y = 0; y < Thumb.SIDE; y++) {
      double[] line = new double[4];
      for (int x = 0; x < Thumb.SIDE; x++) {
        line[0] += whole.grey(x, y);
        for (int c = 0; c < 3; c++) {
          line[c + 1] += whole.value(x, y, c);
        }
        for (int c = 0; c < 4; c++) {
          sums[c][(y + 1) * ROW + x + 1] = sums[c][y * ROW + x + 1] + line[c];
        }
      }
    }
  }

  /** How a part looks. */
  PerceptualHash hash(Window part) {
    return PerceptualHash.of(cells(0, FINE, part), FINE);
  }

  /**
   * Compares another picture with what lies at and about a place.
   *
   * @param other the other picture
   * @param place where it may be a part of this one
   * @return correlation of the pixels at the best place, -1 to 1
   */
  double alike(Parts other, Window place) {
    double[] coarse = other.cells(0, COARSE, Window.ALL);
    Window best = place;
    double most = -1;
    for (double grow : GROWN) {
      for (double dy : MOVED) {
        for (double dx : MOVED) {
          Window window = place.changed(grow, grow, dx, dy);
          double found = correlation(coarse, cells(0, COARSE, window));
          if (found > most) {
            most = found;
            best = window;
          }
        }
      }
    }
    double[] fine = other.colours(Window.ALL);
    double closest = -1;
    for (double growX : new double[] {0.98, 1, 1.02}) {
      for (double dy : CLOSER) {
        for (double dx : CLOSER) {
          double found = correlation(fine, colours(best.changed(growX, growX, dx, dy)));
          closest = Math.max(closest, found);
        }
      }
    }
    return closest;
  }

  private double[] colours(Window window) {
    double[] out = new double[3 * FINE * FINE];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(cells(c + 1, FINE, window), 0, out, c * FINE * FINE, FINE * FINE);
    }
    return out;
  }

  /** The means of n x n cells of a window. */
  private double[] cells(int c, int n, Window at) {
    double[] corners = new double[(n + 1) * (n + 1)];
    for (int j = 0; j <= n; j++) {
      for (int i = 0; i <= n; i++) {
        corners[j * (n + 1) + i] = sum(c, at.x() + i * at.w() / n, at.y() + j * at.h() / n);
      }
    }
    double[] out = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        int k = j * (n + 1) + i;
        double s = corners[k + n + 2] - corners[k + n + 1] - corners[k + 1] + corners[k];
        out[j * n + i] = s * n * n / (at.w() * at.h());
      }
    }
    return out;
  }

  /** The sum over everything left of x and above y, between pixels in proportion. */
  private double sum(int c, double x, double y) {
    int x0 = Math.min((int) x, Thumb.SIDE - 1);
    int y0 = Math.min((int) y, Thumb.SIDE - 1);
    double fx = x - x0;
    double fy = y - y0;
    double[] s = sums[c];
    int at = y0 * ROW + x0;
    return (1 - fy) * ((1 - fx) * s[at] + fx * s[at + 1])
        + fy * ((1 - fx) * s[at + ROW] + fx * s[at + ROW + 1]);
  }

  private static double correlation(double[] a, double[] b) {
    double[] sums = new double[5];
    for (int i = 0; i < a.length; i++) {
      Thumb.add(sums, a[i], b[i]);
    }
    return Thumb.correlation(sums, a.length);
  }
}
