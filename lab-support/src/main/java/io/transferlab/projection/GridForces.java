package io.transferlab.projection;

import java.util.Arrays;

/**
 * For all nodes of a square grid: the sums over all others of their number times the force w^2 d
 * that a distance d gives, w = 1 / (1 + |d|^2); by Fourier transforms.
 *
 * <p>Nothing wraps around: transforms are more than twice as long as the grid's side. Two columns
 * of real numbers travel as one of complex ones. Columns are transformed in strips, each by itself,
 * so that a strip stays in the cache and the result does not depend on the number of threads.
 *
 * <p>Cubic splines that spread numbers over the nodes and read the sums between nodes smooth twice:
 * what comes out is sharpened by their symbol, twice, so that the splines go through w and w^2 d at
 * the nodes.
 */
final class GridForces {
  /** Columns in a strip at most. */
  private static final int STRIP = 32;

  /** Free space beyond twice the side: sharpening carries a little further. */
  private static final int MARGIN = 8;

  final int side;
  final int length;
  final double spacing;
  private final int half;
  private final int frequencies;
  private final Fourier fourier;
  private final Workers workers;
  private final ThreadLocal<Spaces> spaces;

  /** The transform of w; {@code [frequencies, frequencies]}, as both directions are alike. */
  private final float[] weights;

  /** That of w^2 d's first coordinate, by the frequencies along it and across; of the other too. */
  private final float[] slopes;

  /** Transforms of columns, {@code [2 * half, frequencies]}. */
  private final float[] re;

  private final float[] im;
  private final float[] acrossRe;
  private final float[] acrossIm;
  private final double[] part;

  private interface Strip {
    void take(int number, int first, int many);
  }

  private record Spaces(Fourier.Space one, Fourier.Space two) {}

  /**
   * Prepares.
   *
   * @param length of the transforms, of {@link #length}
   * @param spacing between two nodes
   */
  GridForces(int length, double spacing, Workers workers) {
    this.length = length;
    this.spacing = spacing;
    this.workers = workers;
    side = (length - MARGIN) / 2;
    half = (side + 1) / 2;
    frequencies = length / 2 + 1;
    fourier = new Fourier(length);
    spaces =
        ThreadLocal.withInitial(
            () -> new Spaces(new Fourier.Space(length * STRIP), new Fourier.Space(length * STRIP)));
    float[] w = new float[frequencies * frequencies];
    float[] force = new float[frequencies * frequencies];
    for (int i = 0; i < frequencies; i++) {
      for (int j = 0; j < frequencies; j++) {
        double near = 1 / (1 + spacing * spacing * ((double) i * i + (double) j * j));
        w[i * frequencies + j] = (float) near;
        force[i * frequencies + j] = (float) (spacing * i * near * near);
      }
    }
    weights = transformed(transformed(w, false), false);
    slopes = transformed(transformed(force, true), false);
    re = new float[2 * half * frequencies];
    im = new float[2 * half * frequencies];
    acrossRe = new float[side * frequencies];
    acrossIm = new float[side * frequencies];
    part = new double[strips(frequencies)];
  }

  /** The length of transforms for a grid of at least this side. */
  static int length(int side) {
    return Fourier.lengthFrom(2 * side + MARGIN);
  }

  private static int strips(int columns) {
    int strips = (columns + STRIP - 1) / STRIP;
    return strips + strips % 2; // for two threads
  }

  private void inStrips(int columns, Strip strip) {
    int strips = strips(columns);
    workers.forEach(
        strips,
        number -> {
          int first = (int) ((long) number * columns / strips);
          int end = (int) ((long) (number + 1) * columns / strips);
          if (end > first) {
            strip.take(number, first, end - first);
          }
        });
  }

  /**
   * Transforms each column of an even or odd sequence of {@code length} numbers, of which the first
   * half is given; sharpens, and turns columns into rows. The result is real, but for the factor -i
   * of an odd sequence.
   */
  private float[] transformed(float[] values, boolean odd) {
    float[] out = new float[values.length];
    int pairs = (frequencies + 1) / 2;
    inStrips(
        pairs,
        (number, first, many) -> {
          Fourier.Space space = spaces.get().one();
          for (int j = 0; j < length; j++) {
            int row = Math.min(j, length - j) * frequencies;
            float sign = odd && 2 * j >= length ? 2 * j == length ? 0 : -1 : 1;
            for (int b = 0; b < many; b++) {
              int right = pairs + first + b;
              space.re[j * many + b] = sign * values[row + first + b];
              space.im[j * many + b] = right < frequencies ? sign * values[row + right] : 0;
            }
          }
          fourier.transform(space, many);
          float[] ofLeft = odd ? space.im : space.re;
          float[] ofRight = odd ? space.re : space.im;
          for (int k = 0; k < frequencies; k++) {
            double symbol = (2 + Math.cos(2 * Math.PI * k / length)) / 3;
            float sharper = (float) (1 / (symbol * symbol * length));
            for (int b = 0; b < many; b++) {
              int right = pairs + first + b;
              out[(first + b) * frequencies + k] =
                  (odd ? -sharper : sharper) * ofLeft[k * many + b];
              if (right < frequencies) {
                out[right * frequencies + k] = sharper * ofRight[k * many + b];
              }
            }
          }
        });
    return out;
  }

