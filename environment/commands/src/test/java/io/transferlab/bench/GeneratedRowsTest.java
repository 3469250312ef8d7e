package io.transferlab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.transferlab.core.LabException;
import io.transferlab.search.SimilarityIndex;
import org.junit.jupiter.api.Test;

class GeneratedRowsTest {
  @Test
  void generatedRowsAreTheSameEachTimeAndHaveClasses() {
    GeneratedRows rows = GeneratedRows.of(200, 30, 5, 1);
    assertEquals(rows.rows(), GeneratedRows.of(200, 30, 5, 1).rows());
    assertNotEquals(rows.rows(), GeneratedRows.of(200, 30, 5, 2).rows());
    assertTrue(rows.rows().minNumber().doubleValue() >= 0);
    SimilarityIndex index = SimilarityIndex.of(rows.rows());
    long pure = 0;
    for (int i = 0; i < 200; i++) {
      pure += rows.labels()[index.like(i, 1).get(0).row()] == rows.labels()[i] ? 1 : 0;
    }
    assertTrue(pure > 160, pure + " of 200");
    assertThrows(LabException.class, () -> GeneratedRows.of(0, 1, 1, 1));
  }
}
