package io.transferlab.words;

import java.io.IOException;
import java.util.Arrays;

/** Takes parsed rows in the order of the file, drops duplicates, and counts. */
final class RowCollector {
  private final RowStore store;
  private final int dimension;
  private final int limit;
  private final Vocabulary vocabulary = Vocabulary.empty();
  private final Oddities oddities = new Oddities();
  private float[] norms = new float[1024];
  private long linesBefore;

  RowCollector(RowStore store, int dimension, int limit) {
    this.store = store;
    this.dimension = dimension;
    this.limit = limit;
  }

  Oddities oddities() {
    return oddities;
  }

  /** Counts lines that come before the rows. */
  void skipLines(long lines) {
    linesBefore += lines;
  }

  boolean isFull() {
    return vocabulary.size() >= limit;
  }

  void add(ParsedBlock block) throws IOException {
    byte[] words = block.words();
    int start = 0;
    int kept = 0; // rows before this one are in the store
    for (int row = 0; row < block.rows() && !isFull(); row++) {
      int end = block.wordEnd(row);
      if (vocabulary.add(words, start, end - start)) {
        norm(block.norm(row));
        oddities.addAll(block.rowOddities(row), linesBefore + block.line(row));
      } else {
        oddities.add(Oddity.DUPLICATE, linesBefore + block.line(row));
        store.add(block.values(), kept * dimension, (row - kept) * dimension);
        kept = row + 1;
      }
      start = end;
      if (isFull()) {
        store.add(block.values(), kept * dimension, (row + 1 - kept) * dimension);
        kept = block.rows();
      }
    }
    if (!isFull()) {
      store.add(block.values(), kept * dimension, (block.rows() - kept) * dimension);
    }
    oddities.addAll(block.oddities(), linesBefore);
    linesBefore += block.lines();
  }

  /** Adds one row; returns false for a duplicate. */
  boolean add(byte[] word, float[] values, float norm) throws IOException {
    if (!vocabulary.add(word, 0, word.length)) {
      return false;
    }
    norm(norm);
    store.add(values, 0, dimension);
    return true;
  }

  private void norm(float norm) {
    int row = vocabulary.size() - 1;
    if (row == norms.length) {
      norms = Arrays.copyOf(norms, norms.length * 2);
    }
    norms[row] = norm;
  }

  /** All lines, those of dropped rows among them. */
  long lines() {
    return linesBefore;
  }

  int size() {
    return vocabulary.size();
  }

  Contents contents(LoadReport report) {
    vocabulary.trim();
    return new Contents(vocabulary, Arrays.copyOf(norms, vocabulary.size()), report);
  }
}
