package io.transferlab.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays as bytes, some hundred kilobytes at a time: a network is never in memory twice. */
public final class FloatBytes {
  private static final int BLOCK = 1 << 16;

  private FloatBytes() {}

  /**
   * How many bytes an array becomes.
   *
   * @param values any array
   * @return four for each of its numbers
   */
  public static long size(INDArray values) {
    return Float.BYTES * values.length();
  }

  /**
   * Writes float32, little-endian, the last dimension fastest, whatever the array's own order.
   *
   * @param values floats of any shape
   * @param out where to; stays open
   * @throws IOException if it cannot be written
   */
  public static void write(INDArray values, OutputStream out) throws IOException {
    if (values.rank() < 2) {
      out.write(bytes(values));
      return;
    }
    long step = Math.max(1, BLOCK / (values.length() / values.size(0)));
    for (long from = 0; from < values.size(0); from += step) {
      out.write(bytes(rows(values, from, Math.min(values.size(0), from + step))));
    }
  }

  /**
   * Some rows, as a view. ND4J 1.0.0-M2.1's own {@code get} and {@code slice} give empty arrays for
   * the last rows of a view into a network's parameters: they compare a place in the whole buffer
   * with the length of the view.
   */
  private static INDArray rows(INDArray values, long from, long to) {
    long[] shape = values.shape().clone();
    shape[0] = to - from;
    long[] stride = Arrays.copyOf(values.stride(), shape.length);
    return Nd4j.create(
        values.data(),
        shape,
        stride,
        values.offset() + from * stride[0],
        Shape.getOrder(shape, stride, -1));
  }

  private static byte[] bytes(INDArray part) {
    float[] values = Matrices.copy(part);
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }
}
