package io.transferlab.features;

import io.transferlab.data.ImageSet;
import java.util.function.IntConsumer;

/**
 * Who computes features: this process by itself, unless {@link FeatureExtractor#withEngine} names
 * another, such as the machines of a cluster.
 */
@FunctionalInterface
public interface FeatureEngine {
  /**
   * Computes the features of a set.
   *
   * @param extractor network, layers, pooling, crops and batches
   * @param set labelled pictures
   * @param done is told how many more pictures are done, by any thread, one at a time
   * @return a row for each picture (or view of it) that could be read, in the set's order
   */
  ComputedRows compute(FeatureExtractor extractor, ImageSet set, IntConsumer done);
}
