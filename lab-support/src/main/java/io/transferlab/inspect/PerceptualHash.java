package io.transferlab.inspect;

/**
 * 63 bits that two pictures share when they look the same: the signs of the lowest frequencies of a
 * cosine transform (after Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash
 * Functions", whose hash compares with the median instead). Signs make it cheap to ask for turned
 * and mirrored pictures: mirroring changes the sign of each odd frequency, turning by a quarter
 * exchanges rows and columns.
 *
 * @param bits bit {@code 8 v + u} of frequency u across and v down; that of the mean is 0
 */
record PerceptualHash(long bits) {
  private static final int LOW = 8;
  private static final long ODD_ACROSS = 0xAAAAAAAAAAAAAAAAL;
  private static final long ODD_DOWN = 0xFF00FF00FF00FF00L;
  private static final double[][] COSINES_32 = cosines(Thumb.SIDE);
  private static final double[][] COSINES_16 = cosines(16);

  private static double[][] cosines(int n) {
    double[][] cosines = new double[LOW][n];
    for (int u = 0; u < LOW; u++) {
      for (int x = 0; x < n; x++) {
        cosines[u][x] = Math.cos(Math.PI * u * (2 * x + 1) / (2.0 * n));
      }
    }
    return cosines;
  }

  static PerceptualHash of(Thumb thumb) {
    double[] grey = new double[Thumb.SIDE * Thumb.SIDE];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = thumb.grey(i % Thumb.SIDE, i / Thumb.SIDE);
    }
    return of(grey, Thumb.SIDE);
  }

  /**
   * Of grey pixels.
   *
   * @param grey {@code [n, n]}
   * @param n 16 or 32
   */
  static PerceptualHash of(double[] grey, int n) {
    double[][] cosines = n == Thumb.SIDE ? COSINES_32 : COSINES_16;
    double[] across = new double[n * LOW];
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        double value = grey[y * n + x];
        for (int u = 0; u < LOW; u++) {
          across[y * LOW + u] += value * cosines[u][x];
        }
      }
    }
    long bits = 0;
    for (int v = 0; v < LOW; v++) {
      for (int u = 0; u < LOW; u++) {
        double sum = 0;
        for (int y = 0; y < n; y++) {
          sum += across[y * LOW + u] * cosines[v][y];
        }
        if (sum > 0 && u + v > 0) {
          bits |= 1L << (8 * v + u);
        }
      }
    }
    return new PerceptualHash(bits);
  }

  /** The hash of the same picture turned, as {@link Thumb#turned}. */
  PerceptualHash turned(Turn turn) {
    long out = bits;
    if (turn.transposed()) {
      out = transposed(out);
    }
    if (turn.flippedX()) {
      out ^= ODD_ACROSS;
    }
    if (turn.flippedY()) {
      out ^= ODD_DOWN;
    }
    return new PerceptualHash(out);
  }

  private static long transposed(long b) {
    long out = 0;
    for (int v = 0; v < LOW; v++) {
      for (int u = 0; u < LOW; u++) {
        out |= (b >>> (8 * v + u) & 1) << (8 * u + v);
      }
    }
    return out;
  }

  /** In how many bits two differ, 0 to 63. */
  int distance(PerceptualHash other) {
    return Long.bitCount(bits ^ other.bits);
  }
}
