package io.transferlab.train;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Short fingerprints, to tell one run's start from another's. */
public final class Fingerprint {
  private static final int BLOCK = 1 << 18;

  private Fingerprint() {}

  /**
   * Of weights.
   *
   * @param weights one vector
   * @return how many, and a checksum
   */
  public static String of(INDArray weights) {
    CRC32C sum = new CRC32C();
    INDArray flat = weights.reshape(weights.length());
    for (long from = 0; from < flat.length(); from += BLOCK) {
      long to = Math.min(flat.length(), from + BLOCK);
      try (INDArray block = flat.get(NDArrayIndex.interval(from, to)).dup()) {
        float[] values = block.data().asFloat();
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        sum.update(bytes.array());
      }
    }
    return weights.length() + " values, sum " + Long.toHexString(sum.getValue());
  }

  /**
   * Of a set: the names of its pictures and their classes, in their order.
   *
   * @param set the pictures; none is read
   * @return how many of which set, and a checksum
   */
  public static String of(ImageSet set) {
    CRC32C sum = new CRC32C();
    for (Picture picture : set.pictures()) {
      sum.update((picture.key() + '\0' + picture.label()).getBytes(StandardCharsets.UTF_8));
    }
    return set.size() + " of " + set.name() + ", sum " + Long.toHexString(sum.getValue());
  }
}
