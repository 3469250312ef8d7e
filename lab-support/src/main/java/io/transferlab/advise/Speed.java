package io.transferlab.advise;

import io.transferlab.data.Batch;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.Trunk;
import io.transferlab.train.FeatureHead;
import io.transferlab.train.TrainingPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How fast a network is on this machine. */
final class Speed {
  /** The first looks compile what the others run; the quickest counts, undisturbed by others. */
  private static final int[] LOOKS = {4, 24, 24, 24};

  /** Enough to tell how long it will take. */
  private static final int[] GLANCES = {4, 24};

  /** A longer look is measure enough. */
  private static final double SLOW_SECONDS = 1;

  /** Forward passes that are measured at least, of which the quickest counts. */
  private static final int PASSES = 3;

  private static final int MOST_PASSES = 50;

  /** Quick networks are measured more often. */
  private static final double QUICK_SECONDS = 0.2;

  /** Steps of a head: those that compile what the others run, and those that are measured. */
  private static final int[] HEAD_STEPS = {160, 48, 48, 48};

  /** A usual width of features; what a step takes hardly depends on it. */
  private static final int HEAD_COLUMNS = 512;

  private Speed() {}

  /**
   * Measures each network; those of one architecture are equally fast.
   *
   * @param sources the networks
   * @param set pictures, of which a few are put through all of their layers
   * @return name to seconds of one picture
   */
  static Map<String, Double> secondsOfAPicture(List<FrozenNetwork> sources, ImageSet set) {
    return secondsOfAPicture(sources, set, LOOKS);
  }

  /** The same, less exactly and sooner. */
  static Map<String, Double> roughSecondsOfAPicture(List<FrozenNetwork> sources, ImageSet set) {
    return secondsOfAPicture(sources, set, GLANCES);
  }

  private static Map<String, Double> secondsOfAPicture(
      List<FrozenNetwork> sources, ImageSet set, int[] looks) {
    Map<Object, Double> least = new HashMap<>();
    for (FrozenNetwork source : sources) {
      least.merge(shape(source), secondsOfAPicture(source, set, looks), Math::min);
    }
    Map<String, Double> found = new HashMap<>();
    sources.forEach(s -> found.put(s.name(), Objects.requireNonNull(least.get(shape(s)))));
    return found;
  }

  /** Networks of equal shape are equally fast: those of one architecture, and each to itself. */
  static Object shape(FrozenNetwork network) {
    return network instanceof Backbone backbone ? backbone.architecture() : network.name();
  }

  private static double secondsOfAPicture(FrozenNetwork source, ImageSet set, int[] looks) {
    FeatureExtractor extractor =
        FeatureExtractor.of(source).all().withCache(FeatureCache.NONE).withBatchSize(8);
    double least = Double.POSITIVE_INFINITY;
    for (int look : looks) {
      ImageSet few = spread(set, Math.min(look, set.size()));
      long start = System.nanoTime();
      extractor.extract(few);
      double seconds = (System.nanoTime() - start) / 1e9;
      least = Math.min(least, seconds / few.size());
      if (seconds > SLOW_SECONDS && look > looks[0]) {
        break;
      }
    }
    return least;
  }

  /**
   * Milliseconds of the forward pass to the last descriptor layer, a picture: in batches as the
   * extraction makes them, with the threads that the course uses. Reading and preparing pictures
   * does not count: it is the same for all networks.
   *
   * @param set pictures, of which one batch is taken again and again
   */
  static double millisecondsOfAForwardPass(FrozenNetwork network, ImageSet set) {
    FeatureExtractor last = FeatureExtractor.of(network);
    ImageSet some = spread(set, Math.min(last.batchSize(), set.size()));
    double least = Double.POSITIVE_INFINITY;
    try (Trunk trunk = network.trunk(last.layers(), last.pooling())) {
      for (Batch batch : network.batches(network.passing(some), some.size())) {
        try (batch) {
          trunk.forward(batch); // compiles what the others run
          double all = 0;
          for (int pass = 0; pass < PASSES || all < QUICK_SECONDS && pass < MOST_PASSES; pass++) {
            long start = System.nanoTime();
            trunk.forward(batch);
            double seconds = (System.nanoTime() - start) / 1e9;
            least = Math.min(least, seconds / batch.size());
            all += seconds;
          }
        }
      }
    }
    return 1000 * least;
  }

  /**
   * Seconds of a step of training a head on features, which is nearly all that a head takes.
   *
   * @param classes how many it tells apart
   * @param plan how it is trained
   */
  static double secondsOfAHeadStep(int classes, TrainingPlan plan) {
    int rows = Math.max(classes, plan.batchSize());
    int perEpoch = (rows + plan.batchSize() - 1) / plan.batchSize();
    INDArray features = Nd4j.ones(DataType.FLOAT, rows, HEAD_COLUMNS);
    int[] labels = IntStream.range(0, rows).map(i -> i % classes).toArray();
    double least = Double.POSITIVE_INFINITY;
    for (int steps : HEAD_STEPS) {
      int epochs = (steps + perEpoch - 1) / perEpoch;
      long start = System.nanoTime();
      FeatureHead.train(features, labels, classes, plan.withEpochs(epochs));
      double seconds = (System.nanoTime() - start) / 1e9;
      least = Math.min(least, seconds / (epochs * perEpoch));
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
