package io.transferlab.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parameters are views into one long row, as here; 65,536 numbers are a block. */
class FloatBytesTest {
  private static final int LONG = 3_000_000;
  private static final int ROWS = 2000;
  private static final int COLUMNS = 1200;
  private static final int FROM = 500_000;

  /** Below 2^24, where float32 has every whole number. */
  private final INDArray all = Nd4j.arange(LONG).castTo(DataType.FLOAT).reshape(1, LONG);

  private INDArray part(int from, int length) {
    INDArray part = all.get(NDArrayIndex.point(0), NDArrayIndex.interval(from, from + length));
    assertEquals(from, part.offset(), "a view");
    return part;
  }

  private static void assertWritten(IntUnaryOperator expected, INDArray values) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FloatBytes.write(values, out);
    assertEquals(FloatBytes.size(values), out.size());
    FloatBuffer read =
        ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int i = 0; i < read.capacity(); i++) {
      assertEquals(expected.applyAsInt(i), read.get(i));
    }
  }

  @Test
  void aVectorIsWritten() throws IOException {
    assertWritten(i -> 10 + i, part(10, 7));
  }

  @Test
  void aFullyConnectedLayerIsWrittenEitherWay() throws IOException {
    INDArray columns = part(FROM, ROWS * COLUMNS).reshape('f', ROWS, COLUMNS);
    assertEquals(FROM, columns.offset(), "a view");
    assertWritten(i -> FROM + i, columns.transpose());
    assertWritten(i -> FROM + i / COLUMNS + i % COLUMNS * ROWS, columns);
  }

  @Test
  void aConvolutionIsWrittenEitherWay() throws IOException {
    INDArray kernel = part(FROM, ROWS * COLUMNS).reshape('c', ROWS, COLUMNS / 6, 2, 3);
    assertEquals(FROM, kernel.offset(), "a view");
    assertWritten(i -> FROM + i, kernel);
    int in = COLUMNS / 6;
    assertWritten(
        i -> FROM + i % ROWS * COLUMNS + i / ROWS % in * 6 + i / ROWS / in,
        kernel.permute(2, 3, 1, 0));
  }
}
