package io.transferlab.projection;

import java.util.Arrays;

/**
 * Points of the plane in squares of squares (Barnes and Hut 1986). Points are sorted along a Z
 * curve, nodes lie in the order in which they are walked, each with the place where the walk goes
 * on if its inside is skipped: no pointers, no recursion in the walk.
 */
final class QuadTree {
  /** Levels of squares: 16 bits of each coordinate. */
  private static final int LEVELS = 16;

  private static final int LEAF = 8;
  private static final int DIGIT = 11;

  private final int n;
  private long[] keys;
  private long[] spare;

  /** The points in their order along the curve. */
  final double[] x;

  final double[] y;

  /** The number of the point at each place of the curve. */
  final int[] order;

  /** The nodes: centre and number of points, squared width, next node when this one is skipped. */
  double[] nodeX = new double[64];

  double[] nodeY = new double[64];
  double[] squaredWidth = new double[64];
  int[] skip = new int[64];
  int[] from = new int[64];
  int[] to = new int[64];
  boolean[] leaf = new boolean[64];
  int nodes;

  /** Nodes of at most a few points, which are walked for together. */
  int[] groups = new int[64];

  int groupCount;
  private final int groupSize;

  QuadTree(int n, int groupSize) {
    this.n = n;
    this.groupSize = groupSize;
    keys = new long[n];
    spare = new long[n];
    x = new double[n];
    y = new double[n];
    order = new int[n];
  }

  /** Sorts the points {@code (px[i], py[i])} into squares. */
  void build(double[] px, double[] py) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.POSITIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      left = Math.min(left, px[i]);
      right = Math.max(right, px[i]);
      bottom = Math.min(bottom, py[i]);
      top = Math.max(top, py[i]);
    }
    double width = Math.max(right - left, top - bottom);
    double scale = width == 0 ? 0 : (1 << LEVELS) * (1 - 1e-9) / width;
    for (int i = 0; i < n; i++) {
      long code =
          spread((int) ((px[i] - left) * scale)) | spread((int) ((py[i] - bottom) * scale)) << 1;
      keys[i] = code << 32 | i;
    }
    sort();
    for (int i = 0; i < n; i++) {
      order[i] = (int) keys[i];
      x[i] = px[order[i]];
      y[i] = py[order[i]];
    }
    nodes = 0;
    groupCount = 0;
    add(0, n, LEVELS, width, false);
  }

  /** Puts a zero bit before each of 16 bits. */
  private static long spread(int bits) {
    long v = bits & 0xFFFF;
    v = (v | v << 8) & 0x00FF00FFL;
    v = (v | v << 4) & 0x0F0F0F0FL;
    v = (v | v << 2) & 0x33333333L;
    return (v | v << 1) & 0x55555555L;
  }

  /** Radix sort of the upper 32 bits; stable, so that points at one place stay in their order. */
  private void sort() {
    int[] count = new int[(1 << DIGIT) + 1];
    for (int shift = 32; shift < 64; shift += DIGIT) {
      Arrays.fill(count, 0);
      int mask = (1 << DIGIT) - 1;
      for (long key : keys) {
        count[((int) (key >>> shift) & mask) + 1]++;
      }
      for (int i = 0; i < 1 << DIGIT; i++) {
        count[i + 1] += count[i];
      }
      for (long key : keys) {
        spare[count[(int) (key >>> shift) & mask]++] = key;
      }
      long[] sorted = spare;
      spare = keys;
      keys = sorted;
    }
  }

  private int add(int lo, int hi, int level, double width, boolean inGroup) {
    int node = nodes++;
    grow();
    boolean isGroup = !inGroup && (hi - lo <= groupSize || level == 0);
    if (isGroup) {
      groups[groupCount++] = node;
    }
    from[node] = lo;
    to[node] = hi;
    leaf[node] = hi - lo <= LEAF || level == 0;
    squaredWidth[node] = width * width;
    double sumX = 0;
    double sumY = 0;
    if (leaf[node]) {
      for (int i = lo; i < hi; i++) {
        sumX += x[i];
        sumY += y[i];
      }
    } else {
      int begin = lo;
      for (int quarter = 0; quarter < 4; quarter++) {
        int end = quarter == 3 ? hi : border(begin, hi, level - 1, quarter);
        if (end > begin) {
          int child = add(begin, end, level - 1, width / 2, inGroup || isGroup);
          sumX += nodeX[child] * (end - begin);
          sumY += nodeY[child] * (end - begin);
        }
        begin = end;
      }
    }
    nodeX[node] = sumX / (hi - lo);
    nodeY[node] = sumY / (hi - lo);
    skip[node] = nodes;
    return node;
  }

  /** The first place whose point lies in a later quarter of its square. */
  private int border(int lo, int hi, int level, int quarter) {
    int low = lo;
    int high = hi;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (((int) (keys[middle] >>> (32 + 2 * level)) & 3) <= quarter) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void grow() {
    if (nodes < nodeX.length) {
      return;
    }
    int longer = 2 * nodeX.length;
    nodeX = Arrays.copyOf(nodeX, longer);
    nodeY = Arrays.copyOf(nodeY, longer);
    squaredWidth = Arrays.copyOf(squaredWidth, longer);
    skip = Arrays.copyOf(skip, longer);
    from = Arrays.copyOf(from, longer);
    to = Arrays.copyOf(to, longer);
    leaf = Arrays.copyOf(leaf, longer);
    groups = Arrays.copyOf(groups, longer);
  }
}
