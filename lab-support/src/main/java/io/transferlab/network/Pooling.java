package io.transferlab.network;

/** What stands at the end of a network without its top, as in Keras' {@code pooling}. */
public enum Pooling {
  /** Nothing: the last block's feature maps, {@code [n, h, w, c]}. */
  NONE,
  /** The mean of each feature map, {@code [n, c]}. */
  AVERAGE,
  /** The greatest value of each feature map, {@code [n, c]}. */
  MAX
}
