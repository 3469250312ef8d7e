package io.transferlab.network;

/** What becomes of feature maps {@code [n, h, w, c]} when they shall describe their pictures. */
public enum Pooling {
  /**
   * Nothing: at the end of a network the maps as they are; as descriptors every place by itself, in
   * the order height, width, channel.
   */
  NONE,
  /** The mean over each map, {@code [n, c]}: how much of a channel there is in the picture. */
  AVERAGE,
  /** The maximum over each map, {@code [n, c]}: whether it is anywhere in the picture. */
  MAX
}
