package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class RowReaderTest {
  private static final INDArray ROWS =
      Matrices.of(new float[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {-1, 0, 1}});

  @Test
  void productsHaveARowForEachVector() {
    RowReader reader = RowReader.of(ROWS);
    try (FloatPointer products = new FloatPointer(4)) {
      reader.products(reader.at(0), 2, 2, 2, products);
      float[] found = new float[4];
      products.get(found);
      assertArrayEquals(new float[] {50, 2, 122, 2}, found);
    }
  }

  @Test
  void partsOfAMatrixAreReadAsThoughTheyWereWhole() {
    INDArray part = ROWS.get(NDArrayIndex.interval(1, 4), NDArrayIndex.interval(1, 3));
    RowReader reader = RowReader.of(part);
    assertEquals(3, reader.rows());
    assertArrayEquals(new float[] {8, 9}, reader.row(1));
    float[] both = new float[4];
    reader.read(1, 2, both);
    assertArrayEquals(new float[] {8, 9, 0, 1}, both);
    assertEquals(18, reader.squaredDistance(new float[] {5, 6}, 1));
    assertArrayEquals(new float[] {8, 9, 0, 1}, Matrices.flat(Matrices.checked(part, 1), 1, 3));
    assertArrayEquals(new float[] {7, 8, 9}, Matrices.flat(ROWS, 2, 3));
  }
}
