package io.transferlab.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way from pictures to what a network's softmax is taken of, for many batches, together with
 * the features that its last layer reads. Probabilities cannot give the logits back: what is far
 * from 0 and 1 in them is rounded away. Of the weights as they are when it is made; for one thread.
 */
public interface LogitPass extends AutoCloseable {
  /**
   * What a batch gives.
   *
   * @param logits {@code [n, classes]}: their softmax are the probabilities
   * @param features {@code [n, d]}: what the output layer reads, the mean over each map where it
   *     reads maps
   */
  record Rows(INDArray logits, INDArray features) {}

  /**
   * Computes a batch.
   *
   * @param prepared pictures {@code [n, side, side, 3]}, prepared by this network
   * @return logits and features, the caller's own
   */
  Rows run(INDArray prepared);

  /** Frees the room it computes in. */
  @Override
  void close();
}
