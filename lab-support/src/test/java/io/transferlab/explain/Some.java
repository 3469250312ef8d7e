package io.transferlab.explain;

import io.transferlab.classify.LinearSvm;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.features.Standardiser;
import io.transferlab.network.Backbone;
import io.transferlab.predict.PictureClassifier;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Pictures and classifiers for tests. */
final class Some {
  static final ImageSet TRAIN = ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 4, 1);

  private Some() {}

  /** Noise. */
  static BufferedImage picture(long seed) {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        picture.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return picture;
  }

  /** A network's frozen layers and an SVM that tells cats from dogs by them. */
  static PictureClassifier features(Backbone network, FeatureTransform then, String... layers) {
    return svm(network, layers, train -> then);
  }

  static PictureClassifier standardised(Backbone network, String... layers) {
    return svm(network, layers, Standardiser::fit);
  }

  static PictureClassifier embedded(Backbone network, String... layers) {
    return svm(network, layers, FullNetworkEmbedding::fit);
  }

  private static PictureClassifier svm(
      Backbone network, String[] layers, Function<Features, FeatureTransform> fit) {
    FeatureExtractor extractor =
        FeatureExtractor.of(network).withCache(FeatureCache.NONE).withLayers(List.of(layers));
    Features train = extractor.extract(TRAIN);
    FeatureTransform transform = fit.apply(train);
    return PictureClassifier.of(extractor, transform, LinearSvm.train(transform.apply(train)));
  }
}
