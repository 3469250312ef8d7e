package io.transferlab.advise;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Backbone;
import java.util.List;
import java.util.stream.IntStream;

/** How fast a network is on this machine. */
final class Speed {
  /** The first look compiles what the others run. */
  private static final int[] LOOKS = {4, 24, 24};

  /** A longer look is measure enough. */
  private static final double SLOW_SECONDS = 1;

  private Speed() {}

  /**
   * Measures.
   *
   * @param source the network
   * @param set pictures, of which a few are put through all of its layers
   * @return seconds of one picture
   */
  static double secondsOfAPicture(Backbone source, ImageSet set) {
    FeatureExtractor extractor =
        FeatureExtractor.of(source).all().withCache(FeatureCache.NONE).withBatchSize(8);
    double seconds = 0;
    for (int look : LOOKS) {
      ImageSet few = spread(set, Math.min(look, set.size()));
      long start = System.nanoTime();
      extractor.extract(few);
      seconds = (System.nanoTime() - start) / 1e9;
      if (seconds > SLOW_SECONDS) {
        return seconds / few.size();
      }
      seconds /= few.size();
    }
    return seconds;
  }

  /** Some pictures from everywhere in a set. */
  private static ImageSet spread(ImageSet set, int count) {
    List<Picture> all = set.pictures();
    return ImageSet.of(
        set.name(),
        set.classes(),
        IntStream.range(0, count)
            .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
            .toList());
  }
}
