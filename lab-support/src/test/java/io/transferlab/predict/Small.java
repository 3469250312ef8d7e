package io.transferlab.predict;

import io.transferlab.classify.LinearSvm;
import io.transferlab.data.ImageSet;
import io.transferlab.data.Picture;
import io.transferlab.data.Split;
import io.transferlab.data.sketch.SketchSet;
import io.transferlab.features.FeatureCache;
import io.transferlab.features.FeatureExtractor;
import io.transferlab.features.FeatureTransform;
import io.transferlab.features.Features;
import io.transferlab.features.FullNetworkEmbedding;
import io.transferlab.network.Backbone;
import io.transferlab.network.Preprocessing;
import io.transferlab.network.VggShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Small classifiers of cats and dogs, and a few drawings. */
final class Small {
  static final List<String> CLASSES = SketchSet.CATS_DOGS.classes();

  private Small() {}

  static Backbone network() {
    return Backbone.random(
        "small",
        new VggShape(32, List.of(16, 16, 16, 16, 16), 16),
        Preprocessing.SKETCH,
        CLASSES,
        1);
  }

  static PictureClassifier ofNetwork() {
    return PictureClassifier.of(network());
  }

  static PictureClassifier ofFeatures() {
    FeatureExtractor extractor = FeatureExtractor.of(network()).withCache(FeatureCache.NONE).all();
    Features train = extractor.extract(train());
    FeatureTransform transform = FullNetworkEmbedding.fit(train);
    return PictureClassifier.of(extractor, transform, LinearSvm.train(transform.apply(train)));
  }

  static ImageSet train() {
    return ImageSet.drawn(SketchSet.CATS_DOGS, Split.TRAIN, 8, 1);
  }

  static ImageSet validation() {
    return ImageSet.drawn(SketchSet.CATS_DOGS, Split.VALIDATION, 8, 1);
  }

  /** A set whose every third picture cannot be read, the first among them. */
  static ImageSet spoilt(ImageSet set) {
    List<Picture> pictures = new ArrayList<>();
    for (Picture picture : set.pictures()) {
      boolean bad = pictures.size() % 3 == 0;
      pictures.add(
          bad
              ? new Picture(
                  picture.key(),
                  picture.label(),
                  size -> {
                    throw new IOException(picture.key() + " is no picture");
                  })
              : picture);
    }
    return ImageSet.of(set.name(), set.classes(), pictures);
  }
}
