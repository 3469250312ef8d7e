package io.transferlab.words;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A matrix {@code [rows, dimension]} of floats outside the Java heap, row after row, in pieces
 * below 2^31 bytes: 2.2 million rows of 300 do not fit into one buffer. Read only once made.
 * Products go to OpenBLAS (it comes with ND4J), straight from where the numbers lie.
 */
final class VectorRows {
  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;

  /** Floats in a piece at most: 1 GiB. */
  static final int PIECE = 1 << 28;

  private final List<FloatBuffer> pieces;
  private final int count;
  private final int dimension;
  private final int rowsPerPiece;

  /** Each piece but the last has {@link #rowsPerPiece} rows. */
  VectorRows(List<FloatBuffer> pieces, int count, int dimension, int rowsPerPiece) {
    this.pieces = List.copyOf(pieces);
    this.count = count;
    this.dimension = dimension;
    this.rowsPerPiece = rowsPerPiece;
  }

  static int rowsPerPiece(int dimension) {
    return Math.max(1, PIECE / dimension);
  }

  static VectorRows of(float[] block, int dimension) {
    return of(block, dimension, rowsPerPiece(dimension));
  }

  static VectorRows of(float[] block, int dimension, int rowsPerPiece) {
    int count = block.length / dimension;
    List<FloatBuffer> pieces = new ArrayList<>();
    for (int first = 0; first < count; first += rowsPerPiece) {
      int floats = Math.min(rowsPerPiece, count - first) * dimension;
      pieces.add(direct(floats).put(block, first * dimension, floats).rewind());
    }
    return new VectorRows(pieces, count, dimension, rowsPerPiece);
  }

  static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  int count() {
    return count;
  }

  int dimension() {
    return dimension;
  }

  /** The same numbers, fewer rows. */
  VectorRows first(int n) {
    return new VectorRows(pieces, n, dimension, rowsPerPiece);
  }

  void row(int index, float[] into) {
    pieces.get(index / rowsPerPiece).get(index % rowsPerPiece * dimension, into, 0, dimension);
  }

  float[] row(int index) {
    float[] row = new float[dimension];
    row(index, row);
    return row;
  }

  /**
   * The inner product of every row with a vector.
   *
   * @param vector of the rows' dimension
   * @return {@code [rows]}, with float32 rounding
   */
  float[] times(float[] vector) {
    FloatBuffer x = direct(dimension).put(vector, 0, dimension).rewind();
    float[] products = new float[count];
    FloatBuffer y = direct(Math.min(count, rowsPerPiece));
    for (int first = 0; first < count; first += rowsPerPiece) {
      int rows = Math.min(rowsPerPiece, count - first);
      FloatBuffer piece = pieces.get(first / rowsPerPiece).duplicate();
      openblas_nolapack.cblas_sgemv(
          ROW_MAJOR, NO_TRANSPOSE, rows, dimension, 1f, piece, dimension, x, 1, 0f, y, 1);
      y.get(0, products, first, rows);
    }
    return products;
  }

  /**
   * The inner products of some rows with several vectors: one matrix product.
   *
   * @param from the first row
   * @param rows how many, not over the end
   * @param vectors {@code [queries, dimension]}, in direct memory
   * @param queries how many vectors
   * @param into {@code [rows, queries]}, in direct memory
   */
  void times(int from, int rows, FloatBuffer vectors, int queries, FloatBuffer into) {
    int done = 0;
    while (done < rows) {
      int row = from + done;
      int inPiece = row % rowsPerPiece;
      int now = Math.min(rows - done, rowsPerPiece - inPiece);
      FloatBuffer piece = pieces.get(row / rowsPerPiece).duplicate();
      piece.position(inPiece * dimension);
      FloatBuffer out = into.duplicate();
      out.position(done * queries);
      openblas_nolapack.cblas_sgemm(
          ROW_MAJOR,
          NO_TRANSPOSE,
          TRANSPOSE,
          now,
          queries,
          dimension,
          1f,
          piece.slice(),
          dimension,
          vectors,
          dimension,
          0f,
          out.slice(),
          queries);
      done += now;
    }
  }

  /** The Euclidean length of each row. */
  float[] norms() {
    float[] norms = new float[count];
    float[] row = new float[dimension];
    for (int i = 0; i < count; i++) {
      row(i, row);
      norms[i] = norm(row, 0, dimension);
    }
    return norms;
  }

  static float norm(float[] values, int from, int length) {
    double squares = 0;
    for (int i = from; i < from + length; i++) {
      squares += (double) values[i] * values[i];
    }
    return (float) Math.sqrt(squares);
  }
}
