package io.transferlab.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arrays as bytes, a few megabytes at a time: a network is never in memory twice. */
final class FloatBytes {
  private static final int BLOCK = 1 << 20;

  private FloatBytes() {}

  static long size(INDArray values) {
    return Float.BYTES * values.length();
  }

  /** Writes float32, little-endian, the last dimension fastest, whatever the array's own order. */
  static void write(INDArray values, OutputStream out) throws IOException {
    INDArray rows = values.rank() < 2 ? values.reshape(values.length(), 1) : values;
    long step = Math.max(1, BLOCK / (rows.length() / rows.size(0)));
    ByteBuffer bytes = ByteBuffer.allocate(0);
    for (long from = 0; from < rows.size(0); from += step) {
      long to = Math.min(rows.size(0), from + step);
      float[] block;
      try (INDArray dense = rows.get(NDArrayIndex.interval(from, to)).dup('c')) {
        block = dense.data().asFloat();
      }
      if (bytes.capacity() < Float.BYTES * block.length) {
        bytes = ByteBuffer.allocate(Float.BYTES * block.length).order(ByteOrder.LITTLE_ENDIAN);
      }
      bytes.asFloatBuffer().put(block);
      out.write(bytes.array(), 0, Float.BYTES * block.length);
    }
  }
}