  /**
   * Computes.
   *
   * @param grid {@code [side, side]}: a number for each node, rows along the second coordinate;
   *     replaced by the first coordinate of the force
   * @param second where the second coordinate of the force goes
   * @return the sum over all pairs of nodes of both numbers times w
   */
  double apply(float[] grid, float[] second) {
    inStrips(half, (number, first, many) -> there(grid, first, many));
    inStrips(frequencies, this::across);
    inStrips(side, (number, first, many) -> back(grid, second, first, many));
    double sum = 0;
    for (double of : part) {
      sum += of;
    }
    return sum;
  }

  /** Transforms columns {@code first..} and {@code half + first..}, as one complex one each. */
  private void there(float[] grid, int first, int many) {
    Fourier.Space space = spaces.get().one();
    for (int j = 0; j < side; j++) {
      for (int b = 0; b < many; b++) {
        int right = half + first + b;
        space.re[j * many + b] = grid[j * side + first + b];
        space.im[j * many + b] = right < side ? grid[j * side + right] : 0;
      }
    }
    Arrays.fill(space.re, side * many, length * many, 0);
    Arrays.fill(space.im, side * many, length * many, 0);
    fourier.transform(space, many);
    float[] x = space.re;
    float[] y = space.im;
    for (int b = 0; b < many; b++) {
      int left = (first + b) * frequencies;
      int right = (half + first + b) * frequencies;
      for (int k = 0; k < frequencies; k++) {
        int at = k * many + b;
        int mirror = (k == 0 ? 0 : length - k) * many + b;
        re[left + k] = 0.5f * (x[at] + x[mirror]);
        im[left + k] = 0.5f * (y[at] - y[mirror]);
        re[right + k] = 0.5f * (y[at] + y[mirror]);
        im[right + k] = 0.5f * (x[mirror] - x[at]);
      }
    }
  }

  /** Transforms the other direction, multiplies, and goes back. */
  private void across(int number, int first, int many) {
    Fourier.Space space = spaces.get().one();
    for (int j = 0; j < side; j++) {
      System.arraycopy(re, j * frequencies + first, space.re, j * many, many);
      System.arraycopy(im, j * frequencies + first, space.im, j * many, many);
    }
    Arrays.fill(space.re, side * many, length * many, 0);
    Arrays.fill(space.im, side * many, length * many, 0);
    fourier.transform(space, many);
    Fourier.Space other = spaces.get().two();
    part[number] = multiply(space, other, first, many);
    inverse(space, re, im, first, many);
    inverse(other, acrossRe, acrossIm, first, many);
  }

  private double multiply(Fourier.Space space, Fourier.Space other, int first, int many) {
    float[] x = space.re;
    float[] y = space.im;
    float[] u = other.re;
    float[] v = other.im;
    float[] turned = new float[many];
    double[] sums = new double[many];
    for (int f = 0; f < length; f++) {
      int mirrored = Math.min(f, length - f);
      int row = mirrored * frequencies + first;
      float sign = 2 * f > length ? -1 : 1;
      for (int b = 0; b < many; b++) {
        turned[b] = slopes[(first + b) * frequencies + mirrored];
      }
      int at = f * many;
      for (int b = 0; b < many; b++) {
        float a = x[at + b];
        float c = y[at + b];
        float along = sign * slopes[row + b];
        sums[b] += weights[row + b] * (a * a + c * c);
        x[at + b] = along * c;
        y[at + b] = -along * a;
        u[at + b] = turned[b] * c;
        v[at + b] = -turned[b] * a;
      }
    }
    double sum = 0;
    for (int b = 0; b < many; b++) {
      // Frequencies but the first and the last stand for their mirror images too.
      boolean alone = first + b == 0 || first + b == frequencies - 1;
      sum += alone ? sums[b] : 2 * sums[b];
    }
    return sum;
  }

  private void inverse(Fourier.Space space, float[] toRe, float[] toIm, int first, int many) {
    space.exchange();
    fourier.transform(space, many);
    space.exchange();
    for (int j = 0; j < side; j++) {
      System.arraycopy(space.re, j * many, toRe, j * frequencies + first, many);
      System.arraycopy(space.im, j * many, toIm, j * frequencies + first, many);
    }
  }

  /** Both coordinates of the force go back as one complex number. */
  private void back(float[] grid, float[] second, int first, int many) {
    Fourier.Space space = spaces.get().one();
    float[] x = space.re;
    float[] y = space.im;
    for (int b = 0; b < many; b++) {
      int column = (first + b) * frequencies;
      for (int k = 0; k < frequencies; k++) {
        int at = k * many + b;
        int mirror = (k == 0 ? 0 : length - k) * many + b;
        x[mirror] = re[column + k] + acrossIm[column + k];
        y[mirror] = acrossRe[column + k] - im[column + k];
        x[at] = re[column + k] - acrossIm[column + k];
        y[at] = acrossRe[column + k] + im[column + k];
      }
    }
    space.exchange();
    fourier.transform(space, many);
    space.exchange();
    for (int j = 0; j < side; j++) {
      System.arraycopy(space.re, j * many, grid, j * side + first, many);
      System.arraycopy(space.im, j * many, second, j * side + first, many);
    }
  }
}
