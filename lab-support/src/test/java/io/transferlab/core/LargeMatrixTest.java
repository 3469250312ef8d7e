package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LargeMatrixTest {
  @TempDir Path folder;

  private static void fill(INDArray matrix) {
    for (int i = 0; i < matrix.rows(); i++) {
      matrix.putRow(i, Nd4j.linspace(i, i + 1, matrix.columns()));
    }
  }

  @Test
  void whatDoesNotFitIsTheSameInAFile() {
    INDArray there = LargeMatrix.uninitialized(700, 33, 0, folder);
    INDArray here = LargeMatrix.uninitialized(700, 33, Long.MAX_VALUE, folder);
    fill(there);
    fill(here);
    assertArrayEquals(Matrices.flat(here), Matrices.flat(there));
    INDArray weights = Nd4j.linspace(-1, 1, 66).reshape(2, 33).castTo(here.dataType());
    assertArrayEquals(Matrices.products(weights, here), Matrices.products(weights, there), 1e-5f);
    assertArrayEquals(
        here.getRows(699, 3).toFloatMatrix()[0], there.getRows(699, 3).toFloatMatrix()[0]);
    INDArray part = there.get(NDArrayIndex.interval(5, 9), NDArrayIndex.all());
    assertEquals(here.getFloat(8, 32), part.getFloat(3, 32));
  }

  @Test
  void rowsAreReadWhereTheyLieAndChangedSomeAtATime() {
    // More than one block of rows.
    INDArray there = LargeMatrix.uninitialized(2100, 17, 0, folder);
    fill(there);
    there.getRow(5).assign(0);
    RowReader reader = RowReader.of(there);
    float[] flat = Matrices.flat(there);
    assertEquals(2100, reader.rows());
    assertArrayEquals(Arrays.copyOfRange(flat, 2099 * 17, 2100 * 17), reader.row(2099));
    double apart = 0;
    for (int c = 0; c < 17; c++) {
      double difference = flat[17 * 3 + c] - flat[17 * 1500 + c];
      apart += difference * difference;
    }
    assertEquals(apart, reader.squaredDistance(reader.row(3), 1500));
    float[] lengths = Matrices.squaredLengths(there);
    float[] unit = Matrices.flat(Matrices.unit(there));
    float[] centred = Matrices.flat(Matrices.centred(there));
    float[] mean = Matrices.copy(there.mean(0));
    for (int i = 0; i < flat.length; i++) {
      double length = Math.sqrt(lengths[i / 17]);
      assertEquals(i / 17 == 5 ? 0 : flat[i] / length, unit[i], 1e-6);
      assertEquals(flat[i] - mean[i % 17], centred[i]);
    }
    assertEquals(0, lengths[5]);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void leavesNoFileBehind() throws IOException {
    INDArray matrix = LargeMatrix.uninitialized(10, 10, 399, folder);
    matrix.assign(3);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
    assertEquals(300, matrix.sumNumber().intValue());
  }

  @Test
  void isThereAsLongAsAViewOfIt() {
    INDArray matrix = LargeMatrix.uninitialized(2000, 500, 0, folder);
    matrix.assign(1);
    INDArray view = matrix.get(NDArrayIndex.interval(5, 1905), NDArrayIndex.all());
    matrix = view.get(NDArrayIndex.interval(900, 1900), NDArrayIndex.all());
    view = null;
    for (int i = 0; i < 5; i++) {
      System.gc();
      assertEquals(500_000, matrix.sumNumber().intValue());
    }
  }

  @Test
  void saysBeforeAnythingIsWrittenWhatDoesNotFitOnTheDisk() throws IOException {
    LabException e =
        assertThrows(
            LabException.class, () -> LargeMatrix.uninitialized(1L << 40, 1000, 0, folder));
    assertTrue(e.getMessage().contains("1,099,511,627,776 rows of 1,000 features"), e.getMessage());
    assertTrue(e.getMessage().contains("--per-class"), e.getMessage());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void readsNumbersWhereTheyLie() throws IOException {
    Path file = folder.resolve("numbers");
    ByteBuffer bytes = ByteBuffer.allocate(64 + 4 * 6).order(ByteOrder.nativeOrder());
    bytes.position(64);
    bytes.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5, 6});
    Files.write(file, bytes.array());
    assertArrayEquals(
        new float[][] {{1, 2}, {3, 4}, {5, 6}}, LargeMatrix.open(file, 64, 3, 2).toFloatMatrix());
    assertThrows(IOException.class, () -> LargeMatrix.open(folder.resolve("none"), 0, 3, 2));
    IOException e = assertThrows(IOException.class, () -> LargeMatrix.open(file, 64, 4, 2));
    assertEquals("it ends after 88 of 96 bytes", e.getMessage());
  }
}
