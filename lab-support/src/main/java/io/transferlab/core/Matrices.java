package io.transferlab.core;

import java.util.function.Consumer;
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
    INDArray plain = RowReader.isPlain(floats) ? floats : floats.dup('c');
    RowReader reader = RowReader.of(plain);
    float[] row = new float[d];
    for (int i = 0; i < plain.size(0); i++) {
      reader.read(i, 1, row);
      for (int column = 0; column < d; column++) {
        if (!Float.isFinite(row[column])) {
          throw LabException.of(
              "finite numbers",
              row[column] + " in row " + i + ", column " + column,
              "leave that row out, or find out what made it (a division by zero, a missing value)");
        }
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
    if (rows.dataType() == DataType.FLOAT && RowReader.isPlain(rows)) {
      float[] out = new float[Math.toIntExact((to - from) * rows.size(1))];
      RowReader.of(rows).read(from, to - from, out);
      return out;
    }
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
    return byBlocks(
        rows,
        block -> {
          INDArray norms = block.norm2(true, 1);
          // Where the norm is 0, so is the row: dividing by 1 keeps it.
          block.diviColumnVector(norms.addi(norms.eq(0).castTo(DataType.FLOAT)));
        });
  }

  /**
   * Rows around their mean: distances by products lose digits far from 0.
   *
   * @param rows float {@code [n, d]}
   * @return a new float matrix, in a file where there is no room for it
   */
  public static INDArray centred(INDArray rows) {
    INDArray mean = rows.mean(true, 0).castTo(DataType.FLOAT);
    return byBlocks(rows, block -> block.subiRowVector(mean));
  }

  /**
   * The squared length of each row.
   *
   * @param rows float {@code [n, d]}
   * @return n numbers
   */
  public static float[] squaredLengths(INDArray rows) {
    float[] all = new float[Math.toIntExact(rows.size(0))];
    RowReader reader = RowReader.of(rows);
    float[] row = new float[reader.columns()];
    for (int i = 0; i < all.length; i++) {
      reader.read(i, 1, row);
      double sum = 0;
      for (float value : row) {
        sum += (double) value * value;
      }
      all[i] = (float) sum;
    }
    return all;
  }

  /**
   * A matrix of as many columns, some rows at a time and in their place: only what comes out grows
   * with the rows. What is closed outside the Java heap is given back late.
   */
  private static INDArray byBlocks(INDArray rows, Consumer<INDArray> change) {
    INDArray out = LargeMatrix.uninitialized(rows.size(0), rows.size(1));
    for (int start = 0; start < rows.size(0); start += BLOCK) {
      INDArrayIndex[] where = {NDArrayIndex.interval(start, end(rows, start)), NDArrayIndex.all()};
      INDArray part = out.get(where);
      change.accept(part.assign(rows.get(where)));
    }
    return out;
  }
}
