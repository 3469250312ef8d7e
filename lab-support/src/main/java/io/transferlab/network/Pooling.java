package io.transferlab.network;

import io.transferlab.core.LabException;

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
  MAX,
  /**
   * Of a transformer's sequence of tokens {@code [n, t, d]} the first, its class token, {@code [n,
   * d]}. (The average and the maximum of a sequence are those of the picture's patches alone.)
   */
  CLS,
  /** Of a sequence of tokens the first, then the mean of those of patches, {@code [n, 2 d]}. */
  CLS_AND_AVERAGE;

  /**
   * Whether it is of sequences alone.
   *
   * @return true if feature maps cannot be pooled so
   */
  public boolean isOfTokens() {
    return this == CLS || this == CLS_AND_AVERAGE;
  }

  /**
   * Refuses what feature maps have not.
   *
   * @param whose what has the maps
   * @return this
   * @throws LabException for a pooling of tokens
   */
  public Pooling ofMaps(String whose) {
    if (isOfTokens()) {
      throw LabException.of(
          "tokens, as a transformer has, for the pooling " + this,
          whose + ", which has feature maps",
          "take AVERAGE or MAX");
    }
    return this;
  }
}
