package io.transferlab.study;

import io.transferlab.classify.LinearSvm;
import io.transferlab.classify.SvmTrainer;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Splits;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.L2;
import io.transferlab.features.PixelFeatures;
import io.transferlab.network.Backbone;
import java.util.List;

/** Descriptors and a linear SVM: extracted once for all methods of a source. */
final class FeatureMeasurement {
  /** Raw pixels are averaged two by two: a quarter of the numbers, nearly the same picture. */
  private static final int PIXEL_SIDE = 32;

  private static final double[] CHOICES = {0.01, 0.1, 1, 10};

  private final TransferSettings settings;
  private final Features train;
  private final Features test;

  private FeatureMeasurement(TransferSettings settings, Features train, Features test) {
    this.settings = settings;
    this.train = train;
    this.test = test;
  }

  /** All layers of a network that stays as it is. */
  static FeatureMeasurement of(TransferSettings settings, Backbone backbone, Splits splits) {
    FeatureExtractor all = FeatureExtractor.of(backbone).all();
    if (!settings.cache()) {
      all = all.withCache(FeatureCache.NONE);
    }
    return new FeatureMeasurement(
        settings, all.extract(splits.train()), all.extract(splits.test()));
  }

  /** No network. */
  static FeatureMeasurement pixels(TransferSettings settings, Splits splits) {
    return new FeatureMeasurement(settings, pixels(splits.train()), pixels(splits.test()));
  }

  /** Mean per-class accuracy on the test pictures, 0 to 1. */
  double accuracy(TransferMethod method) {
    List<String> layers = layers(method);
    Features some = train.layers(layers);
    FeatureTransform transform =
        method == TransferMethod.FNE ? FullNetworkEmbedding.fit(some) : L2.PER_LAYER;
    Features ready = transform.apply(some);
    LinearSvm svm =
        SvmTrainer.defaults()
            .withC(settings.c() == 0 ? CHOICES : new double[] {settings.c()})
            .train(ready);
    return svm.evaluate(transform.apply(test.layers(layers))).meanPerClassAccuracy();
  }

  private List<String> layers(TransferMethod method) {
    List<String> all = train.layers();
    return switch (method) {
      case FC1 -> all.subList(all.size() - 2, all.size() - 1);
      case FC2 -> all.subList(all.size() - 1, all.size());
      default -> all;
    };
  }

  /** From -1 to 1: without a centre the norm is mostly brightness. */
  private static Features pixels(ImageSet set) {
    Features pixels = PixelFeatures.of(set, PIXEL_SIDE);
    return Features.of(
        pixels.name(),
        pixels.matrix().mul(2).subi(1),
        pixels.labels(),
        pixels.classes(),
        pixels.keys());
  }
}
