package io.transferlab.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which parts of a picture are looked at when it is judged: averaging over several views makes the
 * judgement steadier (Krizhevsky et al. 2012, section 4.1, for the ten).
 */
public enum Views {
  /** The centre. */
  ONE(1),
  /** The centre and its mirror image. */
  TWO(2),
  /** Centre, upper left, upper right, lower left, lower right; then the five mirrored. */
  TEN(10);

  private final int count;

  Views(int count) {
    this.count = count;
  }

  /**
   * How many views of each picture there are.
   *
   * @return 1, 2 or 10
   */
  public int count() {
    return count;
  }

  /**
   * Writes all views of a picture.
   *
   * @param rgb the picture, {@code [size, size, 3]}, one byte a value
   * @param size its side in pixels
   * @param crop the side of a view, at most {@code size}
   * @param out receives {@code [count, crop, crop, 3]} floats 0 to 255
   * @param at where in {@code out} they start
   */
  void write(byte[] rgb, int size, int crop, float[] out, int at) {
    int edge = size - crop;
    int middle = edge / 2;
    int[][] corners = {{middle, middle}, {0, 0}, {edge, 0}, {0, edge}, {edge, edge}};
    int distinct = (count + 1) / 2;
    for (int view = 0; view < count; view++) {
      int[] corner = corners[view % distinct];
      write(rgb, size, corner, crop, view >= distinct, out, at + view * crop * crop * 3);
    }
  }

  private static void write(
      byte[] rgb, int size, int[] corner, int crop, boolean mirrored, float[] out, int at) {
    int to = at;
    for (int y = 0; y < crop; y++) {
      for (int x = 0; x < crop; x++) {
        int column = corner[0] + (mirrored ? crop - 1 - x : x);
        int from = ((corner[1] + y) * size + column) * 3;
        for (int c = 0; c < 3; c++) {
          out[to++] = rgb[from + c] & 0xff;
        }
      }
    }
  }

  /**
   * Averages what a network says of the views of each picture.
   *
   * @param ofViews {@code [n * count, d]}: probabilities or features, the views of a picture in a
   *     row
   * @return {@code [n, d]}
   */
  public INDArray mean(INDArray ofViews) {
    long rows = ofViews.size(0);
    if (rows % count != 0) {
      throw new IllegalArgumentException(
          "Expected " + count + " rows of each picture; found " + rows + " rows");
    }
    return count == 1
        ? ofViews
        : ofViews.reshape('c', rows / count, count, ofViews.size(1)).mean(1);
  }
}
