package io.transferlab.features;

import io.transferlab.data.ImageSet;
import io.transferlab.network.Trunk;

/**
 * The way from sets of pictures to their features, for many small sets one after the other. For one
 * thread at a time; several passes of one extractor may work side by side, each in its thread.
 */
public final class SetPass implements AutoCloseable {
  private final FeatureExtractor extractor;
  private final Trunk trunk;

  SetPass(FeatureExtractor extractor, Trunk trunk) {
    this.extractor = extractor;
    this.trunk = trunk;
  }

  /**
   * Computes the features of a set.
   *
   * @param set pictures; those that cannot be read are left out and named
   * @return the rows, none if no picture can be read
   */
  public ComputedRows compute(ImageSet set) {
    return extractor.rows(trunk, set, rows -> {});
  }

  /**
   * A fingerprint of the weights.
   *
   * @return SHA-256 in hexadecimal digits, see {@link Trunk#weightsHash}
   */
  public String weightsHash() {
    return trunk.weightsHash();
  }

  /** Frees the room it computes in. */
  @Override
  public void close() {
    trunk.close();
  }
}
