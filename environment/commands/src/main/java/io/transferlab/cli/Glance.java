package io.transferlab.cli;

import io.transferlab.core.LabException;
import io.transferlab.data.ImageSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.FrozenNetwork;

/** How fast a network looks at pictures here, by a few of them. */
final class Glance {
  private static final int PICTURES = 24;

  private Glance() {}

  /**
   * Reads some pictures and puts them through the network.
   *
   * @return seconds of one; 0 if none of them can be read
   */
  static double secondsOfAPicture(FrozenNetwork network, ImageSet set) {
    if (set.size() == 0) {
      return 0;
    }
    ImageSet few = set.take(Math.max(1, PICTURES / set.classes().size()), 1);
    FeatureExtractor extractor = FeatureExtractor.of(network).withCache(FeatureCache.NONE);
    try {
      extractor.extract(few); // compiles what the second look runs
      long start = System.nanoTime();
      extractor.extract(few);
      return (System.nanoTime() - start) / 1e9 / few.size();
    } catch (LabException e) {
      return 0;
    }
  }
}
