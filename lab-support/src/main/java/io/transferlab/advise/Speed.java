package io.transferlab.advise;

import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** How fast a network is on this machine. */
final class Speed {
  /** The first looks compile what the others run; the quickest counts, undisturbed by others. */
  private static final int[] LOOKS = {4, 24, 24, 24};

  /** A longer look is measure enough. */
  private static final double SLOW_SECONDS = 1;

  private Speed() {}

  /**
   * Measures each network; those of one architecture are equally fast.
   *
   * @param sources the networks
   * @param set pictures, of which a few are put through all of their layers
   * @return name to seconds of one picture
   */
  static Map<String, Double> secondsOfAPicture(List<FrozenNetwork> sources, ImageSet set) {
    Map<Object, Double> least = new HashMap<>();
    for (FrozenNetwork source : sources) {
      least.merge(shape(source), secondsOfAPicture(source, set), Math::min);
    }
    Map<String, Double> found = new HashMap<>();
    sources.forEach(s -> found.put(s.name(), Objects.requireNonNull(least.get(shape(s)))));
    return found;
  }

  /** Networks of equal shape are equally fast: those of one architecture, and each to itself. */
  static Object shape(FrozenNetwork network) {
    return network instanceof Backbone backbone ? backbone.architecture() : network.name();
  }

  private static double secondsOfAPicture(FrozenNetwork source, ImageSet set) {
    FeatureExtractor extractor =
        FeatureExtractor.of(source).all().withCache(FeatureCache.NONE).withBatchSize(8);
    double least = Double.POSITIVE_INFINITY;
    for (int look : LOOKS) {
      ImageSet few = spread(set, Math.min(look, set.size()));
      long start = System.nanoTime();
      extractor.extract(few);
      double seconds = (System.nanoTime() - start) / 1e9;
      least = Math.min(least, seconds / few.size());
      if (seconds > SLOW_SECONDS && look > LOOKS[0]) {
        break;
      }
    }
    return least;
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
