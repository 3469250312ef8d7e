package io.transferlab.core;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Vectors as the rows of a matrix {@code [n, d]}: checked once, and read quickly. */
public final class Matrices {
  /** Rows are read in blocks, so that a large matrix is never there twice. */
  private static final int BLOCK = 1024;

  private Matrices() {}

  /**
   * A matrix of the given rows.
   *
   * @param rows at least one row, all of one length of at least 1
   * @return a copy, float {@code [n, d]}
   * @throws LabException if the rows differ in length or hold a value that is not a number
   */
  public static INDArray of(float[][] rows) {
    if (rows.length == 0 || rows[0].length == 0) {
      throw LabException.of("at least one row of numbers", "none", "give one row a picture");
    }
    float[] all = new float[Math.multiplyExact(rows.length, rows[0].length)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw LabException.of(
            "rows of one length",
            rows[0].length + " numbers in row 0 and " + rows[i].length + " in row " + i,
            "compute all of them with the same network and layer");
      }
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return checked(Nd4j.createFromArray(all).reshape(rows.length, rows[0].length), 1);
  }

  /**
   * Checks a matrix, and takes it as rows of floats.
   *
   * @param rows {@code [n, d]} of any floating type, d at least 1
   * @param atLeast the fewest rows that make sense
   * @return the same values as float, row after row in memory; the same array if it is so already
   * @throws LabException if it is no matrix, has too few rows, or holds NaN or an infinity; then it
   *     names the first place
   */
  public static INDArray checked(INDArray rows, int atLeast) {
    if (rows.rank() != 2 || rows.size(0) < atLeast || rows.size(1) < 1) {
      throw LabException.of(
          "a matrix with a row for each item, at least " + atLeast,
          "the shape " + java.util.Arrays.toString(rows.shape()),
          "give one row of numbers for each picture or word");
    }
    int d = Math.toIntExact(rows.size(1));
    INDArray floats = rows.castTo(DataType.FLOAT);
    INDArray plain =
        floats.ordering() == 'c' && !floats.isView() && floats.data().length() == floats.length()
            ? floats
            : floats.dup('c');
    for (int start = 0; start < plain.size(0); start += BLOCK) {
      int first = start;
      float[] block = flat(plain, start, end(plain, start));
      int bad =
          IntStream.range(0, block.length)
              .filter(i -> !Float.isFinite(block[i]))
              .findFirst()
              .orElse(-1);
      if (bad >= 0) {
        throw LabException.of(
            "finite numbers",
            block[bad] + " in row " + (first + bad / d) + ", column " + bad % d,
            "leave that row out, or find out what made it (a division by zero, a missing value)");
      }
    }
    return plain;
  }

  private static int end(INDArray rows, int start) {
    return (int) Math.min(rows.size(0), start + (long) BLOCK);
  }

  /**
   * All numbers, row after row.
   *
   * @param rows {@code [n, d]} of floats, as {@link #checked} gives them
   * @return n x d numbers
   */
  public static float[] flat(INDArray rows) {
    return copy(rows.castTo(DataType.FLOAT).dup('c'));
  }

  /**
   * The numbers of some rows, row after row.
   *
   * @param rows {@code [n, d]} of floats, as {@link #checked} gives them
   * @param from the first row
   * @param to the row after the last
   * @return (to - from) x d numbers
   */
  public static float[] flat(INDArray rows, int from, int to) {
    INDArray some = rows.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    // Outside the Java heap, where nothing waits for its collector: all blocks would be all rows.
    try (INDArray plain = some.dup('c')) {
      return copy(plain.castTo(DataType.FLOAT));
    }
  }

  /**
   * Some rows of a matrix: {@link INDArray#getRows} takes them one by one, which takes thirty times
   * as long.
   *
   * @param matrix {@code [n, d]}
   * @param which indices of rows, at least one
   * @return {@code [k, d]}, a copy
   */
  public static INDArray rows(INDArray matrix, int... which) {
    return Nd4j.pullRows(matrix, 1, which);
  }

