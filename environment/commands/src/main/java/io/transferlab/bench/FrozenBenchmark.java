package io.transferlab.bench;

import io.transferlab.core.LabException;
import io.transferlab.data.Augmentation;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.network.Backbone;
import io.transferlab.network.Head;
import io.transferlab.train.EpochListener;
import io.transferlab.train.FineTuner;
import io.transferlab.train.TrainingPlan;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What training a head on a frozen trunk costs against one pass of the pictures through that trunk.
 *
 * @param network whose trunk
 * @param frozenUpTo the last layer of it
 * @param pictures training and validation pictures together
 * @param epochs of the head
 * @param passSeconds one pass of all pictures, pictures drawn and read included; median
 * @param runSeconds the whole training, its pass included; median
 */
record FrozenBenchmark(
    String network,
    String frozenUpTo,
    int pictures,
    int epochs,
    double passSeconds,
    double runSeconds) {
  private static final int EPOCHS = 5;

  /**
   * Measures, pass and run in turn, after one of each that does not count.
   *
   * @param network the network
   * @param layer the last frozen layer
   * @param perClass training pictures of each of ten classes; a quarter of that for validation
   * @param rounds measurements, at least 1
   * @return the medians
   */
  static FrozenBenchmark run(Backbone network, String layer, int perClass, int rounds) {
    if (rounds < 1 || perClass < 4) {
      throw LabException.of(
          "at least 1 round and 4 pictures a class",
          rounds + " and " + perClass,
          "leave the options out");
    }
    ImageSet train = ImageSet.drawn(SketchSet.ANIMALS, Split.TRAIN, perClass, 1);
    ImageSet validation = ImageSet.drawn(SketchSet.ANIMALS, Split.VALIDATION, perClass / 4, 1);
    FeatureExtractor extractor =
        FeatureExtractor.of(network).withLayers(layer).withCache(FeatureCache.NONE);
    FineTuner tuner =
        FineTuner.of(network, train.classes())
            .withHeadBehind(layer, Head.LINEAR)
            .freezeUpTo(layer)
            .withPlan(
                TrainingPlan.FINE_TUNING
                    .withEpochs(EPOCHS)
                    .withBatchSize(32)
                    .withAugmentation(Augmentation.NONE));
    double[] pass = new double[rounds];
    double[] whole = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      long start = System.nanoTime();
      extractor.extract(train);
      extractor.extract(validation);
      long between = System.nanoTime();
      tuner.fit("head", train, validation, EpochListener.SILENT);
      long end = System.nanoTime();
      if (round >= 0) {
        pass[round] = (between - start) / 1e9;
        whole[round] = (end - between) / 1e9;
      }
    }
    return new FrozenBenchmark(
        network.name(),
        layer,
        train.size() + validation.size(),
        EPOCHS,
        StatUtils.percentile(pass, 50),
        StatUtils.percentile(whole, 50));
  }

  /** What the training costs in passes. */
  double ratio() {
    return runSeconds / passSeconds;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s frozen up to %s, %d pictures: one pass %.2f s, %d epochs of a head %.2f s: %.2f passes",
        network,
        frozenUpTo,
        pictures,
        passSeconds,
        epochs,
        runSeconds,
        ratio());
  }
}
