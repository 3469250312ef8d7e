package io.transferlab.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows in memory come back as they were put, however many there are. */
class RowStoreTest {
  /** The widest rows need several pieces, one of which may hold a single row. */
  @ParameterizedTest
  @CsvSource({"1, 3, 1", "10000, 3, 7", "900, 50, 64", "1700, 5000, 100", "3, 3000000, 1"})
  void rowsStayInOrder(int rows, int dimension, int block) throws IOException {
    RowStore.InMemory store = new RowStore.InMemory(dimension);
    Vocabulary words = Vocabulary.empty();
    for (int added = 0; added < rows; added += block) {
      int now = Math.min(block, rows - added);
      float[] values = new float[1 + now * dimension];
      for (int i = 0; i < now; i++) {
        values[1 + i * dimension] = added + i;
        values[i * dimension + dimension] = -(added + i);
        byte[] word = ("w" + (added + i)).getBytes(StandardCharsets.UTF_8);
        words.add(word, 0, word.length);
      }
      store.add(values, 1, now * dimension);
    }
    Contents contents =
        new Contents(words, new float[rows], new LoadReport("rows", rows, dimension, List.of()));
    VectorRows found = store.finish(contents);
    assertEquals(rows, found.count());
    float[] row = new float[dimension];
    for (int i = 0; i < rows; i++) {
      found.row(i, row);
      assertEquals(i, row[0]);
      assertEquals(-i, row[dimension - 1]);
    }
  }
}
