package io.transferlab.words;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where rows are put while a file is read. */
interface RowStore {
  /**
   * Adds rows.
   *
   * @param values numbers of whole rows
   * @param from the first number
   * @param length how many numbers
   * @throws IOException if a disk cannot take them
   */
  void add(float[] values, int from, int length) throws IOException;

  /**
   * Ends the matrix.
   *
   * @param contents what belongs to the rows
   * @return the rows
   * @throws IOException if a disk cannot take them
   */
  VectorRows finish(Contents contents) throws IOException;

  /** Rows in memory outside the heap: for small files, and where no folder can be written to. */
  final class InMemory implements RowStore {
    /** Grows in such steps, so that no copy of everything is ever needed. */
    private static final int STEP = 1 << 22;

    /** The first one grows up to that: most files that are read so are small. */
    private static final int FIRST = 1 << 14;

    private final int dimension;
    private final int rowsPerPiece;
    private final List<FloatBuffer> pieces = new ArrayList<>();

    InMemory(int dimension) {
      this.dimension = dimension;
      this.rowsPerPiece = Math.max(1, STEP / dimension);
    }

    @Override
    public void add(float[] values, int from, int length) {
      int done = 0;
      while (done < length) {
        makeRoom();
        int now = Math.min(length - done, last().remaining());
        last().put(values, from + done, now);
        done += now;
      }
    }

    private void makeRoom() {
      int whole = rowsPerPiece * dimension;
      if (pieces.isEmpty()) {
        int rows = Math.min(rowsPerPiece, Math.max(1, FIRST / dimension));
        pieces.add(VectorRows.direct(rows * dimension));
      } else if (!last().hasRemaining()) {
        if (last().capacity() < whole) {
          int more = (int) Math.min(whole, 2L * last().capacity());
          pieces.set(0, VectorRows.direct(more).put(last().flip()));
        } else {
          pieces.add(VectorRows.direct(whole));
        }
      }
    }

    private FloatBuffer last() {
      return pieces.get(pieces.size() - 1);
    }

    @Override
    public VectorRows finish(Contents contents) {
      int count = contents.vocabulary().size();
      if (count < rowsPerPiece) {
        FloatBuffer small = VectorRows.direct(count * dimension);
        small.put(0, pieces.get(0), 0, count * dimension);
        return new VectorRows(List.of(small), count, dimension, rowsPerPiece);
      }
      pieces.forEach(FloatBuffer::rewind);
      return new VectorRows(pieces, count, dimension, rowsPerPiece);
    }
  }
}
