package io.transferlab.data;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pictures as a network takes them in.
 *
 * @param input {@code [n, size, size, 3]} float32, preprocessed; outside the Java heap: close the
 *     batch when done
 * @param labels class index of each picture
 * @param indices place of each picture in its set
 * @param transform how the pixels were prepared: a network refuses another's pictures
 */
public record Batch(INDArray input, int[] labels, int[] indices, PixelTransform transform)
    implements AutoCloseable {
  /**
   * The number of pictures.
   *
   * @return at least 1
   */
  public int size() {
    return labels.length;
  }

  /**
   * The labels as a network's target.
   *
   * @param classes number of classes
   * @return {@code [n, classes]} float32, one 1 a row
   */
  public INDArray oneHot(int classes) {
    float[][] rows = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      rows[i][labels[i]] = 1f;
    }
    return Nd4j.create(rows);
  }

  @Override
  public void close() {
    if (input.closeable()) {
      input.close();
    }
  }
}