  /**
   * The numbers of an array, row after row.
   *
   * @param array floats, at most 2 GB
   * @return a copy
   */
  public static float[] copy(INDArray array) {
    // Results of products come in either order, whatever was asked for.
    INDArray plain = array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
    // On a graphics card the newest values may be there alone.
    Nd4j.getAffinityManager().ensureLocation(plain, AffinityManager.Location.HOST);
    float[] values = new float[Math.toIntExact(plain.length())];
    plain.data().asNioFloat().get(values);
    if (plain != array) {
      plain.close(); // outside the Java heap: nothing waits for its collector
    }
    return values;
  }

  /**
   * Where the largest of some numbers is.
   *
   * @param values at least one
   * @return its index; of equal ones the first
   */
  public static int argMax(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  /**
   * The products of each row of one matrix with each row of another.
   *
   * @param a float {@code [q, d]}
   * @param b float {@code [n, d]}
   * @return q x n numbers: those of the first row of {@code a} come first
   */
  public static float[] products(INDArray a, INDArray b) {
    try (INDArray product = Nd4j.gemm(a, b, false, true)) {
      return copy(product);
    }
  }

  /**
   * The rows as arrays, for libraries that take them so.
   *
   * @param rows {@code [n, d]}
   * @return n arrays of d numbers
   */
  public static double[][] doubles(INDArray rows) {
    int n = Math.toIntExact(rows.size(0));
    int d = Math.toIntExact(rows.size(1));
    double[][] all = new double[n][d];
    for (int start = 0; start < n; start += BLOCK) {
      int end = end(rows, start);
      float[] block = flat(rows, start, end);
      for (int i = 0; i < block.length; i++) {
        all[start + i / d][i % d] = block[i];
      }
    }
    return all;
  }

  /**
   * Rows of length 1: divides each by its Euclidean norm, so that a product of two is their cosine.
   *
   * @param rows {@code [n, d]}
   * @return a new float matrix, in a file where there is no room for it; a row of zeros stays as it
   *     is
   */
  public static INDArray unit(INDArray rows) {
    return byBlocks(rows, Matrices::unitBlock);
  }

  private static INDArray unitBlock(INDArray rows) {
    INDArray norms = rows.norm2(true, 1).castTo(DataType.FLOAT);
    // Where the norm is 0, so is the row: dividing by 1 keeps it.
    return rows.castTo(DataType.FLOAT).div(norms.add(norms.eq(0).castTo(DataType.FLOAT)));
  }

  /**
   * Rows around their mean: distances by products lose digits far from 0.
   *
   * @param rows float {@code [n, d]}
   * @return a new float matrix, in a file where there is no room for it
   */
  public static INDArray centred(INDArray rows) {
    INDArray mean = rows.mean(true, 0).castTo(DataType.FLOAT);
    return byBlocks(rows, block -> block.subRowVector(mean));
  }

  /**
   * The squared length of each row.
   *
   * @param rows float {@code [n, d]}
   * @return n numbers
   */
  public static float[] squaredLengths(INDArray rows) {
    float[] all = new float[Math.toIntExact(rows.size(0))];
    for (int start = 0; start < all.length; start += BLOCK) {
      INDArray some = rows.get(NDArrayIndex.interval(start, end(rows, start)), NDArrayIndex.all());
      try (INDArray squares = some.mul(some);
          INDArray sums = squares.sum(1)) {
        float[] part = copy(sums);
        System.arraycopy(part, 0, all, start, part.length);
      }
    }
    return all;
  }

  /** A matrix of as many columns, some rows at a time: only what comes out grows with the rows. */
  private static INDArray byBlocks(INDArray rows, UnaryOperator<INDArray> change) {
    if (rows.size(0) <= BLOCK) {
      return change.apply(rows);
    }
    INDArray out = LargeMatrix.uninitialized(rows.size(0), rows.size(1));
    for (int start = 0; start < rows.size(0); start += BLOCK) {
      INDArrayIndex[] where = {NDArrayIndex.interval(start, end(rows, start)), NDArrayIndex.all()};
      try (INDArray part = change.apply(rows.get(where))) {
        out.get(where).assign(part);
      }
    }
    return out;
  }
}
