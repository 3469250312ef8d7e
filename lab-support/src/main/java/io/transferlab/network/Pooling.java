package io.transferlab.network;

/** What becomes of a feature map {@code [h, w, c]} when it is a descriptor of its picture. */
public enum Pooling {
  /** The mean over the map: one value a channel, how much of it there is in the picture. */
  AVERAGE,
  /** The maximum over the map: one value a channel, whether it is anywhere in the picture. */
  MAX,
  /** Every place by itself, in the order height, width, channel: {@code h * w * c} values. */
  NONE
}
